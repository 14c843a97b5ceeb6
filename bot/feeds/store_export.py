"""What of the feeds' rows is given to the person themselves."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.feeds.rules_opml import Outline
from bot.feeds.tables import feeds, subscriptions
from bot.sources.tables import source_tags, sources


async def list_outlines(conn: AsyncConnection, person_id: int) -> list[Outline]:
    """Somebody's feeds, each with its source's title and tags."""
    own = subscriptions.c.person_id == person_id
    tags: dict[int, list[str]] = {}
    tagged = (
        select(source_tags)
        .join(subscriptions, subscriptions.c.source_id == source_tags.c.source_id)
        .where(own)
        .order_by(source_tags.c.tag)
    )
    for row in await conn.execute(tagged):
        tags.setdefault(row.source_id, []).append(row.tag)
    query = (
        select(sources.c.id, sources.c.title, feeds.c.url, feeds.c.site_url)
        .select_from(subscriptions)
        .join(feeds, feeds.c.id == subscriptions.c.feed_id)
        .join(sources, sources.c.id == subscriptions.c.source_id)
        .where(own)
        .order_by(subscriptions.c.id)
    )
    return [
        Outline(
            url=row.url, title=row.title, site_url=row.site_url, tags=tuple(tags.get(row.id, ()))
        )
        for row in await conn.execute(query)
    ]
