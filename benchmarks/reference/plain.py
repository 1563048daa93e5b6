"""(d) A desk that stores its messages readable: three tables, the indexes its lists need, no ledger.

Each message is a transaction, as it is there: the row, and its conversation brought up to date.

Frozen 2026-11-26.
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg

SCHEMA = """
    CREATE TABLE contact (
        id uuid PRIMARY KEY,
        phone text NOT NULL UNIQUE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE conversation (
        id uuid PRIMARY KEY,
        contact_id uuid NOT NULL UNIQUE REFERENCES contact (id),
        team_id integer NOT NULL,
        assignee_id integer,
        status text NOT NULL DEFAULT 'open',
        unread_count integer NOT NULL DEFAULT 0,
        last_message_id uuid,
        last_message_at timestamptz
    );
    CREATE INDEX conversation_list ON conversation (team_id, last_message_at DESC);
    CREATE TABLE message (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL REFERENCES conversation (id),
        direction text NOT NULL,
        kind text NOT NULL DEFAULT 'text',
        body text NOT NULL,
        wamid text NOT NULL UNIQUE,
        status text NOT NULL DEFAULT '',
        author_id integer,
        sent_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL
    );
    CREATE INDEX message_thread ON message (conversation_id, received_at);
"""
_MESSAGE = (
    "INSERT INTO message (id, conversation_id, direction, body, wamid, sent_at, received_at) "
    "VALUES (%s, %s, 'in', %s, %s, %s, %s)"
)
_CONVERSATION = (
    "UPDATE conversation SET unread_count = unread_count + 1, last_message_id = %s, last_message_at = %s WHERE id = %s"
)


def make(connection: psycopg.Connection, phones: Sequence[str]) -> list[UUID]:
    """Make the tables and a conversation for each of *phones*; return their ids."""
    connection.execute(SCHEMA)
    conversations = []
    for phone in phones:
        contact, conversation = uuid4(), uuid4()
        name = f"Cliente {phone[-4:]}"
        connection.execute("INSERT INTO contact (id, phone, name) VALUES (%s, %s, %s)", [contact, phone, name])
        connection.execute(
            "INSERT INTO conversation (id, contact_id, team_id) VALUES (%s, %s, 1)", [conversation, contact]
        )
        conversations.append(conversation)
    return conversations


def receive(connection: psycopg.Connection, conversation: UUID, text: str) -> None:
    """Store one message."""
    message, at = uuid4(), datetime.now(UTC)
    wamid = f"wamid.HBgN{secrets.token_hex(17)}AA=="
    with connection.transaction():
        connection.execute(_MESSAGE, [message, conversation, text, wamid, at, at])
        connection.execute(_CONVERSATION, [message, at, conversation])
