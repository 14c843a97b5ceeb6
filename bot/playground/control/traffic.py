"""The part of the page's JSON API that is about the line: what passes, what the weather is like, and time."""

from starlette.requests import Request
from starlette.routing import Route

from bot.playground.control.answers import is_number, read_body, told
from bot.playground.controls import Controls
from bot.playground.curl import curl_of, curl_of_file
from bot.playground.fields import ObjectReader
from bot.playground.jsontypes import JsonObject
from bot.playground.line.ledger import Call
from bot.playground.line.traffic import Passed
from bot.playground.line.weather import SETTINGS, Condition, Kind
from bot.playground.methods.names import METHOD_NAMES
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import page
from bot.playground.world import World

MAX_RATE = 3600  # world seconds per real second: an hour a second
MAX_ADVANCE_S = 366 * 24 * 3600  # seconds in one step
_DAY_S = 24 * 3600  # seconds
MAX_ITEMS = 500  # in one answer: about a megabyte; the page asks on
_LONGEST_NUMBER = 15  # digits
_SAID = 120  # characters of what was said, for a notice


def traffic_routes(world: World, controls: Controls) -> list[Route]:
    """The routes below `/api` for the inspector and the clock."""
    line = _Line(world, controls)
    return [
        Route("/traffic", told(line.traffic)),
        Route("/faults", told(line.set_faults), methods=["POST"]),
        Route("/faults", told(line.faults)),
        Route("/clock", told(line.move_clock), methods=["POST"]),
        Route("/ledger", told(line.ledger)),
    ]


class _Line:
    def __init__(self, world: World, controls: Controls) -> None:
        self._world = world
        self._controls = controls

    async def traffic(self, request: Request) -> JsonObject:
        # The guard has checked that this is one of this server's own names.
        address = f"http://{request.headers['host']}"
        passed = self._world.traffic.after(_number(request), limit=MAX_ITEMS)
        return {"items": [self._shown(each, address) for each in passed]}

    async def ledger(self, request: Request) -> JsonObject:
        calls = self._world.ledger.calls(after=_number(request))
        return {"calls": [call.to_page() for call in calls]}

    async def faults(self, request: Request) -> JsonObject:
        del request
        return {"faults": [condition.to_page() for condition in self._world.weather]}

    async def set_faults(self, request: Request) -> JsonObject:
        body = await read_body(request)
        name, is_on = body.need_text("kind"), body.flag("on") if body.has("on") else True
        if name == "none":
            body.finish()
            self._world.weather.clear()
        elif name not in list(Kind):
            raise NotPossibleError(page.FAILURE_KIND, kinds=[*Kind, "none"])
        elif is_on:
            self._world.weather.set(_condition(Kind(name), body))
        else:
            body.finish()
            self._world.weather.clear(Kind(name))
        return await self.faults(request)

    async def move_clock(self, request: Request) -> JsonObject:
        body = await read_body(request)
        seconds, to, rate = body.take("advance_seconds"), body.text("to"), body.take("rate")
        body.finish()
        happened: JsonObject = {}
        before = self._world.traffic.last
        if is_number(seconds) and 0 <= seconds <= MAX_ADVANCE_S:
            await self._controls.advance(seconds)
        elif to == "next":
            happened["next"] = await self._controls.to_next()
            happened["said"] = self._said_after(before)
        elif is_number(rate) and 0 <= rate <= MAX_RATE:
            self._world.clock.rate = rate
        else:
            raise NotPossibleError(page.CLOCK, days=MAX_ADVANCE_S // _DAY_S, rate=MAX_RATE)
        now = self._world.clock.now().isoformat()
        self._world.events.emit("clock", person=None, now=now, rate=self._world.clock.rate)
        return {"now": now, **happened}

    def _said_after(self, number: int) -> list[JsonObject]:
        """What the bot has sent since: to which chat, and how the text begins."""
        return [
            {"chat_id": passed.chat_id, "text": _text_of(passed.what)[:_SAID]}
            for passed in self._world.traffic.after(number)
            if isinstance(passed.what, Call) and passed.what.accepted and _speaks(passed.what)
        ]

    def _shown(self, passed: Passed, address: str) -> JsonObject:
        shown, call, token = passed.to_page(), passed.what, self._world.token
        if not isinstance(call, Call):
            return shown
        if call.method == "file":
            path = str(call.parameters["file_path"])
            shown["curl"] = curl_of_file(path, address=f"{address}/file/bot{token}")
        else:
            shown["curl"] = curl_of(call.method, call.parameters, address=f"{address}/bot{token}")
        return shown


def _speaks(call: Call) -> bool:
    return call.method.startswith("send") and call.method != "sendChatAction"


def _text_of(what: object) -> str:
    match what:
        case Call(answer={"result": {"text": str(text)} | {"caption": str(text)}}):
            return text
    return ""


def _condition(kind: Kind, body: ObjectReader) -> Condition:
    """What a request asks for.

    Raises:
        NotPossibleError: a value that makes no sense, or a filter that meets no method.
        ApiError: a field that this kind has not, or of the wrong type.
    """
    methods = (body.text("methods") or "").strip()
    usual = Condition(kind=kind)
    settings = SETTINGS[kind]
    share = body.take("share") if "share" in settings and body.has("share") else usual.share
    if not is_number(share):
        raise NotPossibleError(page.SHARE)
    numbers = {
        name: body.need_number(name) for name in settings if name != "share" and body.has(name)
    }
    body.finish()
    condition = Condition(
        kind=kind,
        methods=methods,
        share=share,
        ms=numbers.get("ms", usual.ms),
        status=numbers.get("status", usual.status),
        retry_after=numbers.get("retry_after", usual.retry_after),
    )
    if not any(condition.meets(name) for name in METHOD_NAMES):
        raise NotPossibleError(page.NO_SUCH_METHOD)
    return condition


def _number(request: Request) -> int:
    after = request.query_params.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > _LONGEST_NUMBER:
        raise NotPossibleError(page.ODD_REQUEST, reason="after")
    return int(after)
