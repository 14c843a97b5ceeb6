"""The picture in words, aligned for a terminal, or as JSON values. Pure."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from bot.outbox.records import State
from bot.outbox.store_figures import UNSENT
from bot.watching import reasons
from bot.watching.picture import Picture

MOST_REASONS: Final = 5  # for each state
_STATES: Final = tuple(state.value for state in State)


def told(picture: Picture) -> list[str]:
    """Every line of `halqa stats`."""
    return [
        *_heads(picture),
        "",
        "Came in",
        *_inbox(picture),
        "",
        "Went out (the last 30 days)",
        *_outbox(picture),
        *_unsent(picture),
    ]


def values(picture: Picture) -> dict[str, Any]:
    """The same for programs; moments are ISO texts."""
    waiting, overdue = picture.waiting, picture.overdue
    return {
        "at": picture.at.isoformat(),
        "database": picture.database,
        "heard_from_telegram_at": _iso(picture.heard_at),
        "backup": None
        if picture.backup is None
        else {"file": str(picture.backup.path), "taken_at": _iso(picture.backup.taken_at)},
        "inbox": {
            "states": dict(picture.inbox),
            "waiting": waiting.count,
            "tried": waiting.tried,
            "waiting_since": waiting.since.isoformat() if waiting.since else None,
            "due_at": _iso(waiting.due_at),
            "ignored": dict(picture.ignored),
            "dead_letters": dict(picture.letters),
        },
        "deliveries": [
            {
                "kind": tally.kind,
                "state": tally.state.value,
                "reason": reasons.plain(tally.reason) if tally.state in UNSENT else None,
                "count": tally.count,
            }
            for tally in picture.deliveries
        ],
        "overdue": {"count": overdue.count, "since": _iso(overdue.since)},
    }


def _heads(picture: Picture) -> list[str]:
    backup = picture.backup
    taken = f"{_ago(picture, backup.taken_at)} ({backup.path.name})" if backup else "none known"
    return [
        f"{'database':28}{picture.database}",
        f"{'heard from Telegram':28}{_ago(picture, picture.heard_at)}",
        f"{'newest backup':28}{taken}",
    ]


def _inbox(picture: Picture) -> list[str]:
    waiting = picture.waiting
    lines = [f"  {'handled (kept 8 days)':26}{picture.inbox.get('done', 0):>8}"]
    lines += [f"    without effect: {why:10}{count:>6}" for why, count in picture.ignored.items()]
    lines.append(f"  {'waiting':26}{waiting.count:>8}")
    if waiting.count:
        lines.append(f"    the oldest is due since {_ago(picture, waiting.due_at)}")
        lines.append(f"    failed at least once: {waiting.tried}")
    lines.append(f"  {'dead letters':26}{picture.inbox.get('dead', 0):>8}")
    lines += [
        f"    {count:>6}  {error or 'no error told'}" for error, count in picture.letters.items()
    ]
    return lines


def _outbox(picture: Picture) -> list[str]:
    kinds: dict[str, Counter[str]] = {}
    for tally in picture.deliveries:
        kinds.setdefault(tally.kind, Counter())[tally.state.value] += tally.count
    head = "".join(f"{state:>10}" for state in _STATES)
    lines = [f"  {'kind':18}{head}"]
    for kind, counts in [*sorted(kinds.items()), ("all", sum(kinds.values(), Counter()))]:
        lines.append(f"  {kind:18}" + "".join(f"{counts[state]:>10}" for state in _STATES))
    overdue = picture.overdue
    if overdue.count:
        lines.append(
            f"  due and waiting: {overdue.count}, the oldest {_ago(picture, overdue.since)}"
        )
    return lines


def _unsent(picture: Picture) -> list[str]:
    lines: list[str] = []
    for state in UNSENT:
        why: Counter[tuple[str, str]] = Counter()
        for tally in picture.deliveries:
            if tally.state is state:
                why[reasons.plain(tally.reason), tally.kind] += tally.count
        if why:
            lines += ["", f"Why {state.value}"]
        lines += [
            f"  {count:>6}  {reason} ({kind})"
            for (reason, kind), count in why.most_common(MOST_REASONS)
        ]
    return lines


def _ago(picture: Picture, moment: datetime | None) -> str:
    if moment is None:
        return "never"
    passed = picture.at - moment
    if passed < timedelta(minutes=2):
        return f"{max(0, int(passed.total_seconds()))} seconds ago"
    if passed < timedelta(hours=2):
        return f"{int(passed / timedelta(minutes=1))} minutes ago"
    if passed < timedelta(days=2):
        return f"{int(passed / timedelta(hours=1))} hours ago"
    return f"{passed.days} days ago"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
