"""Every table there is: importing this module registers them all with the metadata."""

from bot.acquaintances.tables import claims, rounds, ties, untied
from bot.admissions.tables import admissions, asked, concerns, exchanges, named, told_hosts
from bot.checkins.tables import checkin_settings, sitting_answers, weeklies, weekly_turns
from bot.circles.tables import circle_log, circles, members, removals
from bot.db.lease import leadership
from bot.dialogue.tables import talks
from bot.feeds.tables import (
    feed_items,
    feed_offers,
    feed_searches,
    feed_turns,
    feeds,
    subscriptions,
)
from bot.goals.tables import goal_changes, goal_shares, goals
from bot.inbox.tables import updates
from bot.invites.tables import invites, wrong_codes
from bot.nudges.tables import nudge_proposals, nudge_turns, turn_checks
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.queue.tables import queue_entries, queue_minutes
from bot.resources.tables import (
    link_settings,
    link_weeks,
    resource_hours,
    resource_shares,
    resource_tags,
    resource_thanks,
    resources,
)
from bot.sittings.tables import sittings
from bot.slots.tables import slots
from bot.sources.tables import community_asks, source_goals, source_shares, source_tags, sources

TABLES = (
    leadership,
    updates,
    deliveries,
    talks,
    people,
    circles,
    members,
    removals,
    circle_log,
    ties,
    claims,
    untied,
    rounds,
    invites,
    wrong_codes,
    admissions,
    named,
    asked,
    concerns,
    exchanges,
    told_hosts,
    goals,
    goal_changes,
    goal_shares,
    slots,
    sources,
    source_tags,
    source_goals,
    source_shares,
    community_asks,
    resources,
    resource_tags,
    resource_shares,
    resource_thanks,
    resource_hours,
    link_settings,
    link_weeks,
    queue_entries,
    queue_minutes,
    feeds,
    feed_items,
    subscriptions,
    feed_offers,
    feed_turns,
    feed_searches,
    sittings,
    nudge_turns,
    nudge_proposals,
    turn_checks,
    sitting_answers,
    weeklies,
    checkin_settings,
    weekly_turns,
)
