"""Ways to bring messages to people: the console, a file, mail, an HTTP hook of an SMS gateway."""
