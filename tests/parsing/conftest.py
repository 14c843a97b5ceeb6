"""One real child for a module's documents."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.parsing.parser import Parser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def parser() -> AsyncIterator[Parser]:
    """A parser with a real child."""
    parser = Parser(seconds=60)  # the processor's seconds count, however busy the machine is
    yield parser
    await parser.close()
