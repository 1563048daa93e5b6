"""What was not taken in, as it is kept: each element alone, sealed, with what it takes to put it back into the queue.

What its neighbours said is not kept with it.  A delivery that no key opens is kept closed, as it came.
"""

from django.conf import settings

from desvelo.base.keyring import keyring
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.whatsapp.envelope import Whole
from desvelo.service.channel.store import RawDelivery, SetAside

LONGEST_REASON = 80
NOT_READABLE = "not_readable"
FAILED = "failed"


def element(raw: RawDelivery, whole: Whole, *, pointer: str, number: str | None, reason: str) -> SetAside:
    """Return the element at *pointer* of an opened delivery as it is set aside."""
    return SetAside(
        delivery=raw.id,
        pointer=pointer,
        reason=reason[:LONGEST_REASON],
        phone_number_id=number,
        record=_seal("quarantine", raw.id, whole.part(pointer)),
        envelope=_seal("envelope", raw.id, whole.around(pointer)),
        secret_ids=raw.secret_ids,
        received_at=raw.received_at,
    )


def unread(raw: RawDelivery, *, key_missing: bool) -> SetAside:
    """Return a delivery that does not open as it is set aside: still closed, for whoever may find its key."""
    return SetAside(
        delivery=raw.id,
        pointer="",
        reason=NOT_READABLE,
        phone_number_id=None,
        record=context.encode(raw.key_id, raw.batch.bytes, raw.sealed_key, raw.record),
        envelope=None,
        secret_ids=raw.secret_ids,
        received_at=raw.received_at,
        key_id=raw.key_id if key_missing else None,
    )


def open_envelope(delivery: bytes, record: bytes) -> bytes:
    """Open the webhook that holds one element alone.  Raises NotReadable."""
    return cobblestone.open_record(_key(), _place("envelope", delivery), record)


def _seal(what: str, delivery: bytes, content: bytes) -> bytes:
    """Seal what stays under a key of its own: the intake pair it came under is destroyed in time."""
    return cobblestone.seal(_key(), _place(what, delivery), content)


def _key() -> bytes:
    return keyring(settings.DESVELO.keys).service("quarantine")


def _place(what: str, delivery: bytes) -> bytes:
    return context.encode("desvelo/1", what, delivery)
