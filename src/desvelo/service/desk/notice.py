"""What travels to the open screens when something changed: which conversation, whose team, how.  Ids only."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

CHANNEL = "desvelo_desk"
ANSWERED = "answered"
"""The kind of a notice about no conversation: somebody answered what a person had asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Which conversation changed, whose team may hear of it, and how.

    One that is ``ANSWERED`` is about none, and *team* is the person who may hear of it.
    """

    conversation: str
    team: UUID
    kind: str
    number: int


def encode(notice: Notice) -> str:
    """Write a notice as it travels."""
    return msgspec.json.encode(notice).decode()


def decode(payload: str) -> Notice:
    """Read a notice as it arrived."""
    return msgspec.json.decode(payload.encode(), type=Notice)
