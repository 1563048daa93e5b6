"""What the desk keeps sealed for a contact."""

from desvelo.guards.vault.columns import SealedColumn
from desvelo.service.desk import drafts

SEALED = (SealedColumn(table="desk_draft", column="sealed", by=("conversation_id", "author_id"), place=drafts.place),)
