"""Know the case: rules, use cases, storage and the HTTP edge."""
