"""What must be true of sources, of links and what circles see of them, and of lists."""

from sqlalchemy import and_, func, or_, select

from bot.circles.tables import members
from bot.goals.tables import goals
from bot.nudges.tables import nudge_proposals
from bot.queue.records import MOST_OPEN, OPEN, EntryState
from bot.queue.tables import queue_entries, queue_minutes
from bot.resources.records import MOST_TAGS, Lookup
from bot.resources.tables import resource_shares, resource_tags, resource_thanks, resources
from bot.sittings.tables import sittings
from bot.sources.records import MOST_TAGS as MOST_TAGS_OF_A_SOURCE
from bot.sources.tables import community_asks, source_goals, source_shares, source_tags, sources
from tests.safety.findings import Question

# Links ---------------------------------------------------------------------------------------------


def one_resource_a_key() -> Question:
    """A link is there once for each person."""
    return Question(
        "L-1: person {} has {} resources with the key {}",
        select(resources.c.person_id, func.count(), resources.c.key)
        .group_by(resources.c.person_id, resources.c.key)
        .having(func.count() > 1),
    )


def one_share_a_key() -> Question:
    """A circle sees a link once, whoever brought it."""
    return Question(
        "L-1: circle {} sees {} resources with the key {}",
        select(resource_shares.c.circle_id, func.count(), resource_shares.c.key)
        .group_by(resource_shares.c.circle_id, resource_shares.c.key)
        .having(func.count() > 1),
    )


def shares_by_stays_of_their_owners() -> Question:
    """I-5: a link is shared by a stay of its owner, with that stay's circle, under its own key."""
    return Question(
        "I-5: resource {} is shared with circle {} by stay {}, which does not fit",
        select(
            resource_shares.c.resource_id,
            resource_shares.c.circle_id,
            resource_shares.c.member_id,
        )
        .join(resources, resources.c.id == resource_shares.c.resource_id)
        .join(members, members.c.id == resource_shares.c.member_id)
        .where(
            or_(
                members.c.person_id.is_(None),
                members.c.person_id != resources.c.person_id,
                members.c.circle_id != resource_shares.c.circle_id,
                resource_shares.c.key != resources.c.key,
                resource_shares.c.shared_at < members.c.joined_at,
                resource_shares.c.shared_at > members.c.left_at,
            )
        ),
    )


def thanks_by_others() -> Question:
    """Nobody thanks themselves, and no erased person thanks anybody."""
    return Question(
        "resource {} is thanked for by stay {}",
        select(resource_thanks.c.resource_id, resource_thanks.c.member_id)
        .join(resources, resources.c.id == resource_thanks.c.resource_id)
        .join(members, members.c.id == resource_thanks.c.member_id)
        .where(
            or_(
                members.c.person_id.is_(None),
                members.c.person_id == resources.c.person_id,
            )
        ),
    )


def copies_of_others() -> Question:
    """I-13: a copy is of a fellow member's link, the same one; of nobody's once they are erased."""
    original = resources.alias("original")
    return Question(
        "I-13: resource {} is called a copy of {}, which it is not",
        select(resources.c.id, resources.c.saved_from)
        .join(original, original.c.id == resources.c.saved_from)
        .where(
            or_(
                original.c.person_id == resources.c.person_id,
                original.c.key != resources.c.key,
            )
        ),
    )


def links_for_own_goals() -> Question:
    """A link is for a goal of its owner."""
    return Question(
        "resource {} is for goal {} of somebody else",
        select(resources.c.id, goals.c.id)
        .join(goals, goals.c.id == resources.c.goal_id)
        .where(goals.c.person_id != resources.c.person_id),
    )


def lookups() -> Question:
    """A page is asked at a moment while it is awaited, and never after."""
    return Question(
        "resource {} is '{}', which does not fit its moments",
        select(resources.c.id, resources.c.lookup).where(
            or_(
                (resources.c.lookup == Lookup.WAITING) != resources.c.lookup_at.is_not(None),
                and_(resources.c.removed_at.is_not(None), resources.c.lookup_at.is_not(None)),
            )
        ),
    )


def removed_links() -> Question:
    """What its owner took away is seen by no circle, and stands on their own list only."""
    on_a_list = select(queue_entries.c.id).where(queue_entries.c.resource_id == resources.c.id)
    is_shared = select(resource_shares.c.key).where(
        resource_shares.c.resource_id == resources.c.id
    )
    return Question(
        "resource {} was removed and is still there",
        select(resources.c.id).where(
            resources.c.removed_at.is_not(None), or_(~on_a_list.exists(), is_shared.exists())
        ),
    )


def tags() -> Question:
    """Five at most."""
    return Question(
        "resource {} has {} tags",
        select(resource_tags.c.resource_id, func.count())
        .group_by(resource_tags.c.resource_id)
        .having(func.count() > MOST_TAGS),
    )


# Lists ---------------------------------------------------------------------------------------------


def own_entries() -> Question:
    """I-5: what stands on a list is a link of its owner."""
    return Question(
        "I-5: entry {} holds resource {} of somebody else",
        select(queue_entries.c.id, resources.c.id)
        .join(resources, resources.c.id == queue_entries.c.resource_id)
        .where(resources.c.person_id != queue_entries.c.person_id),
    )


