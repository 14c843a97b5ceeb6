"""Every table there is: importing this module registers them all with the metadata."""

from bot.acquaintances.tables import claims, rounds, ties, untied
from bot.admissions.tables import admissions, asked, concerns, exchanges, named, told_hosts
from bot.checkins.tables import checkin_settings, sitting_answers, weeklies, weekly_turns
from bot.circles.tables import circle_log, circles, members, removals
from bot.db.lease import leadership
from bot.dialogue.tables import talks
from bot.goals.tables import goal_changes, goal_shares, goals
from bot.inbox.tables import updates
from bot.invites.tables import invites, wrong_codes
from bot.nudges.tables import nudge_turns, turn_checks
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.sittings.tables import sittings
from bot.slots.tables import slots

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
    sittings,
    nudge_turns,
    turn_checks,
    sitting_answers,
    weeklies,
    checkin_settings,
    weekly_turns,
)
