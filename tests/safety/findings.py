"""What a look at the database says: many questions in one statement, each answer a sentence.

All questions of one sort are compiled once for each engine and asked together: one round trip, so that
a state machine can afford to ask after every step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """Rows that must not exist.

    Attributes:
        says: what is wrong, with a `{}` for each column.
        rows: the rows.
    """

    says: str
    rows: Select[Any]


Ask: TypeAlias = Callable[[], Question]


async def answers(conn: AsyncConnection, asks: Sequence[Ask]) -> list[str]:
    """A sentence for each row that must not exist."""
    questions, statement = _compiled(tuple(asks), _Key(conn.dialect))
    rows = (await conn.exec_driver_sql(statement)).all()
    return [questions[int(row[0])].says.format(*row[1:]) for row in rows]


class _Key:
    """A dialect that is compared by its name, so that what was compiled is found again."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.dialect.name == self.dialect.name

    def __hash__(self) -> int:
        return hash(self.dialect.name)


@cache
def _compiled(asks: tuple[Ask, ...], key: _Key) -> tuple[list[Question], str]:
    questions = [ask() for ask in asks]
    parts = []
    for number, question in enumerate(questions):
        found = question.rows.subquery()
        columns: list[ColumnElement[Any]] = [cast(column, String) for column in found.c]
        padding = [cast(null(), String)] * (MOST_COLUMNS - len(columns))
        parts.append(select(literal(number), *columns, *padding))
    compiled = union_all(*parts).compile(
        dialect=key.dialect, compile_kwargs={"literal_binds": True}
    )
    return questions, str(compiled)
