"""What the supervisor asks of the launcher, and how the launcher says that it could not.

One JSON text on the launcher's command line.  It holds paths and numbers; a password never stands in it.
"""

import json
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Self


class Refusal(IntEnum):
    """Exit codes of the launcher; PostgreSQL itself uses 0 to 3."""

    NAMESPACE = 91
    USER = 92
    FOLDER = 93
    PROGRAM = 94


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """The user PostgreSQL runs as when root starts it."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Mount *binds* for this process alone, become *user*, enter *folder*, become the program."""

    argv: tuple[str, ...]
    env: dict[str, str]
    folder: str
    parent: int
    death_signal: str
    user: User | None = None
    binds: tuple[tuple[str, str], ...] = ()

    def to_text(self) -> str:
        """Write the order for the launcher's command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what ``to_text`` wrote."""
        found = json.loads(text)
        return cls(
            argv=tuple(found["argv"]),
            env=found["env"],
            folder=found["folder"],
            parent=found["parent"],
            death_signal=found["death_signal"],
            user=None if found["user"] is None else User(**found["user"]),
            binds=tuple((source, target) for source, target in found["binds"]),
        )
