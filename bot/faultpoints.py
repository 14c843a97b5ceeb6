"""Named places where a process may die, between one thing that is kept and the next.

In production `cross` does nothing: only a test installs something to be told, and no setting and no
variable of the environment can. The crash tests kill the process at every crossing of every point.
"""

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Where a process may die. The name says what has just happened, or is about to."""

    # In: Telegram's updates
    POLL_FETCHED = "poll.fetched"  # they came; nothing is kept
    INBOX_KEEPING = "inbox.keeping"  # written, not committed
    INBOX_KEPT = "inbox.kept"  # committed, not acknowledged
    LANES_TAKEN = "lanes.taken"  # heads of lanes chosen; nothing is handled
    UPDATE_HANDLING = "update.handling"  # about to be handed to its handler
    UPDATE_HANDLED = "update.handled"  # its effect and its mark are committed
    UPDATE_FAILING = "update.failing"  # it failed; that is not noted yet
    UPDATE_SET_ASIDE = "update.set_aside"  # its person is told; it is not noted as dead yet
    # Through: one transaction
    WORK_BEGUN = "work.begun"  # open, nothing written
    WORK_DONE = "work.done"  # all written, not committed
    WORK_COMMITTED = "work.committed"  # the dispatcher is not woken yet
    # Out: the outbox
    DELIVERIES_CHOSEN = "deliveries.chosen"  # claims written, not committed
    DELIVERIES_CLAIMED = "deliveries.claimed"  # `sending` is committed; no call is made
    DELIVERY_CALLING = "delivery.calling"  # right before the call
    DELIVERY_ANSWERED = "delivery.answered"  # Telegram answered; nothing of it is kept
    DELIVERY_RECORDING = "delivery.recording"  # the outcome is written, not committed
    DELIVERY_RECORDED = "delivery.recorded"  # and committed
    # The clock
    TICK_BEGUN = "tick.begun"
    JOB_BEGINNING = "job.beginning"  # a due job is about to look for work
    JOB_DONE = "job.done"  # a batch of a due job is committed
    TICK_DONE = "tick.done"
    # What is found out elsewhere
    ERRAND_CLAIMED = "errand.claimed"  # its lease is committed; nothing is asked yet
    ERRAND_RUN = "errand.run"  # it was found out; nothing of it is kept
    ERRAND_SETTLED = "errand.settled"
    # Becoming the leader
    START_MIGRATED = "start.migrated"
    START_GREETED = "start.greeted"  # Telegram answered getMe
    LEASE_TAKING = "lease.taking"  # the new fence is written, not committed
    LEASE_TAKEN = "lease.taken"
    RECOVERY_SETTLING = "recovery.settling"  # an earlier life's rows are settled, not committed
    RECOVERY_DONE = "recovery.done"
    # The shape of the database, and its copies
    MIGRATION_STATEMENT = "migration.statement"  # before each statement of a migration
    MIGRATION_DONE = "migration.done"  # all statements ran; not committed
    MIGRATION_COMMITTED = "migration.committed"
    BACKUP_BEGUN = "backup.begun"  # the partial file is open
    BACKUP_COPIED = "backup.copied"  # all pages are in it; not checked
    BACKUP_CHECKED = "backup.checked"  # restored on trial and found whole; not renamed
    BACKUP_NAMED = "backup.named"  # it has its name; older ones are not removed yet
    RESTORE_CHECKED = "restore.checked"  # the backup is whole; nothing is replaced
    RESTORE_SETTLED = "restore.settled"  # the copy is settled; not in its place
    RESTORE_PLACED = "restore.placed"  # it is in its place


def _pass(_point: Point) -> None:
    """What production does at a point: nothing."""


_told: Callable[[Point], None] = _pass


def cross(point: Point) -> None:
    """Tell whoever asked that `point` is crossed; nobody does in production."""
    _told(point)


def install(told: Callable[[Point], None] | None) -> None:
    """Have `told` called at each crossing; None: nobody any more. For tests."""
    global _told  # noqa: PLW0603 - one process, one listener
    _told = told or _pass
