"""What was counted in a run, and what the bot logged as an error meanwhile."""

import logging
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tests.safety.updates.tables import Tables


@dataclass
class Report:
    """What was counted."""

    updates: int = 0
    honest: int = 0
    sorts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    slowest_batch_ms: float = 0.0
    memory_mb: list[float] = field(default_factory=list)
    ended_at: str = ""

    def lines(self, tables: Tables) -> Iterable[str]:
        """For people."""
        yield f"{self.updates} bad updates, {self.honest} honest acts, {self.calls} calls"
        yield f"{self.updates / max(self.seconds, 0.001):.0f} updates/s, {self.seconds:.0f} s"
        yield f"{self.updates / max(self.cpu_seconds, 0.001):.0f} updates/s of one core, {self.cpu_seconds:.0f} s"
        yield f"sorts: {dict(self.sorts)}"
        yield f"refusals that are allowed: {dict(self.refusals)}"
        yield f"dead letters: {tables.dead()}"
        yield f"ignored: {tables.ignored()}"
        yield f"deliveries not sent: {tables.failed()}"
        if self.memory_mb:
            marks = [round(each) for each in self.memory_mb[:: max(1, len(self.memory_mb) // 8)]]
            yield f"memory in MB: {marks}, {self.memory_mb[-1]:.0f} at last"
        yield f"the world's time at the end: {self.ended_at}"


_TOLD: Final = frozenset({"error", "reason", "kind", "update_id"})


class Loud(logging.Handler):
    """Keeps what the bot logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        told = {name: vars(record)[name] for name in _TOLD & vars(record).keys()}
        lines = traceback.format_exception(*record.exc_info) if record.exc_info else []
        self.records.append(f"{record.name}: {record.getMessage()} {told} {''.join(lines[-4:])}")
