"""What the channel keeps sealed for a contact."""

from desvelo.guards.vault import places
from desvelo.guards.vault.columns import SealedColumn
from desvelo.kernel.ledger import digests
from desvelo.service.channel import identities, sealed

_TOLD_BY_META = "direction = 'in' OR wamid_index IS NOT NULL"

SEALED = (
    SealedColumn(table="channel_message", column="body", by=("id",), place=places.body, bound_as=digests.BODY),
    SealedColumn(table="channel_message", column="detail", by=("id",), place=sealed.detail_place, where=_TOLD_BY_META),
    SealedColumn(
        table="channel_media", column="description", by=("id",), place=sealed.media_place, bound_as=digests.FILE
    ),
    SealedColumn(
        table="channel_media",
        column="file_key",
        by=("id",),
        place=sealed.key_place,
        holds_keys=True,
        where="state = 'kept'",
        when_absent="state = 'lost'",
    ),
    SealedColumn(
        table="channel_identity",
        column="trusted",
        by=("contact_id",),
        place=identities.trusted_place,
        bound_as=digests.TRUSTED,
    ),
    SealedColumn(
        table="channel_identity",
        column="latest",
        by=("contact_id",),
        place=identities.latest_place,
        bound_as=digests.LATEST,
    ),
)
