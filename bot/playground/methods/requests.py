"""The parameters in an HTTP request, whichever of the four ways they came."""

import json
from typing import cast

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from bot.playground.files import Upload
from bot.playground.methods.parameters import RawCall
from bot.playground.refusals import bad_request


async def read_call(request: Request) -> RawCall:
    """Query, form, multipart or JSON; a name in the query yields to the same name in the body.

    Raises:
        ApiError: the body cannot be read.
    """
    values: dict[str, object] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values.update(_json(await request.body()))
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form(max_part_size=2**21) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = await _upload(value)
                else:
                    values[name] = value
    elif await request.body():
        raise bad_request(f"unsupported content type {kind or 'of the body'}")
    return RawCall(values, files)


async def read_body(body: bytes, content_type: str) -> RawCall:
    """The parameters in a body alone: what a webhook answered.

    Raises:
        ApiError: it cannot be read as parameters.
    """

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", content_type.encode("latin-1", "replace"))]
    scope = {"type": "http", "method": "POST", "query_string": b"", "headers": headers}
    try:
        return await read_call(Request(scope, receive))
    except MultiPartException as broken:
        raise bad_request(f"can't parse the body: {broken.message}") from None


def _json(body: bytes) -> dict[str, object]:
    if not body:
        return {}
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("can't parse the body: it is no JSON") from None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse the body: a JSON object is expected")
    return cast("dict[str, object]", decoded)


async def _upload(value: UploadFile) -> Upload:
    return Upload(
        name=(value.filename or "").replace("/", "_").replace("\\", "_"),
        mime_type=value.content_type or "",
        content=await value.read(),
    )
