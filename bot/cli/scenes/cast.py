"""The people of the scenes: two languages, six countries, with and without a username."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Somebody who appears in scenes.

    Attributes:
        first_name: as their Telegram has it.
        last_name: likewise.
        username: likewise; not everybody has one.
        language: of their Telegram.
        city: where they live, as they write it.
        zone: the same for clocks.
    """

    first_name: str
    language: str
    city: str
    zone: str
    last_name: str | None = None
    username: str | None = None


AMINA = Role(
    first_name="Amina", username="amina", language="en", city="Cairo", zone="Africa/Cairo"
)
YUSUF = Role(first_name="يوسف", username="yusuf", language="ar", city="الرياض", zone="Asia/Riyadh")
LAYLA = Role(
    first_name="ليلى",
    username="layla",
    language="ar",
    city="الدار البيضاء",
    zone="Africa/Casablanca",
)
OMAR = Role(
    first_name="Omar",
    username="omar",
    language="en",
    city="London",
    zone="Europe/London",
)
SARAH = Role(first_name="سارة", language="ar", city="عمّان", zone="Asia/Amman")
ABDULRAHMAN = Role(
    first_name="عبد الرحمن",
    last_name="بن عبد العزيز آل إبراهيم المنصوري",
    username="abdulrahman_mansoori",
    language="ar",
    city="مسقط",
    zone="Asia/Muscat",
)
