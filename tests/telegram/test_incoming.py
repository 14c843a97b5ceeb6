from typing import Any

import pytest

from bot.inbox import store as inbox_store
from bot.inbox.records import RawUpdate
from bot.playground.world import World
from bot.telegram.buttons import Signer
from bot.telegram.incoming import BROKEN, NOT_FOR_YOU, OLD_BUTTON
from tests.support.story import Actor, Story
from tests.telegram.conftest import Probe

pytestmark = pytest.mark.asyncio


async def somebody(told: Story, probe: Probe, language: str = "en") -> Actor:
    """Amina, with a button before her."""
    amina = await told.actor("Amina", language=language)
    await amina.says("/probe")
    probe.seen.clear()
    return amina


def answers(world: World) -> int:
    return len(world.ledger.calls("answerCallbackQuery"))


def signed(told: Story, actor: Actor, action: str, arg: str = "") -> str:
    signer = Signer(told.app.keys, bot_id=told.app.bot.id)
    return signer.sign(chat_id=actor.player.id, action=action, arg=arg)


# Presses -----------------------------------------------------------------------------------------


async def test_a_press_is_answered_once_and_its_screen_replaced(
    told: Story, probe: Probe, world: World
) -> None:
    amina = await somebody(told, probe)
    await amina.presses("Press me")

    assert probe.seen == ["press 7 x"]
    assert amina.toast == "Noted"
    assert answers(world) == 1
    assert amina.texts()[-1] == "Pressed."


async def test_a_press_that_takes_long_is_answered_before_it_is_done(
    told: Story, probe: Probe, world: World
) -> None:
    amina = await somebody(told, probe)
    probe.is_slow = True
    await amina.presses("Press me")

    assert answers(world) == 1
    assert amina.toast == "", "what came later is told by the screen"
    assert amina.texts()[-1] == "Pressed."


async def test_a_press_that_is_tried_again_is_answered_once(
    told: Story, probe: Probe, world: World
) -> None:
    amina = await somebody(told, probe)
    probe.fails = 2
    await amina.presses("Press me")
    await told.wait(seconds=10)

    assert probe.seen == ["press 7 x"] * 3
    assert answers(world) == 1
    assert amina.texts()[-1] == "Pressed."


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_what_never_works_is_told_in_their_language(
    told: Story, probe: Probe, language: str
) -> None:
    amina = await somebody(told, probe, language)
    probe.fails = 99
    await amina.presses("Press me")
    await told.wait(seconds=30)

    amina.sees(BROKEN)
    async with told.app.db.begin() as conn:
        assert (await inbox_store.count_by_state(conn))["dead"] == 1


async def test_a_press_when_telegram_refuses_the_answer_is_handled_all_the_same(
    told: Story, probe: Probe, world: World
) -> None:
    amina = await somebody(told, probe)
    world.faults.add("refuse", method="answerCallbackQuery", status=400)
    await amina.presses("Press me")

    assert amina.texts()[-1] == "Pressed."


async def test_made_up_and_foreign_buttons_do_nothing(told: Story, probe: Probe) -> None:
    amina = await somebody(told, probe)
    omar = await told.actor("Omar")
    for data in ("probe:7", "1:probe:7.x:AAAAAAAAAAA", "", "💥", signed(told, omar, "probe", "7")):
        if data:
            await amina.presses_data(amina.last, data)
            assert amina.toast == OLD_BUTTON
    assert probe.seen == []


async def test_a_button_that_no_slice_knows_any_more_says_so(told: Story, probe: Probe) -> None:
    amina = await somebody(told, probe)
    await amina.presses_data(amina.last, signed(told, amina, "gone", "1"))
    assert amina.toast == OLD_BUTTON


async def test_a_closed_door_is_said_kindly(told: Story, probe: Probe) -> None:
    amina = await somebody(told, probe)
    await amina.presses_data(amina.last, signed(told, amina, "refused"))
    assert amina.toast == NOT_FOR_YOU
    assert amina.player.answers[-1].show_alert

    await amina.says("/probe no")
    amina.sees(NOT_FOR_YOU)


async def test_a_handler_that_begins_nothing_is_done_all_the_same(
    told: Story, probe: Probe
) -> None:
    amina = await somebody(told, probe)
    await amina.presses_data(amina.last, signed(told, amina, "idle"))
    await told.settle()

    assert probe.seen == ["idle"]
    async with told.app.db.begin() as conn:
        assert "new" not in await inbox_store.count_by_state(conn)


# Messages ----------------------------------------------------------------------------------------


