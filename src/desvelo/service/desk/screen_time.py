"""What the screen says of time: how long a value stays, and how long its class is shown without asking why."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClass:
    """A class that is shown in a conversation without asking why again: until when, and how many seconds that is."""

    label: str
    until: str
    seconds: int

    @property
    def left(self) -> str:
        """Return the time that is left as a clock shows it."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTime:
    """How the page says that a value goes soon, and asks for more seconds: *word* is nothing when there is no more."""

    url: str
    word: str = field(repr=False)
    more: int
    warns_at: int
