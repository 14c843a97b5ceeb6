"""What somebody who holds a code, or thinks so, is told about it."""

from typing import Final

from bot.invites.records import NoInvite, UseRefusal
from bot.texts import Html, Say
from bot.texts.say import mark

NOT_USED: Final = {
    UseRefusal.NOT_THIS_ACCOUNT: mark(
        "This invite was made for another Telegram account. Ask whoever sent it to make one for "
        "yours."
    ),
    UseRefusal.ALREADY_MEMBER: mark("You are in this circle already: {command}"),
    UseRefusal.REVOKED: mark("This invite was taken back. Ask whoever sent it for a new one."),
    UseRefusal.WAS_REMOVED: mark(
        "This invite does not work for you. A host of the circle can send you one that does."
    ),
    UseRefusal.EXPIRED: mark("This invite has run out. Ask whoever sent it for a new one."),
    UseRefusal.USED_UP: mark(
        "This invite was used already. Ask whoever sent it for one of your own."
    ),
    UseRefusal.CIRCLE_FULL: mark(
        "Every seat of this circle is taken right now. Ask whoever sent the invite to tell you when "
        "one is free."
    ),
}
NO_INVITE: Final = {
    NoInvite.NO_CODE: mark(
        "That is no invite code. A code has 12 letters and digits in three groups; you can also "
        "paste the whole link."
    ),
    NoInvite.UNKNOWN: mark(
        "I do not know this code. Compare it with what you were sent, letter by letter."
    ),
    NoInvite.TOO_MANY_TRIES: mark(
        "Several codes in a row were wrong. Please wait an hour, then try again."
    ),
}


def not_used(say: Say, refusal: UseRefusal) -> Html:
    """Why a real code does not open the door, and what to do."""
    return say.looked_up(NOT_USED[refusal], command=say.literal("/circles"))


def no_invite(say: Say, reason: NoInvite) -> Html:
    """Why what was typed leads nowhere: the same for every code that does not exist."""
    return say.looked_up(NO_INVITE[reason])
