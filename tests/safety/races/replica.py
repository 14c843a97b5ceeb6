"""One process of several, with its own connections: lets newcomers knock when all are ready."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.synchronize import Barrier
from typing import Any

from bot.admissions.records import Outcome
from bot.invites import store as invite_store
from bot.people import store as people_store
from bot.work import Work
from tests.safety.races.racing import race_on
from tests.safety.races.rounds import knock

READY_SECONDS = 60  # the slowest start of a process on a busy machine


@dataclass(frozen=True, slots=True)
class Share:
    """What one process does in one round: (person, invite) for each newcomer."""

    knocks: Sequence[tuple[int, int]]


def run(url: str, share: Sequence[Share], barrier: Any, answers: Any) -> None:
    """The process: every round begins when all processes are at its beginning."""
    try:
        answers.put(asyncio.run(_rounds(url, share, barrier)))
    except BaseException as error:
        barrier.abort()  # the others wait for nobody
        answers.put(repr(error))
        raise


async def _rounds(url: str, shares: Sequence[Share], barrier: Barrier) -> list[Counter[str]]:
    ended = []
    async with race_on(url, random.SystemRandom().randrange(2**32)) as race:
        for share in shares:
            await asyncio.to_thread(barrier.wait, READY_SECONDS)
            runs = [partial(_knock, person_id=p, invite_id=i) for p, i in share.knocks]
            found = await race.together(*runs)
            ended.append(Counter(map(_word, found)))
        ended.append(race.tally)
    return ended


async def _knock(work: Work, person_id: int, invite_id: int) -> Any:
    person = await people_store.get_person(work.conn, person_id)
    return await knock(work, person, await invite_store.get_invite(work.conn, invite_id))


def _word(answer: Any) -> str:
    return str(answer.admission.state if isinstance(answer, Outcome) else answer)
