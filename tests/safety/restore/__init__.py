"""Backups, restores, migrations, full disks and damaged files: what is kept stays whole, and nothing old is sent."""