async def test_an_update_that_comes_again_has_no_second_effect(told: Story, probe: Probe) -> None:
    amina = await somebody(told, probe)
    before = amina.texts()
    payload = {
        "update_id": 5,
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": amina.player.id, "type": "private"},
            "from": {"id": amina.player.id, "is_bot": False, "first_name": "Amina"},
            "text": "/probe",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    }
    async with told.app.db.begin() as conn:
        await inbox_store.keep(conn, [payload], now=told.clock.now())
    raw = RawUpdate(5, amina.player.id, 0, payload)
    await told.app.pump._handle(raw)
    await told.app.pump._handle(raw)
    await told.settle()

    assert probe.seen == ["command"]
    assert amina.texts() == [*before, "A button"]


async def test_a_command_is_not_run_again_when_it_is_edited(told: Story, probe: Probe) -> None:
    amina = await told.actor("Amina")
    message = amina.player.send("/probe once")
    await told.settle()
    await amina.edits(message, "/probe twice")

    assert probe.seen == ["command once", "edit /probe twice"]


async def test_what_nobody_waits_for_is_offered_to_the_slices(told: Story, probe: Probe) -> None:
    amina = await told.actor("Amina")
    await amina.says("hello")
    await amina.says("/unheard_of")
    amina.player.send_document(b"x", caption="a file")
    await told.settle()

    assert probe.seen == ["text hello", "text /unheard_of", "text None"]


async def test_a_deep_link_goes_to_whom_its_prefix_belongs(told: Story, probe: Probe) -> None:
    amina = await told.actor("Amina")
    await amina.starts("probe_K7Q2")
    assert probe.seen == ["payload K7Q2"]


NOT_A_PERSON: list[tuple[str, dict[str, Any]]] = [
    ("a bot", {"from": {"id": 5, "is_bot": True, "first_name": "Bot"}}),
    ("anonymous", {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}),
    ("a channel's name", {"sender_chat": {"id": -1005, "type": "channel", "title": "C"}}),
    ("a group", {"chat": {"id": -5, "type": "group", "title": "G"}}),
    ("nobody", {"from": None}),
]


@pytest.mark.parametrize("change", [c for _, c in NOT_A_PERSON], ids=[n for n, _ in NOT_A_PERSON])
async def test_who_is_no_person_is_not_listened_to(
    told: Story, probe: Probe, world: World, change: dict[str, Any]
) -> None:
    amina = await told.actor("Amina")
    before = amina.texts()
    payload: dict[str, Any] = {
        "message_id": 77,
        "date": 1,
        "chat": {"id": amina.player.id, "type": "private"},
        "from": {"id": amina.player.id, "is_bot": False, "first_name": "Amina"},
        "text": "/probe",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        **change,
    }
    world.updates.add("message", {k: v for k, v in payload.items() if v is not None})
    await told.settle()

    assert probe.seen == []
    assert amina.texts() == before
    async with told.app.db.begin() as conn:
        assert set(await inbox_store.count_by_state(conn)) == {"done"}


async def test_an_update_that_cannot_be_parsed_is_set_aside_and_the_rest_goes_on(
    told: Story, probe: Probe, world: World
) -> None:
    amina = await told.actor("Amina")
    world.updates.add("message", {"chat": "nonsense", "date": "never"})
    await amina.says("hello")

    assert probe.seen == ["text hello"]
    async with told.app.db.begin() as conn:
        assert (await inbox_store.count_by_state(conn))["dead"] == 1


# What is forwarded, and files --------------------------------------------------------------------


async def test_what_is_forwarded_is_offered_before_the_talk_that_waits_gets_it(
    told: Story, probe: Probe
) -> None:
    amina = await told.actor("Amina")
    message = amina.player.send("Alexandria")
    await told.settle()
    await amina.says("/timezone")
    probe.seen.clear()
    amina._mark()
    amina.player.forward(message)
    await told.settle()
    assert probe.seen == ["passed on Alexandria"]
    assert amina.new() == [], "the talk goes on waiting"

    probe.wants_what_is_passed_on = False
    amina.player.forward(message)
    await told.settle()
    amina.sees_text("Which one?")


async def test_a_link_that_the_question_cannot_use_is_offered_and_the_talk_goes_on(
    told: Story, probe: Probe
) -> None:
    amina = await told.actor("Amina")
    await amina.says("/timezone")
    probe.seen.clear()
    await amina.says("https://example.com/lesson")
    assert probe.seen == ["passed on https://example.com/lesson"]
    assert amina.new() == []

    probe.wants_what_is_passed_on = False
    await amina.says("https://example.com/lesson")
    amina.sees_text("I do not know that place.")
    await amina.says("Cairo")
    amina.sees_text("it is ")


async def test_a_file_that_somebody_sent_is_fetched_if_it_is_small_enough(told: Story) -> None:
    amina = await told.actor("Amina")
    message = amina.player.send_document(b"<opml/>", name="feeds.opml")
    await told.settle()
    assert message.document is not None
    outside, file_id = told.app.outside, message.document.file_id
    assert await outside.download(file_id, most_bytes=7) == b"<opml/>"
    assert await outside.download(file_id, most_bytes=6) is None
    assert await outside.download("no such file", most_bytes=7) is None
