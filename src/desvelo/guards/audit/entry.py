"""One line of the log, before it has an index.

The leaf is canonical JSON (RFC 8785) of ids, codes and instants only.  Free text, such as a reason somebody wrote,
goes into a payload: the leaf carries its salted commitment, and the payload itself is sealed with the contact's key.

Source: security-design D7.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from desvelo.base.ids import new_uuid
from desvelo.kernel.ledger import leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What only those who may open the contact can read, bound to the leaf by *commitment*."""

    salt: bytes
    sealed: bytes
    commitment: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened: *tag* says what, *objects* name on what, *result* how it ended."""

    tag: str
    at: datetime
    result: str = "done"
    actor: UUID | None = None
    session: str = ""
    contact: UUID | None = None
    objects: Mapping[str, str] = field(default_factory=dict)
    payload: Payload | None = None
    id: UUID = field(default_factory=new_uuid)

    def leaf(self) -> bytes:
        """Return the bytes that go into the tree."""
        return leaf.canonical(
            {
                "v": 1,
                "id": str(self.id),
                "tag": self.tag,
                "at": self.at.astimezone(UTC).isoformat(timespec="milliseconds"),
                "result": self.result,
                "actor": str(self.actor) if self.actor else None,
                "session": self.session,
                "contact": str(self.contact) if self.contact else None,
                "objects": dict(self.objects),
                "commitment": self.payload.commitment.hex() if self.payload else None,
            }
        )
