"""What may go wrong and has a meaning of its own. A *no* to a person is a value, not one of these."""


class HalqaError(Exception):
    """The base of all errors that Halqa raises itself."""


class ConfigError(HalqaError):
    """The configuration cannot be used; `problems` has a line for each reason (exit code 78)."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class AlreadyRunning(HalqaError):
    """Another process works on the same database file (exit code 75)."""


class LeadershipLost(HalqaError):
    """Another process leads now: this one must not send or fetch any more (exit code 75)."""


class TokenRefused(HalqaError):
    """Telegram does not know the token: nothing can be done until it is changed (exit code 78)."""


class NotForYou(HalqaError):
    """A door said no: there is no such thing, or it is not this person's. Both answer alike."""


class LostRace(HalqaError):
    """The row changed between reading and writing; the update is handled again from its start."""
