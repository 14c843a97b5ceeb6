"""Takes somebody's name out of what is planned for others, so that nothing at rest still names them."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.records import Outgoing, State
from bot.outbox.tables import deliveries
from bot.texts.html import escaped, isolated

SOMEBODY: Final = isolated("…")  # in every language


async def unname(conn: AsyncConnection, *, names: Collection[str]) -> int:
    """Put an ellipsis where planned messages hold one of the names; how many messages.

    A name in a text of ours stands alone between marks, so that a part of another word is no name.
    Messages that wait (for the morning, for somebody's return) are still worth sending without it.
    """
    forms = {form for name in names for form in (isolated(name), isolated(escaped(name)))}
    query = (
        select(deliveries.c.id, deliveries.c.payload)
        .where(deliveries.c.state == State.PLANNED)
        .order_by(deliveries.c.id)
    )
    changed = 0
    for number, payload in (await conn.execute(query)).all():
        if payload is None or _unnamed(Outgoing.from_json(payload), forms) is None:
            continue
        # Read once more, locked: another who is named there may be erased in this moment.
        again = query.where(deliveries.c.id == number).with_for_update()
        row = (await conn.execute(again)).first()
        unnamed = _unnamed(Outgoing.from_json(row.payload), forms) if row else None
        if unnamed is not None:
            await conn.execute(
                update(deliveries)
                .where(deliveries.c.id == number)
                .values(payload=unnamed.to_json())
            )
            changed += 1
    return changed


def _unnamed(outgoing: Outgoing, forms: Collection[str]) -> Outgoing | None:
    """The message without the names; None: it holds none."""
    unnamed = replace(
        outgoing,
        html=_without(outgoing.html, forms),
        buttons=tuple(
            tuple(replace(b, text=_without(b.text, forms)) for b in row)
            for row in outgoing.buttons
        ),
    )
    return unnamed if unnamed != outgoing else None


def _without(text: str, forms: Collection[str]) -> str:
    for form in forms:
        text = text.replace(form, SOMEBODY)
    return text
