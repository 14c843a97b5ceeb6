"""Canaries for each test."""

from collections.abc import Iterator

import pytest

from tests.safety.fetching.canaries import Canaries, canaries


@pytest.fixture
def inside() -> Iterator[Canaries]:
    """Whoever must never be met."""
    with canaries() as made:
        yield made
