"""Steps from an empty database to today's tables, the same on SQLite and PostgreSQL."""
