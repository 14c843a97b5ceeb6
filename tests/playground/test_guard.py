"""T-12: nothing on the web reaches a playground on this machine."""

import pytest

from tests.playground.conftest import BASE, KEY

pytestmark = pytest.mark.asyncio

GOOD = {"origin": BASE, "x-halqa-key": KEY, "content-type": "application/json"}


async def add_person(client, headers, **options):
    content = options.pop("content", '{"first_name": "Omar"}')
    return await client.post("/api/people", content=content, headers=headers, **options)


async def test_the_page_itself_may_act(client, world):
    answer = await add_person(client, GOOD)

    assert answer.status_code == 200
    assert len(world.people) == 1
    same_site = {**GOOD, "sec-fetch-site": "same-origin"}
    assert (await add_person(client, same_site)).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"origin": None},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": "https://127.0.0.1:8081"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://127.0.0.1:8082"},
        {"origin": "http://localhost:8081"},
        {"x-halqa-key": None},
        {"x-halqa-key": ""},
        {"x-halqa-key": "wrong"},
        {"x-halqa-key": KEY + "x"},
        {"content-type": None},
        {"content-type": "text/plain"},
        {"content-type": "text/plain; application/json"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example"},
        {"host": "evil.example:8081"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:80"},
        {"host": "127.0.0.1.evil.example:8081"},
        {"host": "0.0.0.0:8081"},
        {"host": "127.1:8081"},
        {"host": "[::]:8081"},
    ],
    ids=str,
)
async def test_a_request_from_elsewhere_changes_nothing(client, world, change):
    headers = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    answer = await add_person(client, headers)

    assert 400 <= answer.status_code < 500
    assert world.people == {}


async def test_a_key_in_the_address_is_not_enough_to_act(client, world):
    headers = {name: value for name, value in GOOD.items() if name != "x-halqa-key"}
    assert (await add_person(client, headers, params={"key": KEY})).status_code == 403
    assert world.people == {}


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
async def test_only_post_acts(client, world, method):
    answer = await client.request(method, "/api/people", headers=GOOD)

    assert 400 <= answer.status_code < 500
    assert world.people == {}


async def test_a_huge_request_is_refused_unread(client, world):
    assert (await add_person(client, GOOD, content=b"x" * 70_000)).status_code == 413
    assert world.people == {}


@pytest.mark.parametrize("path", ["/api/state", "/api/ledger", "/api/people/1/chat"])
async def test_reading_needs_the_key_in_a_header(client, amina, path):
    path = path.replace("/1/", f"/{amina.id}/")

    assert (await client.get(path)).status_code == 403
    assert (await client.get(path, params={"key": KEY})).status_code == 403
    assert (await client.get(path, headers={"x-halqa-key": KEY})).status_code == 200
    foreign = {"x-halqa-key": KEY, "origin": "http://evil.example"}
    assert (await client.get(path, headers=foreign)).status_code == 403


async def test_files_take_the_key_from_the_address(client, amina):
    amina.send_document(b"<script>alert(1)</script>", "x.html", mime_type="text/html")
    path = f"/api/files/{amina.messages[-1].document.file_id}"

    assert (await client.get(path)).status_code == 403
    assert (await client.get(path, params={"key": "wrong"})).status_code == 403
    answer = await client.get(path, params={"key": KEY})
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["/", "/api/state", "/nothing", "/bot1:x/getMe"])
async def test_every_answer_carries_the_security_headers(client, path):
    headers = (await client.get(path)).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": BASE},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
        {"referer": "http://evil.example/"},
        {"host": "evil.example"},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_browser_is_no_bot(client, world, amina, method, headers):
    url = f"/bot{world.token}/sendMessage"
    params = {"chat_id": str(amina.id), "text": "x"}
    answer = await client.request(method, url, params=params, headers=headers)

    assert 400 <= answer.status_code < 500
    assert amina.received == []


async def test_the_page_is_served_without_a_key(client):
    answer = await client.get("/")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert (await client.post("/")).status_code == 405
    for path in ("/../server.py", "/%2e%2e/server.py", "/..%2fserver.py"):
        assert (await client.get(path)).status_code == 404


async def test_only_an_upload_may_be_large(client, amina):
    path, content = f"/api/people/{amina.id}", b'{"name": "x", "content": "' + b"x" * 70_000
    large = await client.post(f"{path}/upload", content=content, headers=GOOD)
    elsewhere = await client.post(f"{path}/send", content=content, headers=GOOD)
    similar = await client.post(f"{path}/upload/send", content=content, headers=GOOD)
    too_large = {**GOOD, "content-length": str(14 * 1024 * 1024 + 1)}
    beyond = await client.post(f"{path}/upload", content=b"", headers=too_large)

    # 400: it was read, and is no JSON.
    assert [each.status_code for each in (large, elsewhere, similar, beyond)] == [
        400,
        413,
        413,
        413,
    ]


@pytest.mark.parametrize(
    "path", ["/api/groups", "/api/people/{id}/upload", "/api/people/{id}/leave"]
)
async def test_groups_and_uploads_are_guarded_as_all_else(client, world, amina, path):
    address = path.replace("{id}", str(amina.id))
    for change in (
        {"origin": "http://evil.example"},
        {"x-halqa-key": "wrong"},
        {"content-type": "text/plain"},
        {"sec-fetch-site": "cross-site"},
    ):
        answer = await client.post(address, content="{}", headers={**GOOD, **change})
        assert answer.status_code in {403, 415}
    assert world.groups == {}
