"""What is kept: tables, and one transaction at a time over them, on SQLite and PostgreSQL alike."""
