"""The rules in plain Python: no framework, no I/O, no clock."""
