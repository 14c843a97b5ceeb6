"""What a person does with a group: its people, its administrators, its links, its topics."""

from bot.playground.groups import joining, ranks, topics
from bot.playground.groups.group import Group, InviteLink
from bot.playground.groups.invites import find_link, make_link
from bot.playground.groups.memberships import may
from bot.playground.groups.upgrading import upgrade
from bot.playground.messages import Message
from bot.playground.phone.pressing import Presser
from bot.playground.phone.writing import PlayerOrId
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import chats, groups
from bot.playground.sentences.rights import RIGHTS


class GroupPlay(Presser):
    """Somebody who acts in the group in view; `join` alone needs none."""

    # Who is in it.

    def add(self, person: PlayerOrId) -> Message:
        """Add somebody by hand."""
        group = self._needs("can_invite_users")
        return joining.add(self._world, group, self._somebody(person).id, actor_id=self.id)

    def add_bot(self) -> Message:
        """Add the bot."""
        group = self._needs("can_invite_users")
        return joining.add(self._world, group, self._world.bot.id, actor_id=self.id)

    def remove(self, person: PlayerOrId) -> Message | None:
        """Take somebody out; in a supergroup they cannot return by a link."""
        return self._remove(person if isinstance(person, int) else person.id)

    def remove_bot(self) -> Message | None:
        """Take the bot out."""
        return self._remove(self._world.bot.id)

    def leave(self) -> Message | None:
        """Go by oneself."""
        self._check_alive()
        return joining.leave(self._world, self._here(), self.id)

    def join(self, url: str) -> Message | None:
        """Follow an invite link: into the group, or to its door (None) where an administrator decides."""
        self._check_alive()
        group, link = find_link(self._world, url)
        return joining.enter_by_link(self._world, group, self.id, link)

    def approve(self, person: PlayerOrId) -> Message:
        """Let somebody in who waits at the door."""
        group = self._leads("can_invite_users")
        person_id = person if isinstance(person, int) else person.id
        return joining.approve(self._world, group, person_id, actor_id=self.id)

    def decline(self, person: PlayerOrId) -> None:
        """Send somebody away who waits at the door."""
        group = self._leads("can_invite_users")
        person_id = person if isinstance(person, int) else person.id
        joining.decline(self._world, group, person_id, actor_id=self.id)

    def create_invite(self, *, request: bool = False) -> str:
        """Make an invite link; with `request` an administrator decides about who follows it."""
        group = self._leads("can_invite_users")
        link: InviteLink = make_link(group, self.id, request=request)
        self._world.emit("links", group)
        return link.url

    # Who leads it.

    def promote(self, user: PlayerOrId, /, **rights: bool) -> None:
        """Make a person or the bot (by its id) an administrator with these rights."""
        user_id = user if isinstance(user, int) else self._somebody(user).id
        if user_id != self._world.bot.id:
            self._somebody(user_id)
        given = {right for right, is_given in rights.items() if is_given}
        self._check_alive()
        ranks.promote(self._world, self._here(), user_id, given, actor_id=self.id)

    def demote(self, user: PlayerOrId) -> None:
        """Make an administrator a plain member again."""
        user_id = user if isinstance(user, int) else user.id
        self._check_alive()
        ranks.demote(self._world, self._here(), user_id, actor_id=self.id)

    def upgrade(self) -> Group:
        """Make a supergroup of a basic group; it is another chat with another id."""
        self._check_alive()
        group = self._here()
        new_id = self._world.next_group_id(is_super=True)
        return upgrade(self._world, group, new_id, actor_id=self.id)

    # Its topics.

    def create_topic(self, name: str) -> int:
        """Make a topic; returns its id."""
        group = self._here()
        if not topics.may_manage(group, group.membership(self.id)):
            raise NotPossibleError(groups.MAY_NOT_MAKE_TOPICS)
        return topics.create_topic(self._world, group, name, actor_id=self.id).id

    def close_topic(self, thread_id: int) -> None:
        """Let only administrators and its maker write in a topic from now on."""
        topics.close_topic(self._world, self._keeps(thread_id), thread_id, actor_id=self.id)

    def reopen_topic(self, thread_id: int) -> None:
        """Let everybody write in it again."""
        topics.reopen_topic(self._world, self._keeps(thread_id), thread_id, actor_id=self.id)

    def _here(self) -> Group:
        if self.group is None:
            raise NotPossibleError(groups.NEEDS_A_GROUP)
        return self.group

    def _check_alive(self) -> None:
        if self.person.deleted:
            raise NotPossibleError(chats.ACCOUNT_IS_GONE)

    def _needs(self, right: str) -> Group:
        """The group, if its permissions or their rights let them."""
        self._check_alive()
        group = self._here()
        if not may(group, group.membership(self.id), right):
            raise NotPossibleError(groups.NEEDS_RIGHT, right=RIGHTS[right], group=group.title)
        return group

    def _leads(self, right: str) -> Group:
        """The group, if they are an administrator who may do this."""
        group = self._needs(right)
        if not group.membership(self.id).is_admin:
            raise NotPossibleError(groups.ONLY_ADMINISTRATORS)
        return group

    def _keeps(self, thread_id: int) -> Group:
        """The group, if they may manage this topic."""
        self._check_alive()
        group = self._here()
        topic = None if thread_id == topics.GENERAL else topics.find_topic(group, thread_id)
        if not topics.may_manage(group, group.membership(self.id), topic):
            raise NotPossibleError(groups.NOT_THEIR_TOPIC)
        return group

    def _remove(self, user_id: int) -> Message | None:
        group = self._leads("can_restrict_members")
        target = group.membership(user_id)
        if user_id == self.id:
            raise NotPossibleError(groups.LEAVE_INSTEAD)
        if target.is_admin:
            ranks.check_may_edit(group, group.membership(self.id), target)
        if not target.is_in:
            raise NotPossibleError(groups.NOT_IN_IT)
        return joining.remove(self._world, group, user_id, actor_id=self.id)
