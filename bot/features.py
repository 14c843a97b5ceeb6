"""All slices, from the lowest to the highest: the only place that knows them all."""

from bot.acquaintances.feature import FEATURE as ACQUAINTANCES
from bot.admissions.feature import FEATURE as ADMISSIONS
from bot.checkins.feature import FEATURE as CHECKINS
from bot.circles.feature import FEATURE as CIRCLES
from bot.feeds.feature import FEATURE as FEEDS
from bot.goals.feature import FEATURE as GOALS
from bot.home.feature import home_over
from bot.invites.feature import FEATURE as INVITES
from bot.nudges.feature import FEATURE as NUDGES
from bot.people.feature import FEATURE as PEOPLE
from bot.privacy.feature import privacy_over
from bot.progress.feature import FEATURE as PROGRESS
from bot.queue.feature import FEATURE as QUEUE
from bot.registry import Feature
from bot.resources.feature import FEATURE as RESOURCES
from bot.sittings.feature import FEATURE as SITTINGS
from bot.slots.feature import FEATURE as SLOTS
from bot.sources.feature import FEATURE as SOURCES

# In the order of the layers; a new slice is one line here.
SLICES: tuple[Feature, ...] = (
    PEOPLE,
    CIRCLES,
    ACQUAINTANCES,
    INVITES,
    ADMISSIONS,
    GOALS,
    SLOTS,
    SOURCES,
    RESOURCES,
    QUEUE,
    FEEDS,
    SITTINGS,
    NUDGES,
    CHECKINS,
    PROGRESS,
)  # fmt: skip
# The last two speak for all others: export and erase, and the list of commands.
PRIVACY = privacy_over(SLICES)
HOME = home_over((*SLICES, PRIVACY))

FEATURES: tuple[Feature, ...] = (*SLICES, PRIVACY, HOME)
