"""What is shown fits Telegram's limits, whatever a feed says, and has no link or mark-up of the feed's own."""

import pytest

from bot.feeds import messages_offers
from bot.feeds.records import Answered, Item, ItemId, Offer
from bot.keys import Keys
from bot.outbox.records import Outgoing
from bot.outbox.splitting import fits
from bot.telegram.buttons import Signer
from bot.texts import Reader, Say
from tests.feeds.making import NOW, make_item, make_person, make_subscription
from tests.support.bench import SECRET, TEXTS

HOSTILE = [
    "😀" * 300,
    "<a href='https://evil.example'>bank</a> & <b>" * 7,
    "ا" * 300,
    "\u202e\u2066" + "x" * 290,
    "tg://user?id=1 @somebody /start",
    " ".join(["word"] * 60),
]
LONGEST_ID = 2**53
SIGNER = Signer(Keys(SECRET), bot_id=10**10)


def say_in(language: str) -> Say:
    return TEXTS.say(Reader(language=language))


def hostile(number: int) -> Item:
    item = make_item(10**10 + number)
    title = HOSTILE[number % len(HOSTILE)]
    url = f"https://example.com/{'a' * (1_900 if number % 2 else 150)}{number}"
    return Item(
        id=item.id,
        feed_id=item.feed_id,
        url=url,
        title=title,
        text="",
        mode=None,
        minutes=1_439,
        published_at=None,
        found_at=NOW,
    )


def offers(n: int, answered: Answered = Answered.NOTHING) -> list[Offer]:
    return [
        Offer(
            subscription=make_subscription(10**10),
            item=hostile(number),
            name=HOSTILE[-1 - number % len(HOSTILE)],
            offered_at=NOW,
            place=number + 1,
            answered=answered,
        )
        for number in range(n)
    ]


def check(screen: Outgoing) -> None:
    assert fits(screen.html)
    assert "<a" not in screen.html
    assert screen.html.count("<b>") == screen.html.count("</b>")
    for row in screen.buttons:
        assert len(row) <= 8
        for button in row:
            if button.action is not None:
                data = SIGNER.sign(chat_id=10**13, action=button.action, arg=button.arg)
                assert len(data) <= 64


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("answered", list(Answered))
def test_the_morning_s_message_fits_whatever_the_feeds_say(
    language: str, answered: Answered
) -> None:
    say = say_in(language)
    check(messages_offers.offers_screen(say, make_person(), offers(5, answered)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_lists_fit_whatever_the_feeds_say(language: str) -> None:
    say = say_in(language)
    for page in range(5):
        check(messages_offers.missed_screen(say, make_person(), offers(50), page=page))
    items = [hostile(number) for number in range(10)]
    check(
        messages_offers.look_screen(
            say,
            make_person(),
            make_subscription(10**10),
            items,
            title=HOSTILE[0],
            page=9,
            has_more=True,
            saved=frozenset[ItemId](),
            left_out=frozenset(item.id for item in items),
        )
    )


def test_what_was_saved_is_not_offered_for_saving_and_what_was_refused_may_still_be() -> None:
    say = say_in("en")
    for answered, actions in (
        (Answered.NOTHING, ["feed.save", "feed.refuse"]),
        (Answered.REFUSED, ["feed.save"]),
        (Answered.SAVED, []),
    ):
        (row,) = messages_offers.offers_screen(say, make_person(), offers(1, answered)).buttons
        assert [button.action for button in row if button.action] == actions


def test_an_address_that_telegram_might_not_take_gets_no_button() -> None:
    """It would refuse the whole message."""
    (offer,) = offers(1)
    for url in ("https://user:word@example.com/", "ftp://example.com/", "http://"):
        item = Item(**{name: getattr(offer.item, name) for name in Item.__slots__} | {"url": url})
        other = Offer(**{name: getattr(offer, name) for name in Offer.__slots__} | {"item": item})
        screen = messages_offers.offers_screen(say_in("en"), make_person(), [other])
        assert all(button.url is None for row in screen.buttons for button in row)
