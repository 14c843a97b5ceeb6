"""What people do with the playground's page: click, type and read, nothing else.

Every wait is for something that comes to be seen. Buttons and places are found by the names that a
screen reader says, in the language of whoever uses them.
"""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Visit

UNSEEN = "[\u200e\u200f\u2066-\u2069]"  # marks of direction


@dataclass(frozen=True, slots=True)
class Labels:
    """What the page calls things in one language."""

    buttons: str
    keyboard: str
    open_as: str
    menu: str
    block: str
    unblock: str
    share: str


LABELS = {
    "en": Labels(
        buttons="Buttons of this message",
        keyboard="Keyboard of the bot",
        open_as="Open as {name}",
        menu="More about this person",
        block="Block the bot",
        unblock="Unblock the bot",
        share="Share",
    ),
    "ar": Labels(
        buttons="أزرار هذه الرسالة",
        keyboard="لوحة أزرار البوت",
        open_as="فتح باسم {name}",
        menu="المزيد عن هذا الشخص",
        block="حظر البوت",
        unblock="إلغاء حظر البوت",
        share="مشاركة",
    ),
}


class Hands:
    """The hands and eyes of everybody in one tab; `languages` says who reads what."""

    def __init__(self, tab: Visit, languages: dict[str, str]) -> None:
        self.tab = tab
        self.languages = languages

    async def hit(self, control: Locator) -> None:
        """Press it: with a finger where there is a screen to touch."""
        await (control.tap() if self.tab.touch else control.click())

    async def turn_to(self, name: str) -> None:
        """Bring somebody's chat into view; on a phone there is room for one."""
        if not await self.chat(name).is_visible():
            await self.hit(self.line(name))
            await expect(self.chat(name)).to_be_visible()

    def line(self, name: str) -> Locator:
        """This person in the list of people, where others' last messages may name them too."""
        named = self.page.locator("bdi", has_text=re.compile(f"^{re.escape(name)}"))
        people = self.page.get_by_role("navigation")
        return people.get_by_role("button").filter(has=named).first

    @property
    def page(self) -> Page:
        """The tab."""
        return self.tab.page

    def labels(self, name: str) -> Labels:
        """What this person's column calls things."""
        return LABELS[self.languages[name]]

    def chat(self, name: str) -> Locator:
        """This person's column."""
        return self.tab.chat(name)

    def log(self, name: str) -> Locator:
        """The messages in it."""
        return self.chat(name).get_by_role("log")

    def button(self, name: str, label: str, *, under: str = "") -> Locator:
        """The newest button below a message (that says `under`) whose name begins so."""
        messages = self.log(name).get_by_role("listitem").filter(has_text=as_seen(under))
        groups = messages.get_by_role("group", name=self.labels(name).buttons, exact=True)
        return groups.get_by_role("button", name=_beginning(label)).last

    # What they do ---------------------------------------------------------------------------------

    async def write(self, name: str, text: str) -> None:
        """Type a message and send it."""
        await self.turn_to(name)
        field = self.tab.field(name)
        await field.fill(text)
        await field.press("Enter")
        await expect(self.log(name).locator(".mine").last).to_contain_text(as_seen(text))

    async def press(self, name: str, label: str, *, under: str = "") -> None:
        """Press the newest button below a message (that says `under`) whose name begins so."""
        await self.turn_to(name)
        await self.hit(self.button(name, label, under=under))

    async def tap(self, name: str, label: str) -> None:
        """Press a key of the keyboard below the chat."""
        await self.turn_to(name)
        keyboard = self.chat(name).get_by_role(
            "group", name=self.labels(name).keyboard, exact=True
        )
        await self.hit(keyboard.get_by_role("button", name=_beginning(label)))

    async def start(self, name: str) -> None:
        """Press Start, as in a chat that has just been opened."""
        label = "لنبدأ" if self.languages[name] == "ar" else "Start"
        await self.hit(self.chat(name).get_by_role("button", name=label, exact=True))

    async def choose(self, name: str, key: str, other: str) -> None:
        """Press a key that asks for people, and choose somebody."""
        await self.tap(name, key)
        picker = self.page.get_by_role("dialog")
        await picker.get_by_label(other).check()
        await self.hit(picker.get_by_role("button", name=self.labels(name).share))
        await expect(picker).to_have_count(0)

    async def share(self, name: str, label: str, other: str) -> None:
        """Press a button that shares a link, and let somebody open it."""
        await self.press(name, label)
        sheet = self.page.get_by_role("dialog")
        opens = self.labels(name).open_as.format(name=other)
        await self.hit(sheet.get_by_role("button", name=opens))
        await expect(sheet).to_have_count(0)

    async def dialog(self, label: str) -> None:
        """Press a button of the dialog that is open."""
        await self.hit(self.page.get_by_role("dialog").get_by_role("button", name=label))

    async def menu(self, name: str, label: str) -> None:
        """Choose something from what the column's head hides."""
        await self.turn_to(name)
        await self.hit(self.chat(name).get_by_label(self.labels(name).menu))
        await self.hit(self.chat(name).get_by_role("button", name=label, exact=True))

    async def clock(self, label: str) -> None:
        """Press a button of the clock, and wait until the time has come."""
        await self.hit(self.page.get_by_role("banner").get_by_role("button", name=label))
        await expect(self.page.get_by_role("progressbar")).to_be_hidden()

    # What they see --------------------------------------------------------------------------------

    async def sees(self, name: str, text: str) -> None:
        """The bot has written this: in its newest message, or in one that it has edited."""
        await self.turn_to(name)
        shown = self.log(name).locator(".theirs .text").filter(has_text=as_seen(text))
        await expect(shown.last).to_be_visible()

    async def sees_newest(self, name: str, text: str) -> None:
        """The bot's newest message says this."""
        await self.turn_to(name)
        await expect(self.log(name).locator(".theirs .text").last).to_contain_text(as_seen(text))

    async def sees_toast(self, name: str, text: str) -> None:
        """The bot has answered a press with this."""
        await expect(
            self.chat(name).get_by_role("status").get_by_text(as_seen(text))
        ).to_be_visible()

    async def never_saw(self, name: str, text: str) -> None:
        """No message from the bot says this."""
        await expect(
            self.log(name).locator(".theirs .text").filter(has_text=as_seen(text))
        ).to_have_count(0)

    async def read_all(self, name: str) -> list[str]:
        """All that the bot has written to somebody, buttons too, without direction marks."""
        texts = await self.log(name).locator(".theirs .text, .theirs .key").all_inner_texts()
        return [re.sub(UNSEEN, "", text) for text in texts]


def as_seen(text: str) -> re.Pattern[str]:
    """These words, whatever marks of direction stand between them, on however many lines."""
    letters = (r"\s+" if letter.isspace() else re.escape(letter) for letter in text)
    return re.compile(f"{UNSEEN}*".join(letters))


def _beginning(label: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*{as_seen(label).pattern}(\W|$)")
