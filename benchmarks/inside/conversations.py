"""Tell which conversation belongs to each phone number, as only the keys of the installation can."""

from desvelo.guards.vault import queries as vault
from desvelo.service.desk import queries as desk


def main(phones: list[str]) -> list[str]:
    """Return the public id of the conversation of each; every one of them must have written before."""
    return [_of(phone) for phone in phones]


def _of(phone: str) -> str:
    contact = vault.contact_with_phone(phone)
    conversation = desk.conversation_of(contact) if contact else None
    if conversation is None:
        raise LookupError(phone)
    return conversation
