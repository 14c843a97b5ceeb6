"""What somebody learned, in their fellow members' chats: told at once, corrected in place."""

from bot.checkins import messages
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work

KIND = "learned"


async def tell(work: Work, author: Person, circle: Circle, *, about: str, text: str) -> None:
    """Let everybody else in the circle read it, who wants its posts.

    Args:
        work: the transaction.
        author: who learned it.
        circle: theirs.
        about: which sitting or weekly check-in it is of; by that it is found again.
        text: in their words.
    """
    roll = await circle_store.get_roll(work.conn, circle.id)
    wanting = [m.person_id for m in roll.members if m.person_id != author.id and not m.is_muted]
    for fellow in (await people_store.list_people(work.conn, wanting)).values():
        await work.outbox.add(
            messages.shared(work.say_to(fellow.reader), fellow, author, circle, text),
            kind=KIND,
            key=f"{KIND}:{about}:{fellow.id}",
            about=about,
        )


async def correct(work: Work, author: Person, circle_id: int, *, about: str, text: str) -> None:
    """Let it read otherwise wherever it was told."""
    circle = await circle_store.get_circle(work.conn, circle_id)
    roll = await circle_store.get_roll(work.conn, circle.id)
    fellows = await people_store.list_people(
        work.conn, [m.person_id for m in roll.members if m.person_id != author.id]
    )
    for fellow in fellows.values():
        say = work.say_to(fellow.reader)
        screen = messages.shared(say, fellow, author, circle, text)
        waiting = await work.outbox.withdraw(kind=KIND, about=about, chat_id=fellow.chat_id)
        if waiting:
            # Held back till the morning: what goes out then is the corrected text, under a new key.
            key = f"{KIND}:{about}:{fellow.id}:u{work.update_id}"
            await work.outbox.add(screen, kind=KIND, key=key, about=about)
        else:
            await work.outbox.change_sent(screen, kind=KIND, about=about)


async def withdraw(work: Work, *, about: str) -> None:
    """What has not been sent yet is not sent any more."""
    await work.outbox.withdraw(kind=KIND, about=about)
