"""The document with somebody's feeds; made when it is sent, and kept nowhere."""

from collections.abc import Mapping
from typing import Any, Final

from bot.feeds import rules_opml, store_export
from bot.telegram.files import Rendered
from bot.work import Work

RECIPE: Final = "feeds.opml"
NAME: Final = "halqa-feeds.opml"


async def render(work: Work, arguments: Mapping[str, Any]) -> Rendered:
    """The list of feeds that somebody follows."""
    outlines = await store_export.list_outlines(work.conn, int(arguments["person_id"]))
    return Rendered(name=NAME, content=rules_opml.written(outlines))
