"""Alembic's entry: runs in the connection that `bot.db.migrate` hands over."""

from typing import Literal

from alembic import context

from bot.db.metadata import UtcDateTime, metadata
from bot.faultpoints import Point, cross
from bot.schema import TABLES

assert TABLES  # noqa: S101 - importing it is what registers every table


def render_item(kind: str, value: object, _autogen: object) -> str | Literal[False]:
    """A migration must not change when the code does: it names plain types."""
    return (
        "sa.DateTime(timezone=True)"
        if kind == "type" and isinstance(value, UtcDateTime)
        else False
    )


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
    if connection.dialect.name == "sqlite":  # it does not look while tables are made anew
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        assert lost is None, f"a row of {lost[0]} refers to one that is not there"  # noqa: S101 - rolls back
    cross(Point.MIGRATION_DONE)
