import json

import pytest

pytestmark = pytest.mark.asyncio


async def test_parameters_come_by_every_way_of_the_bot_api(client, amina, world):
    url = f"/bot{world.token}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    form = {
        "chat_id": str(amina.id),
        "text": "x",
        "protect_content": "true",
        "reply_markup": json.dumps(markup),
    }
    answers = [
        await client.get(url, params=form),
        await client.post(url, data=form),
        await client.post(url, files={name: (None, value) for name, value in form.items()}),
        await client.post(url, json={**form, "chat_id": amina.id, "reply_markup": markup}),
        await client.post(url, params={"chat_id": amina.id}, json={"text": "x"}),
    ]

    assert [answer.json()["ok"] for answer in answers] == [True] * 5
    assert [message.labels for message in amina.received] == [["Go"]] * 4 + [[]]


async def test_method_names_ignore_case(client, world):
    answer = await client.get(f"/bot{world.token}/GETME")
    assert answer.json()["result"]["username"] == "halqa_bot"


async def test_a_wrong_token_is_unauthorized(client):
    answer = await client.get("/bot1000:wrong/getMe")
    assert (answer.status_code, answer.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )


async def test_a_method_that_does_not_exist_is_not_found(bot, client, world):
    answer = await client.post(f"/bot{world.token}/sendTelepathy")
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found")


@pytest.mark.parametrize("method", ["sendPoll", "sendDice", "sendInvoice", "answerInlineQuery"])
async def test_a_method_that_is_not_played_says_so(bot, method):
    expected = f"Bad Request: method {method} is not offered by the playground"
    assert await bot.refused(method) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("[" * 100_000, "application/json"),
        ("x", "text/plain"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(client, world, body, kind):
    answer = await client.post(
        f"/bot{world.token}/getMe", content=body, headers={"content-type": kind}
    )
    assert answer.status_code == 400
    assert answer.json()["ok"] is False


@pytest.mark.parametrize("value", ["x", "1.5", 1.5, True, [1], "9" * 30])
async def test_numbers_must_be_numbers(bot, amina, value):
    refusal = await bot.refused("deleteMessage", chat_id=amina.id, message_id=value)
    assert refusal == 'Bad Request: parameter "message_id" must be an Integer'


async def test_every_call_is_in_the_ledger(bot, amina, world):
    await bot.ok("sendMessage", chat_id=amina.id, text="x")
    world.clock.advance(hours=1)
    await bot.refused("sendMessage", chat_id=5, text="y")
    await bot.ok("getUpdates")
    first, second = world.ledger.calls()

    assert (first.method, first.status, first.accepted) == ("sendMessage", 200, True)
    assert first.parameters == {"chat_id": amina.id, "text": "x"}
    assert first.answer["result"]["text"] == "x"
    assert (second.status, second.accepted, second.chat_id) == (400, False, 5)
    assert second.at > first.at
    assert world.ledger.calls(chat_id=amina.id) == [first]
    assert world.ledger.calls("getMe") == []
    assert world.ledger.calls(after=1) == [second]
    assert world.ledger.accepted("sendMessage") == [first]
