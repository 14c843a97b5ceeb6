"""What is not possible is said in both languages, as one says it to a friend."""

import ast
import importlib
import pkgutil
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.cli
import bot.playground
from bot.playground import sentences
from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats, groups, page
from bot.playground.sentences.rights import RIGHTS
from bot.playground.sentences.sentence import Sentence
from tests.playground.conftest import BASE, KEY, Caller
from tests.playground.said import in_both

HEADERS = {"origin": BASE, "x-halqa-key": KEY}
REFUSALS = {"NotPossibleError", "NotThereError", "SceneIsLoadedError"}
# Gaps are filled by whole names; these stand in for a part of another sentence.
PARTS = {
    *(f"chats.{name}" for name in vars(chats) if name == "LABELLED" or name.startswith("THAT_")),
    *(f"rights.{name}" for name in RIGHTS),
}


def all_sentences() -> dict[str, Sentence]:
    found = {f"rights.{name}": sentence for name, sentence in RIGHTS.items()}
    for module in pkgutil.iter_modules(sentences.__path__):
        content = vars(importlib.import_module(f"{sentences.__name__}.{module.name}"))
        found |= {
            f"{module.name}.{name}": sentence
            for name, sentence in content.items()
            if isinstance(sentence, Sentence)
        }
    return found


SENTENCES = all_sentences()
WHOLE = {name: sentence for name, sentence in SENTENCES.items() if name not in PARTS}


def gaps_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """Every refusal in the code, and where it stands."""
    for package in (bot.playground, bot.cli):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in REFUSALS
                ):
                    yield f"{path.name}:{node.lineno}", node


def test_every_refusal_names_a_sentence_and_fills_its_gaps() -> None:
    named = set()
    for where, call in refusals():
        name = ast.unparse(call.args[0]) if len(call.args) == 1 else ""
        assert name in WHOLE, f"{where}: a refusal names one of the sentences"
        given = {each.arg for each in call.keywords} - {"code"}
        assert given == gaps_of(WHOLE[name].english), where
        named.add(name)

    assert len(named) > 60


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_has_the_same_gaps_in_both_languages(name: str) -> None:
    sentence = SENTENCES[name]
    assert gaps_of(sentence.english) == gaps_of(sentence.arabic)


@pytest.mark.parametrize("name", WHOLE)
def test_a_sentence_says_what_happened_and_what_to_do_next(name: str) -> None:
    english, arabic = WHOLE[name].english, WHOLE[name].arabic
    assert english[0].isupper()
    assert english.endswith((".", "{reason}"))
    assert len(re.findall(r"[.:,;](?: |$)", english)) >= 2
    assert arabic.endswith((".", "{reason}"))
    assert len(re.findall(r"[.:،…](?: |$)", arabic)) >= 2


@pytest.mark.parametrize("name", SENTENCES)
def test_arabic_begins_with_an_arabic_word_and_isolates_every_other(name: str) -> None:
    arabic = SENTENCES[name].arabic
    assert not re.search(r"[A-Za-z\u0640]", re.sub("\u2068[^\u2069]*\u2069|{\\w+}", "", arabic))
    for line in arabic.splitlines():
        strong = [each for each in line if unicodedata.bidirectional(each) in {"L", "R", "AL"}]
        assert unicodedata.bidirectional(strong[0]) == "AL"
    # A letter that is written onto the next word may stand before a number, never before a name.
    assert not re.search(r"[\u0621-\u064a](?:\u2068|{(?!most))", arabic)


def test_nothing_is_kept_that_nobody_says() -> None:
    code = {
        ast.unparse(node)
        for path in Path(bot.playground.__path__[0]).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
    }

    assert {name for name in SENTENCES if not name.startswith("rights.")} <= code


def test_every_right_has_a_name() -> None:
    assert set(RIGHTS) == set(ADMIN_RIGHTS)


def test_names_in_gaps_are_isolated_and_parts_are_in_the_language_of_the_rest() -> None:
    refused = NotPossibleError(
        groups.NEEDS_RIGHT, right=RIGHTS["can_pin_messages"], group="{name} <b>"
    )

    assert "right “Pin messages”" in str(refused)
    assert "\u2068{name} <b>\u2069" in refused.said.english
    assert "«تثبيت الرسائل»" in refused.said.arabic
    assert "\u2068{name} <b>\u2069" in refused.said.arabic


def test_several_names_are_joined_as_each_language_does_it() -> None:
    said = chats.NO_SUCH_BUTTON.filled(label="Stop", labels=["Yes", "لا"])

    assert "\u2068Yes\u2069, \u2068لا\u2069" in said.english
    assert "\u2068Yes\u2069، \u2068لا\u2069" in said.arabic


@pytest.mark.asyncio
async def test_the_page_is_told_in_both_languages(client, world, amina) -> None:
    async def refused(path: str, status: int = 400, **fields: str | int) -> object:
        answer = await client.post(f"/api{path}", json=fields, headers=HEADERS)
        assert answer.status_code == status
        return answer.json()

    me = f"/people/{amina.id}"
    assert await refused(f"{me}/send", text=" ") == in_both(chats.MESSAGE_LENGTH, most=4096)
    assert await refused("/people/1/read", 404) == in_both(page.NOBODY_HERE)
    assert await refused("/scene", 404, name="?") == in_both(page.NO_SUCH_SCENE)
    picture: dict[str, str] = {"name": "a.png", "content": ""}
    assert await refused(f"{me}/upload", 400, as_photo=True, **picture) == in_both(
        chats.FILE_IS_EMPTY
    )
    picture["content"] = "AAAA"
    assert await refused(f"{me}/upload", 400, as_photo=True, **picture) == in_both(
        chats.NO_PICTURE
    )
    odd = await refused(f"{me}/send", text=5)
    reason = 'can\'t parse request: field "text" must be of type String'
    assert odd == in_both(page.ODD_REQUEST, reason=reason)
    keyless = (await client.get("/api/state")).json()
    assert keyless == in_both(page.NO_KEY) | {"ok": False, "error_code": 403}


@pytest.mark.asyncio
async def test_a_bot_is_told_in_telegrams_words_what_people_are_told_in_sentences(
    bot: Caller, world, amina
) -> None:
    group = world.add_group("Circle", amina)
    amina.at(group).promote(world.bot.id, can_promote_members=True)
    omar = world.add_person("Omar")
    amina.at(group).add(omar)
    call = {"chat_id": group.id, "user_id": omar.id}

    assert await bot.refused("promoteChatMember", **call, can_pin_messages=True) == (
        "Bad Request: RIGHT_FORBIDDEN"
    )
    assert await bot.refused("promoteChatMember", **call, is_anonymous=True) == (
        "Bad Request: anonymous administrators are not offered by the playground"
    )
