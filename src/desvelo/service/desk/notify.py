"""Tell the open screens that something changed, through PostgreSQL, when the transaction commits."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from desvelo.service.desk.notice import ANSWERED, CHANNEL, Notice, encode


def tell(notices: Sequence[Notice]) -> None:
    """Send *notices* to every edge when this transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, n) FROM unnest(%s::text[]) AS n", [CHANNEL, [encode(n) for n in notices]])


def tell_asker(person: UUID) -> None:
    """Let the open screens of *person* hear, when this transaction commits, that what they asked for was answered."""
    tell([Notice(conversation="", team=person, kind=ANSWERED, number=0)])
