import pytest

from bot.outbox.records import Button, Key, Method, Outgoing, ReplyKeyboard
from bot.playground.phone.player import Player
from tests.outbox.conftest import Post, texts

pytestmark = pytest.mark.asyncio


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the engines do alike is tried on the quicker one; `test_rows` has the rest."""
    return sqlite_url


async def test_an_update_that_is_handled_again_does_not_answer_twice(post: Post) -> None:
    amina = post.reader()
    for _ in range(2):
        post.numbers = iter([7])
        await post.reply(amina, "answer")
    await post.sends()

    assert texts(amina) == ["answer"]


async def test_a_plan_that_is_rolled_back_is_no_plan(post: Post) -> None:
    amina = post.reader()

    async def plans_and_fails() -> None:
        async with post.db.begin() as conn:
            await post.box(conn).reply(Outgoing(to=amina.id, html="never"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await plans_and_fails()
    await post.sends()

    assert texts(amina) == []


async def test_a_long_reply_becomes_several_messages_with_the_buttons_on_the_last(
    post: Post,
) -> None:
    amina = post.reader()
    async with post.db.begin() as conn:
        buttons = ((Button("Yes", "yes", "1"),),)
        long = Outgoing(to=amina.id, html="word " * 2_000, buttons=buttons)
        key = await post.box(conn).reply(long)
    await post.sends()

    assert [message.labels for message in amina.received] == [[], [], ["Yes"]]
    assert (await post.row(key)).message_id == amina.last.message_id


async def test_a_screen_is_replaced_where_it_was_pressed(post: Post) -> None:
    amina = post.reader()
    await post.reply(amina, "first")
    await post.sends()
    await post.reply(amina, "second", over=amina.last.message_id)
    await post.sends()

    assert texts(amina) == ["second"]


@pytest.mark.parametrize("case", ["too long", "keyboard"])
async def test_what_an_edit_cannot_hold_is_sent_anew(post: Post, case: str) -> None:
    amina = post.reader()
    await post.reply(amina, "first")
    await post.sends()
    keyboard = ReplyKeyboard(rows=((Key("One"),),)) if case == "keyboard" else None
    html = "word " * 1_000 if case == "too long" else "second"
    async with post.db.begin() as conn:
        outgoing = Outgoing(to=amina.id, html=html, keyboard=keyboard)
        await post.box(conn).reply(outgoing, over=amina.last.message_id)
    await post.sends()

    assert texts(amina)[0] == "first"
    assert len(texts(amina)) > 1


async def sent(post: Post, amina: Player) -> Outgoing:
    """A question with a button, about 5, that has arrived; what it is changed to."""
    async with post.db.begin() as conn:
        question = Outgoing(to=amina.id, html="Who?", buttons=((Button("Me", "me", "5"),),))
        await post.box(conn).add(question, kind="sure", key="sure:5", about="5")
    await post.sends()
    return Outgoing(to=amina.id, html="Decided.")


async def test_what_was_sent_is_changed_later(post: Post) -> None:
    amina = post.reader()
    decided = await sent(post, amina)
    async with post.db.begin() as conn:
        await post.box(conn).change(decided, of="sure:5")
    await post.sends()

    assert texts(amina) == ["Decided."]
    assert amina.last.labels == []


async def test_only_the_buttons_are_taken_away(post: Post) -> None:
    amina = post.reader()
    await sent(post, amina)
    async with post.db.begin() as conn:
        await post.box(conn).unbutton(chat_id=amina.id, of="sure:5")
    await post.sends()

    assert texts(amina) == ["Who?"]
    assert amina.last.labels == []


async def test_what_is_out_of_date_is_changed_if_sent_and_withdrawn_if_not(post: Post) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    decided = await sent(post, amina)
    async with post.db.begin() as conn:
        box = post.box(conn)
        planned = Outgoing(to=amina.id, html="Still?")
        await box.add(planned, kind="sure", key="sure:5b", about="5")
        others = Outgoing(to=omar.id, html="Omar's own")
        await box.add(others, kind="sure", key="sure:5c", about="5")
        await box.change_sent(decided, kind="sure", about="5")
    await post.sends()

    assert texts(amina) == ["Decided."]
    assert texts(omar) == ["Omar's own"]
    assert (await post.states())["sure:5b"] == "cancelled"


async def test_changing_what_was_never_sent_says_nothing(post: Post) -> None:
    amina = post.reader()
    async with post.db.begin() as conn:
        await post.box(conn).change(Outgoing(to=amina.id, html="x"), of="sure:unheard")
    await post.sends()

    assert texts(amina) == []
    assert list((await post.states()).values()) == ["failed"]


async def test_a_file_is_made_when_it_is_sent(post: Post) -> None:
    amina = post.reader()
    for method in (Method.DOCUMENT, Method.PHOTO):
        name = "impossible" if method is Method.PHOTO else "possible"
        async with post.db.begin() as conn:
            recipe = (name, {"person": 1})
            file = Outgoing(to=amina.id, html="yours", method=method, recipe=recipe)
            await post.box(conn).file(file)
    await post.reply(amina, "after")
    await post.sends()

    assert sorted(state for state in (await post.states()).values()) == ["failed", "sent", "sent"]
    assert amina.received[-1].text == "after", "a file that cannot be made stops nothing"
