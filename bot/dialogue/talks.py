"""Asks, reads and moves on: the one place that knows how a guided talk goes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from bot.dialogue import store
from bot.dialogue.records import Again, Answer, Dialogue, Finished, Goto, Question, Step, Talk
from bot.errors import NotForYou
from bot.outbox.records import Button, Key, Method, Outgoing, ReplyKeyboard, Rows
from bot.texts import Say, Texts, paragraphs
from bot.texts.say import mark
from bot.work import Work

ACTION: Final = "talk"  # the buttons' action; its arg is `<version>.<value>`
QUESTIONS_AN_UPDATE: Final = (
    16  # a command with a line may pass several steps at once; far fewer than that
)
SKIP, CANCEL, RESTART = "_skip", "_cancel", "_restart"
SKIP_TEXT: Final = mark("Skip")
CANCEL_TEXT: Final = mark("Cancel")
THEN: Final = "_then"  # where a talk's data keeps what follows it

# What follows when a talk that was begun with its name has finished: (talks, work, chat id).
Afterwards: TypeAlias = Callable[["Talks", Work, int], Awaitable[None]]
Instead: TypeAlias = Callable[[], Awaitable[bool]]


class Talks:
    """All dialogues there are."""

    def __init__(
        self,
        dialogues: Mapping[str, Dialogue],
        texts: Texts,
        afterwards: Mapping[str, Afterwards] | None = None,
    ) -> None:
        self._dialogues = dialogues
        self._afterwards = afterwards or {}
        # On a reply keyboard these are plain texts that come back typed, in whatever language the
        # keyboard was written in.
        self._skip_texts = texts.every(SKIP_TEXT)
        self._cancel_texts = texts.every(CANCEL_TEXT)

    async def begin(
        self,
        work: Work,
        *,
        chat_id: int,
        name: str,
        step: str,
        data: Mapping[str, Any] | None = None,
        over: int | None = None,
        fresh: bool = True,
        then: str | None = None,
    ) -> None:
        """Begin a guided talk and ask its first question.

        Args:
            work: the transaction.
            chat_id: the private chat.
            name: which dialogue.
            step: where it begins.
            data: what is known already.
            over: the message id of the screen that was pressed: the question takes its place.
            fresh: False: an unfinished talk of that name goes on where it was left.
            then: what follows once it is finished; the name of a slice's registered `afterwards`.
        """
        follows = {THEN: then} if then else {}
        left = None if fresh else await store.find_talk(work.conn, chat_id=chat_id, name=name)
        if left is not None and left.step in self._dialogues[name].steps:
            talk = await store.move(
                work.conn,
                left,
                step=left.step,
                data={**left.data, **follows},
                version=await _version(work, chat_id),
                now=work.now,
            )
            await self._ask(work, talk, over=over, resumed=True)
            return
        talk = await store.create(
            work.conn,
            chat_id=chat_id,
            name=name,
            step=step,
            data={**(data or {}), **follows},
            version=await _version(work, chat_id),
            now=work.now,
        )
        await self._ask(work, talk, over=over)

    async def answer(
        self, work: Work, *, chat_id: int, answer: Answer, instead: Instead | None = None
    ) -> bool:
        """Take what was typed, picked or shared; False when no talk of the chat is waiting for it.

        Args:
            work: the transaction.
            chat_id: the private chat.
            answer: what came.
            instead: asked whether somebody else wants it, where the question cannot use it.
        """
        talk = await store.find_active(work.conn, chat_id=chat_id)
        if talk is None:
            return False
        step = self._step(talk)
        if step is None:
            await store.end(work.conn, chat_id=chat_id, name=talk.name)
            return False
        if answer.text in self._cancel_texts:
            await self._leave(work, talk)
        elif step.may_skip and answer.text in self._skip_texts:
            await self._read(work, talk, step, Answer(is_skip=True))
        else:
            await self._read(work, talk, step, answer, instead=instead)
        return True

    async def press(self, work: Work, *, chat_id: int, arg: str, over: int) -> bool:
        """Take a press on a question's button; False when the button is of an earlier step."""
        version, _, value = arg.partition(".")
        talk = await store.find_by_version(work.conn, chat_id=chat_id, version=int(version))
        step = self._step(talk) if talk else None
        if talk is None or step is None:
            return False
        if value == CANCEL:
            await self._leave(work, talk, over=over)
        elif value == RESTART:
            first_step, first_data = await store.first_of(work.conn, talk)
            talk = await store.move(
                work.conn,
                talk,
                step=first_step,
                data=first_data,
                version=await _version(work, talk.chat_id),
                now=work.now,
            )
            await self._ask(work, talk, over=over)
        elif value == SKIP:
            if not step.may_skip:
                return False
            await self._read(work, talk, step, Answer(is_skip=True, over=over))
        else:
            await self._read(work, talk, step, Answer(choice=value, over=over))
        return True

    async def cancel(self, work: Work, *, chat_id: int) -> bool:
        """Leave the active talk; False when there is none."""
        talk = await store.find_active(work.conn, chat_id=chat_id)
        if talk is None:
            return False
        await self._leave(work, talk)
        return True

    async def drop_if_void(self, work: Work, *, chat_id: int) -> None:
        """End the active talk if what it was about is gone: not even its question can be asked any more."""
        talk = await store.find_active(work.conn, chat_id=chat_id)
        step = self._step(talk) if talk else None
        if talk is None or step is None:
            return
        try:
            await step.ask(work, talk)
        except NotForYou:
            await store.end(work.conn, chat_id=chat_id, name=talk.name)

    # How it goes --------------------------------------------------------------------------------

    def _step(self, talk: Talk) -> Step | None:
        dialogue = self._dialogues.get(talk.name)
        return dialogue.steps.get(talk.step) if dialogue else None

    async def _read(
        self,
        work: Work,
        talk: Talk,
        step: Step,
        answer: Answer,
        *,
        instead: Instead | None = None,
    ) -> None:
        asked = await step.ask(work, talk)
        match await step.read(work, talk, answer):
            case Again() if instead is not None and await instead():
                pass  # the question goes on waiting
            case Again(html):
                await work.outbox.reply(Outgoing(to=talk.chat_id, html=html))
            case Goto(name, data, keeps_buttons):
                version = talk.version if keeps_buttons else await _version(work, talk.chat_id)
                await self._clear(work, talk, asked, over=answer.over)
                moved = await store.move(
                    work.conn,
                    talk,
                    step=name,
                    data={**talk.data, **data},
                    version=version,
                    now=work.now,
                )
                await self._ask(work, moved, over=answer.over)
            case Finished(screen):
                await self._clear(work, talk, asked, over=answer.over)
                await store.end(work.conn, chat_id=talk.chat_id, name=talk.name)
                if screen is not None:
                    await work.outbox.reply(screen, over=answer.over)
                then = self._afterwards.get(str(talk.data.get(THEN)))
                if then is not None:
                    await then(self, work, talk.chat_id)

    async def _ask(
        self, work: Work, talk: Talk, *, over: int | None, resumed: bool = False
    ) -> None:
        step = self._dialogues[talk.name].steps[talk.step]
        question = await step.ask(work, talk)
        say = question.say
        note = say("You had begun this. We go on where you stopped.") if resumed else None
        screen = Outgoing(
            to=talk.chat_id, html=paragraphs(note, question.html), rtl=say.reader.is_rtl
        )
        if question.keyboard is not None:
            keyboard = _with_leaving_keys(question.keyboard, say, may_skip=step.may_skip)
            if over is not None:
                # The picker is a message of its own: the pressed screen gives up its buttons.
                await work.outbox.reply(
                    Outgoing(to=talk.chat_id, method=Method.UNBUTTON, edits=over)
                )
            key = await work.outbox.reply(replace(screen, keyboard=keyboard))
        else:
            buttons = _buttons(question, talk, may_skip=step.may_skip, resumed=resumed)
            key = await work.outbox.reply(replace(screen, buttons=buttons), over=over)
        await store.set_screen(work.conn, talk, key=key)

    async def _clear(self, work: Work, talk: Talk, asked: Question, *, over: int | None) -> None:
        """Take away what the answered question left: its reply keyboard, or its buttons."""
        if asked.keyboard is not None:
            await work.outbox.reply(
                Outgoing(to=talk.chat_id, html=asked.say("Noted."), keyboard=ReplyKeyboard())
            )
        elif over is None and talk.screen_key:
            await work.outbox.unbutton(chat_id=talk.chat_id, of=talk.screen_key)

    async def _leave(self, work: Work, talk: Talk, *, over: int | None = None) -> None:
        """Park the talk and say how it is taken up again."""
        step = self._step(talk)
        await store.park_all(work.conn, chat_id=talk.chat_id)
        if step is None:
            return
        asked = await step.ask(work, talk)
        say = asked.say
        command = self._dialogues[talk.name].command
        html = (
            say("Left for now. What you answered is kept for a week; to go on: {command}",
                command=say.literal(command))
            if command
            else say("Left for now. Nothing was changed.")
        )  # fmt: skip
        if asked.keyboard is not None:
            await work.outbox.reply(Outgoing(to=talk.chat_id, html=html, keyboard=ReplyKeyboard()))
            return
        if over is None and talk.screen_key:
            await work.outbox.unbutton(chat_id=talk.chat_id, of=talk.screen_key)
        await work.outbox.reply(Outgoing(to=talk.chat_id, html=html), over=over)


