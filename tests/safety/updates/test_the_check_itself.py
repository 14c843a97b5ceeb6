"""Without one of the defences the same run fails: it looks at what it says it looks at."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.inbox import pump
from bot.telegram import understood
from bot.telegram.buttons import Signer
from bot.texts import html, say
from tests.safety.updates.running import harness

ENOUGH = 6_000  # bad updates; each of these was seen within the first quarter of it


def _any_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_self: Signer, data: str, *, chat_id: int) -> tuple[str, str] | None:
        parts = data.split(":")
        return (parts[1], parts[2]) if len(parts) == 4 else None

    monkeypatch.setattr(Signer, "read", read)


def _bots_are_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understood, "SERVICE_IDS", frozenset())


def _numbers_are_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def integer(raw: Any, name: str, *, least: int = 0, most: int = 0) -> Any:
        return raw.get(name)

    monkeypatch.setattr(understood, "_integer", integer)


def _the_unparsable_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Never(Exception):
        pass

    monkeypatch.setattr(pump, "Unparsable", Never)


def _nothing_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.incoming.clean", str)
    monkeypatch.setattr(say, "clean", str)
    monkeypatch.setattr(html, "clean", lambda text, **_: text)


def _nothing_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(say, "escaped", str)


@pytest.mark.asyncio
@pytest.mark.long
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(
    "remove",
    [
        _any_tag,
        _bots_are_people,
        _numbers_are_believed,
        _the_unparsable_is_tried_again,
        _nothing_is_cleaned,
        _nothing_is_escaped,
    ],
)
async def test_a_defence_that_is_missing_is_missed(
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    remove: Callable[[pytest.MonkeyPatch], None],
) -> None:
    async with harness(sqlite_url, seed=7) as run:
        remove(monkeypatch)
        with pytest.raises(AssertionError) as missed:
            await run.run(ENOUGH)
        print(remove.__name__, run.report.updates, str(missed.value)[:200])  # noqa: T201 - shown with -s
        monkeypatch.undo()
