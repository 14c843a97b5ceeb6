"""Fixtures of the feeds' tests."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.feeds.machine import Machine, machine_on
from tests.support.bench import Bench


@pytest_asyncio.fixture
async def machine(bench: Bench) -> AsyncIterator[Machine]:
    """The feeds' errands, on a database of each engine."""
    async with machine_on(bench) as machine:
        yield machine
