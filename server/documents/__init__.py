"""Documents: templates set in type, as PDF/A."""
