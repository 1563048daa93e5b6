"""What an entry says of the sealed records it writes: their hashes, so that a row put back or slipped in is found.

A message's words, what was found in them and what its file is are bound.  What a message is beside its words is not: it
changes with every status, without an entry.

Source: security-design D3.3.
"""

from datetime import datetime

from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.kernel.ledger import digests
from desvelo.kernel.ledger.digests import Record
from desvelo.service.channel.models import Media, Message

DESCRIBED = "file:describe"


def records(
    message: Message | None = None, *, whole: vault.Sealed | None = None, media: Media | None = None
) -> list[Record]:
    """Return the sealed records of a message that its entry binds."""
    bound = [] if message is None else [Record(kind=digests.BODY, row=message.id, content=bytes(message.body))]
    bound += vault.bound(whole.data) if whole else []
    if media is not None:
        bound.append(Record(kind=digests.FILE, row=media.id, content=bytes(media.description)))
    return bound


def sealed(message: Message, *, whole: vault.Sealed | None = None, media: Media | None = None) -> dict[str, str]:
    """Return what the entry about a message says of it and of what was sealed with it."""
    bound = records(message, whole=whole, media=media)
    return {"message": str(message.id), digests.SEALED: digests.written(bound, message=message.id)}


def described(media: Media, *, now: datetime) -> Entry:
    """Return the entry about a file of which more is known."""
    return Entry(
        tag=DESCRIBED,
        at=now,
        contact=media.contact_id,
        objects={"file": str(media.id), digests.SEALED: digests.written(records(media=media))},
    )
