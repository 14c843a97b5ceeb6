"""What people of a scene do with links: send them, share them, keep what others have shared, follow sites."""

from bot.cli.scenes.actors import Actor, Script


def keeps_link(actor: Actor, text: str) -> Script:
    """A link of one's own, for the queue."""
    actor.says(text)
    yield
    actor.presses("Save to my queue")
    yield


def shares_link(actor: Actor, text: str, *, circle: str) -> Script:
    """A link with a line of why; the circle hears of it."""
    actor.says(text)
    yield
    actor.presses("Share with a circle")
    yield
    actor.presses_with(circle)
    yield
    actor.presses("Back")
    yield


def keeps_shared(actor: Actor) -> Script:
    """The link that they have just shared themselves, for their own queue."""
    actor.presses("Save to my queue")
    yield


def saves_and_thanks(actor: Actor) -> Script:
    """What a fellow member has shared last."""
    actor.presses("Save to my queue")
    yield
    yield from says_thanks(actor)


def says_thanks(actor: Actor) -> Script:
    """For what a fellow member has shared last."""
    actor.presses("Thanks")
    yield


def follows_site(actor: Actor, line: str) -> Script:
    """A site as a source, and what is new there from now on."""
    actor.says(line)
    yield
    actor.presses("Offer me what is new there")
    yield