def states_of_entries() -> Question:
    """I-15: what a state needs is there, and what it excludes is not."""
    entry = queue_entries.c
    is_open = entry.state.in_(sorted(OPEN))
    return Question(
        "I-15: entry {} is '{}', which does not fit its moments",
        select(entry.id, entry.state).where(
            or_(
                is_open != entry.ended_at.is_(None),
                and_(entry.state == EntryState.STARTED, entry.started_at.is_(None)),
                and_(~is_open, entry.later_on.is_not(None)),
            )
        ),
    )


def places_of_entries() -> Question:
    """No two open entries of a list stand in one place."""
    entry = queue_entries.c
    return Question(
        "person {} has {} open entries in place {}",
        select(entry.person_id, func.count(), entry.position)
        .where(entry.state.in_(sorted(OPEN)))
        .group_by(entry.person_id, entry.position)
        .having(func.count() > 1),
    )


def open_entries() -> Question:
    """A list is not endless."""
    return Question(
        "person {} has {} open entries",
        select(queue_entries.c.person_id, func.count())
        .where(queue_entries.c.state.in_(sorted(OPEN)))
        .group_by(queue_entries.c.person_id)
        .having(func.count() > MOST_OPEN),
    )


def own_minutes() -> Question:
    """Minutes on an entry are its owner's, and the entry counts them."""
    spent = (
        select(func.coalesce(func.sum(queue_minutes.c.minutes), 0))
        .where(queue_minutes.c.entry_id == queue_entries.c.id)
        .scalar_subquery()
    )
    foreign = select(queue_minutes.c.id).where(
        queue_minutes.c.entry_id == queue_entries.c.id,
        queue_minutes.c.person_id != queue_entries.c.person_id,
    )
    return Question(
        "entry {} counts {} minutes, which does not fit what was said of it",
        select(queue_entries.c.id, queue_entries.c.minutes_spent).where(
            or_(spent > queue_entries.c.minutes_spent, foreign.exists())
        ),
    )


def own_proposals() -> Question:
    """I-5: what a sitting proposes stands on the list of whose sitting it is."""
    return Question(
        "I-5: sitting {} proposes entry {} of somebody else",
        select(nudge_proposals.c.sitting_id, nudge_proposals.c.entry_id)
        .join(sittings, sittings.c.id == nudge_proposals.c.sitting_id)
        .join(queue_entries, queue_entries.c.id == nudge_proposals.c.entry_id)
        .where(queue_entries.c.person_id != sittings.c.person_id),
    )


def refused_proposals() -> Question:
    """What was refused is never proposed after that."""
    return Question(
        "sitting {} proposes entry {}, which had been refused",
        select(nudge_proposals.c.sitting_id, nudge_proposals.c.entry_id)
        .join(queue_entries, queue_entries.c.id == nudge_proposals.c.entry_id)
        .where(nudge_proposals.c.proposed_at > queue_entries.c.refused_at),
    )


# Sources -------------------------------------------------------------------------------------------


def one_source_a_key() -> Question:
    """A source is there once for each person."""
    return Question(
        "L-1: person {} has {} sources with the key {}",
        select(sources.c.person_id, func.count(), sources.c.key)
        .group_by(sources.c.person_id, sources.c.key)
        .having(func.count() > 1),
    )


def sources_for_own_goals() -> Question:
    """A source serves goals of its owner."""
    return Question(
        "source {} serves goal {} of somebody else",
        select(source_goals.c.source_id, source_goals.c.goal_id)
        .join(sources, sources.c.id == source_goals.c.source_id)
        .join(goals, goals.c.id == source_goals.c.goal_id)
        .where(goals.c.person_id != sources.c.person_id),
    )


def sources_shared_by_owners() -> Question:
    """I-5: a source is shared by a stay of its owner."""
    return Question(
        "I-5: source {} is shared by stay {} of somebody else",
        select(source_shares.c.source_id, source_shares.c.member_id)
        .join(sources, sources.c.id == source_shares.c.source_id)
        .join(members, members.c.id == source_shares.c.member_id)
        .where(or_(members.c.person_id.is_(None), members.c.person_id != sources.c.person_id)),
    )


def saved_from_others() -> Question:
    """I-13: nobody saved a source from themselves."""
    return Question(
        "I-13: source {} is said to be saved from its owner {}",
        select(sources.c.id, sources.c.saved_from).where(
            sources.c.saved_from == sources.c.person_id
        ),
    )


def asks_of_goals() -> Question:
    """A circle is asked by a stay of the goal's owner."""
    return Question(
        "I-5: stay {} asked for goal {} of somebody else",
        select(community_asks.c.member_id, community_asks.c.goal_id)
        .join(members, members.c.id == community_asks.c.member_id)
        .join(goals, goals.c.id == community_asks.c.goal_id)
        .where(or_(members.c.person_id.is_(None), members.c.person_id != goals.c.person_id)),
    )


def tags_of_sources() -> Question:
    """Five at most."""
    return Question(
        "source {} has {} tags",
        select(source_tags.c.source_id, func.count())
        .group_by(source_tags.c.source_id)
        .having(func.count() > MOST_TAGS_OF_A_SOURCE),
    )


ALWAYS = (
    one_resource_a_key,
    one_share_a_key,
    shares_by_stays_of_their_owners,
    thanks_by_others,
    copies_of_others,
    links_for_own_goals,
    lookups,
    removed_links,
    tags,
    own_entries,
    states_of_entries,
    places_of_entries,
    open_entries,
    own_minutes,
    own_proposals,
    refused_proposals,
    one_source_a_key,
    sources_for_own_goals,
    sources_shared_by_owners,
    saved_from_others,
    asks_of_goals,
    tags_of_sources,
)
