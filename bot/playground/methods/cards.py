"""Methods that send a place or somebody's card."""

from dataclasses import replace

from bot.playground.jsontypes import JsonObject
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import (
    FLOAT,
    NEEDED_FLOAT,
    NEEDED_TEXT,
    REFUSED,
    TEXT,
    Arguments,
)
from bot.playground.methods.places import find_place
from bot.playground.methods.sending import SEND_PARAMETERS, deliver, extras_of, outgoing
from bot.playground.phone.writing import MAX_LATITUDE, MAX_LONGITUDE
from bot.playground.refusals import bad_request
from bot.playground.state import WorldState
from bot.playground.text.formatted import FormattedText
from bot.playground.text.plaintext import clean

MAX_ACCURACY = 1500  # metres; Bot API, sendLocation
MAX_VCARD = 2048  # bytes; Bot API, sendContact


async def send_location(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a point on the map; none that moves."""
    latitude, longitude = arguments.number("latitude") or 0.0, arguments.number("longitude") or 0.0
    if abs(latitude) > MAX_LATITUDE or abs(longitude) > MAX_LONGITUDE:
        raise bad_request("invalid location specified")
    location: JsonObject = {"latitude": latitude, "longitude": longitude}
    accuracy = arguments.number("horizontal_accuracy")
    if accuracy:
        # Telegram's server takes the nearest number that is allowed, and says nothing.
        if not 0 < accuracy <= MAX_ACCURACY:
            raise bad_request("horizontal_accuracy must be between 0 and 1500")
        location["horizontal_accuracy"] = accuracy
    return _send(world, arguments, "locations", {"location": location})


async def send_contact(world: WorldState, arguments: Arguments) -> JsonObject:
    """Send a card; of somebody with this number in the world it leads to them."""
    card: JsonObject = {}
    for name in ("phone_number", "first_name", "last_name"):
        if text := clean(arguments.text(name) or "").text:
            card[name] = text
    for name in ("phone_number", "first_name"):
        if name not in card:
            raise bad_request(f"{name.replace('_', ' ')} is empty")
    if vcard := arguments.text("vcard"):
        if len(vcard.encode()) > MAX_VCARD:
            raise bad_request("vcard is too long")
        card["vcard"] = vcard
    digits = _digits(str(card["phone_number"]))
    for person in world.people.values():
        if digits and _digits(person.phone_number) == digits and not person.deleted:
            card["user_id"] = person.id
    return _send(world, arguments, "contacts", {"contact": card})


def _send(world: WorldState, arguments: Arguments, what: str, content: JsonObject) -> JsonObject:
    place = find_place(world, arguments, what=what)
    extras = extras_of(arguments)
    message = outgoing(world, arguments, place, FormattedText(), extras=extras)
    return deliver(world, arguments, replace(message, service=content))


def _digits(phone_number: str) -> str:
    return "".join(char for char in phone_number if char.isdigit())


_SENT = {name: each for name, each in SEND_PARAMETERS.items() if name != "parse_mode"}
METHODS = (
    Method(
        "sendLocation",
        {
            **_SENT,
            "latitude": NEEDED_FLOAT,
            "longitude": NEEDED_FLOAT,
            "horizontal_accuracy": FLOAT,
            "live_period": REFUSED,
            "heading": REFUSED,
            "proximity_alert_radius": REFUSED,
        },
        send_location,
    ),
    Method(
        "sendContact",
        {
            **_SENT,
            "phone_number": NEEDED_TEXT,
            "first_name": NEEDED_TEXT,
            "last_name": TEXT,
            "vcard": TEXT,
        },
        send_contact,
    ),
)
