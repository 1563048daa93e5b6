"""One line of the log, before it has an index.

The leaf is canonical JSON (RFC 8785) of ids, codes and instants only.  Free text, such as a reason somebody wrote,
goes into a payload: the leaf carries its salted commitment, and the payload itself is sealed with the contact's key.

Source: security-design D7.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from desvelo.base.ids import new_uuid
from desvelo.kernel.ledger import leaf

REFUSED = "denied"
"""How the result of an act begins that was not permitted."""
WATERMARK = 6
"""How many letters of the session's code are written over the screen; the log shows as many of each entry."""
RULES = "rules"
"""How the entries are found by which the matrix of classes and teams was given."""
_MENTIONING = (
    b'"found":',
    b'"label":',
    b'"entry":',
    b'"grant":',
    b'"rules":',
    b'"kind_of":',
    b'"made_role":',
    b'"seconds":',
)


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


def mentioned(written: bytes) -> frozenset[str]:
    """Return what else an entry is found by, from its leaf: classes, the entry, grant, rules, team or role.

    A look that says how long it lasted is found by what was written over the screen meanwhile.

    A leaf that somebody broke mentions nothing.
    """
    if not any(name in written for name in _MENTIONING):
        return frozenset()
    try:
        said = msgspec.json.decode(written)
        objects = said["objects"]
        classes = {*objects.get("found", "").split(","), objects.get("label", "")} - {""}
        entries = {mention_of(int(index)) for index in [objects.get("entry")] if index}
        grants = {granting(UUID(grant.split(":")[0])) for grant in [objects.get("grant")] if grant}
        rules = {RULES} if "rules" in objects else set()
        teams = {kind_of(UUID(team.split(":")[0])) for team in [objects.get("kind_of")] if team}
        roles = {made_role(UUID(role.split(":")[0])) for role in [objects.get("made_role")] if role}
        marks = {shown_in(said["session"])} if "seconds" in objects and said["session"] else set()
        return frozenset(classes | entries | grants | rules | teams | roles | marks)
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, AttributeError):
        return frozenset()


def named(written: bytes) -> frozenset[str]:
    """Return what the objects of a leaf are; those of one that somebody broke are none."""
    try:
        return frozenset(str(each) for each in msgspec.json.decode(written)["objects"].values())
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError):
        return frozenset()


def mention_of(index: int) -> str:
    """Return how an entry that speaks of the entry at *index* is found."""
    return f"entry:{index}"


def granting(user: UUID) -> str:
    """Return how the entries are found by which *user* was given something."""
    return f"grant:{user}"


def kind_of(team: UUID) -> str:
    """Return how the entries are found by which *team* was opened or restricted."""
    return f"kind_of:{team}"


def shown_in(session: str) -> str:
    """Return how what was shown in a session is found: by as much of its code as is written over the screen."""
    return f"shown_in:{session[:WATERMARK].upper()}"


def made_role(role: UUID) -> str:
    """Return how the entries are found by which a role of the company's own was made or changed."""
    return f"made_role:{role}"
