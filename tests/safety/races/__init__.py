"""Many at once: on SQLite as one process, on PostgreSQL as several."""
