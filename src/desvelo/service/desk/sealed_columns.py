"""What the desk keeps sealed for a contact."""

from desvelo.guards.vault.columns import SealedColumn
from desvelo.kernel.ledger import digests
from desvelo.service.desk import drafts

SEALED = (
    SealedColumn(
        table="desk_draft",
        column="sealed",
        by=("conversation_id", "author_id"),
        place=drafts.place,
        bound_as=digests.DRAFT,
        bound_by="id",
    ),
)
