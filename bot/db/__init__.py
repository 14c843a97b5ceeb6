"""The database: one engine for SQLite and PostgreSQL, one metadata, one history of migrations.

Every unit of work is one transaction that starts as a writer (`BEGIN IMMEDIATE` on SQLite), so
that read-modify-write never loses an update. No network call happens inside one.
"""