async def _version(work: Work, chat_id: int) -> int:
    """A number that no question of the chat had before: from the update's, which is used once."""
    cause = work.update_id if work.update_id is not None else int(work.now.timestamp())
    latest = await store.latest_version(work.conn, chat_id=chat_id)
    return max(cause * QUESTIONS_AN_UPDATE, latest + 1)


def _buttons(question: Question, talk: Talk, *, may_skip: bool, resumed: bool) -> Rows:
    def button(text: str, value: str) -> Button:
        return Button(text, ACTION, f"{talk.version}.{value}")

    say = question.say
    rows = [tuple(button(c.text, c.value) for c in row) for row in question.choices]
    leaving = [button(say.label_looked_up(CANCEL_TEXT), CANCEL)]
    if may_skip:
        leaving.insert(0, button(say.label_looked_up(SKIP_TEXT), SKIP))
    if resumed:
        rows.append((button(say.label("Start over"), RESTART),))
    return (*rows, tuple(leaving))


def _with_leaving_keys(keyboard: ReplyKeyboard, say: Say, *, may_skip: bool) -> ReplyKeyboard:
    leaving = [Key(say.label_looked_up(CANCEL_TEXT))]
    if may_skip:
        leaving.insert(0, Key(say.label_looked_up(SKIP_TEXT)))
    return replace(keyboard, rows=(*keyboard.rows, tuple(leaving)))
