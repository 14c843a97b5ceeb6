"""What is surely not sent, and what nobody knows, against real sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.keys import Keys
from bot.outbox.records import NotSent, Outgoing, SendOutcome, Unknown
from bot.playground.server import serve
from bot.playground.world import World
from bot.telegram.buttons import Signer
from bot.telegram.files import Rendered
from bot.telegram.sender import TelegramSender, outcome_of
from bot.telegram.transport import AiohttpRequest, NotConnected

pytestmark = pytest.mark.asyncio
SECRET_PATH = "bot1000:not_to_be_told/sendMessage"
Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(connections=1, read_timeout_seconds=0.2)
    await request.initialize()
    yield request
    await request.shutdown()


@asynccontextmanager
async def listening(answer: Answering) -> AsyncIterator[str]:
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"127.0.0.1:{port}/{SECRET_PATH}"


async def hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reads_and_hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.close()


async def stops_in_the_middle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
    writer.close()


async def talks_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(b"220 smtp.example.org\r\n\r\n")
    writer.close()


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def test_a_refused_connection_is_surely_not_sent(wire: AiohttpRequest) -> None:
    with pytest.raises(NotConnected) as caught:
        await wire.do_request(f"http://127.0.0.1:9/{SECRET_PATH}", "POST")
    assert "not_to_be_told" not in str(caught.value)
    assert outcome_of(caught.value) == NotSent("no connection")


async def test_a_failed_handshake_is_surely_not_sent(wire: AiohttpRequest) -> None:
    async with listening(talks_nonsense) as address:
        with pytest.raises(NotConnected):
            await wire.do_request(f"https://{address}", "POST")


async def test_no_free_connection_is_surely_not_sent(wire: AiohttpRequest) -> None:
    reached, done = asyncio.Event(), asyncio.Event()

    async def keeps(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        reached.set()
        await done.wait()
        writer.close()

    async with listening(keeps) as address, asyncio.TaskGroup() as calls:
        url = f"http://{address}"
        first = calls.create_task(_error(wire.do_request(url, "POST", read_timeout=30)))
        await reached.wait()
        second = await _error(wire.do_request(url, "POST", connect_timeout=0.05))
        done.set()
    assert isinstance(second, NotConnected)
    assert isinstance(outcome_of(first.result() or TelegramError("")), Unknown)


async def _error(call: Awaitable[object]) -> TelegramError | None:
    try:
        await call
    except TelegramError as error:
        return error
    return None


@pytest.mark.parametrize(
    "answer", [hangs_up, reads_and_hangs_up, stops_in_the_middle, talks_nonsense]
)
async def test_a_broken_connection_is_unknown(wire: AiohttpRequest, answer: Answering) -> None:
    async with listening(answer) as address:
        with pytest.raises(NetworkError) as caught:
            await wire.do_request(f"http://{address}", "POST")
    assert isinstance(outcome_of(caught.value), Unknown)
    assert "not_to_be_told" not in str(caught.value)


async def test_an_answer_that_does_not_come_is_unknown(wire: AiohttpRequest) -> None:
    async with listening(says_nothing) as address:
        with pytest.raises(TimedOut) as caught:
            await wire.do_request(f"http://{address}", "POST")
    assert outcome_of(caught.value) == Unknown("TimedOut")


async def test_a_closed_transport_says_so() -> None:
    request = AiohttpRequest(connections=1, read_timeout_seconds=1)
    with pytest.raises(RuntimeError, match="not open"):
        await request.do_request("http://127.0.0.1:9", "POST")


# The whole way, through the library -------------------------------------------------------------


@asynccontextmanager
async def sender(world: World) -> AsyncIterator[TelegramSender]:
    async with serve(world) as server:
        request = AiohttpRequest(connections=4, read_timeout_seconds=0.3)
        bot = Bot(world.token, base_url=f"{server.url}/bot", request=request)
        async with bot:
            yield TelegramSender(bot, Signer(Keys("s" * 40), bot_id=bot.id), _render)


async def _render(name: str, _arguments: object) -> Rendered:
    return Rendered(name=name, content=b"x")


@pytest.mark.parametrize(
    ("fault", "status", "expected"),
    [
        pytest.param("drop_before", 0, "Unknown", id="reset before"),
        pytest.param("drop_after", 0, "Unknown", id="reset after"),
        pytest.param("error_after", 0, "Unknown", id="a proxy's 502"),
        pytest.param("truncate", 0, "Unknown", id="half an answer"),
        pytest.param("hold", 0, "Unknown", id="no answer"),
        pytest.param("refuse", 500, "Unknown", id="500"),
        pytest.param("refuse", 429, "Busy", id="429"),
        pytest.param("refuse", 403, "Gone", id="403"),
        pytest.param("refuse", 401, "Refused", id="401"),
        pytest.param("refuse", 404, "Refused", id="404: no such token"),
        pytest.param("refuse", 400, "Rejected", id="400"),
    ],
)
async def test_what_telegram_answers_becomes_a_value(
    fault: str, status: int, expected: str
) -> None:
    world = World()
    amina = world.add_person("Amina")
    amina.start()
    async with sender(world) as telegram:
        world.faults.add(fault, method="sendMessage", status=status)
        outcome: SendOutcome = await telegram.send(Outgoing(to=amina.id, html="x"))
        world.faults.clear()
    assert type(outcome).__name__ == expected


async def test_a_deleted_account_is_gone_for_good_and_a_block_is_not() -> None:
    world = World()
    amina, omar = world.add_person("Amina"), world.add_person("Omar")
    amina.start()
    omar.start()
    amina.block()
    omar.delete_account()
    async with sender(world) as telegram:
        outcomes = [await telegram.send(Outgoing(to=p.id, html="x")) for p in (amina, omar)]
    assert [getattr(outcome, "is_final", None) for outcome in outcomes] == [False, True]
