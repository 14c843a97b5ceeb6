"""How what Halqa knows is kept: backups, restores, and the checks before a start (SQLite).

Rules: a backup has its name only when it was found whole · what waits to be handled or sent is not in it ·
a restore replaces the database in one step and keeps the old one beside it · nothing that fell due before
the restore is sent once more · a database that is damaged or newer than the program is never touched.
"""
