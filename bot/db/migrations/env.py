"""Alembic's entry: runs in the connection that `bot.db.migrate` hands over."""

from typing import Literal

from alembic import context

from bot.db.metadata import UtcDateTime, metadata
from bot.schema import TABLES

assert TABLES  # noqa: S101 - importing it is what registers every table


def render_item(kind: str, value: object, _autogen: object) -> str | Literal[False]:
    """A migration must not change when the code does: it names plain types."""
    return (
        "sa.DateTime(timezone=True)"
        if kind == "type" and isinstance(value, UtcDateTime)
        else False
    )


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
