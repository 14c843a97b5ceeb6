"""What lies ahead of somebody, what today holds, and a week in numbers: slots and rows together."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.records import Person
from bot.sittings import rules, store
from bot.sittings.records import Coming, Sitting, State, Week
from bot.slots import store as slot_store
from bot.slots.records import Occurrence, Slot
from bot.slots.rules_instants import instant_of, occurrences

_A_DAY = timedelta(days=1)


async def upcoming(
    conn: AsyncConnection, person: Person, *, now: datetime, until: datetime
) -> list[Coming]:
    """Every sitting that begins after `now`, up to `until`, soonest first; with those held back.

    Somebody who has not told their zone has none.
    """
    if person.zone is None:
        return []
    slots = {slot.id: slot for slot in await slot_store.list_slots(conn, person.id)}
    coming = []
    for sitting in await _sittings(conn, person, list(slots.values()), after=now, until=until):
        is_ahead = now < sitting.starts_at <= until or sitting.snoozed_until is not None
        if not is_ahead or sitting.state not in {State.PLANNED, State.SKIPPED, State.NUDGED}:
            continue
        if sitting.state is State.NUDGED and sitting.snoozed_until is None:
            continue
        slot = slots.get(sitting.slot_id)
        if slot is None:
            continue  # removed since: no nudge comes
        at = rules.nudge_at(sitting, slot)
        held = rules.held(sitting, person, nudge_at=at)
        coming.append(Coming(sitting=sitting, slot=slot, nudge_at=at, held=held))
    return sorted(coming, key=lambda c: (c.nudge_at, c.sitting.slot_id))


async def today(conn: AsyncConnection, person: Person, *, now: datetime) -> list[Sitting]:
    """The sittings of the local day, in order, and one of yesterday that is started and open."""
    if person.zone is None:
        return []
    zone = ZoneInfo(person.zone)
    day = now.astimezone(zone).date()
    slots = await slot_store.list_slots(conn, person.id)
    begins = rules.midnight_after(day - _A_DAY, zone) - timedelta(seconds=1)
    ends = rules.midnight_after(day, zone)
    found = await _sittings(conn, person, slots, after=begins, until=ends)
    live = {slot.id for slot in slots}
    return [
        sitting
        for sitting in found
        if (rules.day_of(sitting, zone) == day or sitting.state is State.STARTED)
        and (sitting.slot_id in live or sitting.state is not State.PLANNED)
    ]


async def week_summary(
    conn: AsyncConnection, person: Person, *, week: date, now: datetime
) -> Week:
    """The seven local dates from `week` in numbers; skips, days off and pauses are neutral."""
    last = week + timedelta(days=6)
    rows = await store.list_between(conn, person.id, first=week, last=last)
    ahead = 0
    if person.zone is not None:
        end = rules.midnight_after(last, ZoneInfo(person.zone)) - timedelta(seconds=1)
        coming = await upcoming(conn, person, now=now, until=max(now, end))
        ahead = sum(
            c.held is None and c.sitting.state is State.PLANNED and week <= c.sitting.on <= last
            for c in coming
        )
    return rules.summary(week, rows, ahead=ahead)


async def sitting_on(
    conn: AsyncConnection, person: Person, slot: Slot, on: date
) -> Sitting | None:
    """The slot's sitting on that date, touched or not; None: it has none then."""
    row = await store.find_sitting(conn, slot_id=slot.id, on=on)
    if row is not None and row.state is not State.PLANNED:
        return row
    if person.zone is None or slot.ended_at is not None or on.weekday() not in slot.days:
        return row if row is not None and row.moved_at is not None else None
    at = instant_of(slot.start, ZoneInfo(person.zone), on)
    if at is None or (at <= slot.changed_at and row is None):
        return None
    return rules.planned(slot, Occurrence(at, on), row)


async def starts_around(
    conn: AsyncConnection, person: Person, slot: Slot, *, at: datetime, but: date
) -> list[datetime]:
    """When the slot's other sittings begin that lie within a day of `at`; `but` is the one moved."""
    found = await _sittings(conn, person, [slot], after=at - _A_DAY, until=at + _A_DAY)
    return [
        sitting.starts_at
        for sitting in found
        if sitting.on != but and sitting.state not in {State.SKIPPED, State.EXPIRED}
    ]


async def _sittings(
    conn: AsyncConnection,
    person: Person,
    slots: Sequence[Slot],
    *,
    after: datetime,
    until: datetime,
) -> list[Sitting]:
    """Computed and touched sittings whose slot has them within the span, or that were moved at all."""
    zone = ZoneInfo(person.zone or "UTC")
    first = after.astimezone(zone).date() - 2 * _A_DAY
    last = until.astimezone(zone).date() + 2 * _A_DAY
    rows = await store.list_between(conn, person.id, first=first, last=last)
    rows += [r for r in await store.list_moved(conn, person.id) if not first <= r.on <= last]
    by_key = dict(store.by_key(rows))
    found: list[Sitting] = []
    for slot in slots:
        for occurrence in occurrences(
            slot, zone, after=max(after, slot.changed_at), until=max(after, until)
        ):
            row = by_key.pop((slot.id, occurrence.on), None)
            found.append(rules.planned(slot, occurrence, row))
    ids = {slot.id for slot in slots}
    found += [
        row
        for row in by_key.values()
        if row.state in rules.LASTING or (row.moved_at is not None and row.slot_id in ids)
    ]
    return sorted(found, key=lambda sitting: (sitting.starts_at, sitting.slot_id))
