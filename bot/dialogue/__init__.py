"""Guided talks: a question at a time, kept as rows, taken up after a restart, left with /cancel.

A slice declares a `Dialogue` with its steps; this package asks, reads, moves on and keeps the place.
Rules: one talk of a chat is active, others are parked · a step moves by compare-and-set · a button of
an earlier step changes nothing and says so · what was begun is kept for a week.
"""

from bot.dialogue.records import (
    Again,
    Answer,
    Answered,
    Choice,
    Dialogue,
    Finished,
    Goto,
    PickedUser,
    Question,
    Step,
    Talk,
)

__all__ = [
    "Again",
    "Answer",
    "Answered",
    "Choice",
    "Dialogue",
    "Finished",
    "Goto",
    "PickedUser",
    "Question",
    "Step",
    "Talk",
]
