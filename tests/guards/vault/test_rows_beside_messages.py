"""What is kept of a customer beside messages is on record: one row taken away, emptied or put back is named.

Drafts, names, numbers and user ids, hashes of phones; and what must be there wherever its row is.  Whatever the product
itself changes and removes is named by nothing.

Source: security-design D3.3 (T6).
"""

from uuid import UUID

import pytest
from django.db import connection, transaction

import every_slot
from browser import signed_in
from desvelo.config.wiring import ERASED_BY
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import binding, boxes, columns, erasing, merging, renewing
from desvelo.guards.vault.models import Contact, Erasure
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import identities
from desvelo.service.desk.models import Conversation, Draft
from house import NOW
from what_is_named import execute, named, named_as, of_one_row, sign


@pytest.fixture
def filled(house, arrive) -> None:
    every_slot.fill(arrive, house.marina)
    sign()


MAY_BE_EMPTY = "SELECT NOT attnotnull FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s"


def _may_be_empty(column: columns.SealedColumn) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(MAY_BE_EMPTY, [column.table, column.column])
        return cursor.fetchone()[0]


def test_one_value_taken_out_of_any_column_is_named_by_its_row(filled):
    emptied = [each for each in columns.every() if _may_be_empty(each) and each.name != "channel_media.file_key"]
    for column in emptied:
        with transaction.atomic():
            row = of_one_row(column, f'UPDATE {column.table} SET "{column.column}" = NULL')  # noqa: S608  our own

            assert f"{named_as(column)} {row} missing" in named(), column.name
            transaction.set_rollback(True)
    assert len(emptied) == 6


def test_a_file_without_its_key_is_named(filled):
    [column] = [each for each in columns.every() if each.name == "channel_media.file_key"]
    execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE channel_media DROP CONSTRAINT media_kept_has_key")
    row = of_one_row(column, "UPDATE channel_media SET file_key = NULL", where="state = 'kept'")

    assert f"value {row} missing" in named()


ROWS = ["desk_draft", "vault.identifier", "channel_identity"]


@pytest.mark.parametrize("table", ROWS)
def test_a_row_beside_messages_that_is_removed_is_named(filled, table):
    column = next(each for each in columns.every() if each.table == table)
    row = of_one_row(column, f"DELETE FROM {table}")  # noqa: S608  our own

    assert f"{named_as(column)} {row} missing" in named()


@pytest.mark.parametrize("table", ROWS)
def test_a_row_beside_messages_that_is_put_back_is_named(filled, house, table):
    """What the product took away, with an entry: somebody puts it where it was."""
    column = next(each for each in columns.every() if each.table == table)
    execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table}")  # noqa: S608  our own
    row = of_one_row(column, f"DELETE FROM {table}")  # noqa: S608  our own
    contact = Contact.objects.get(pk=_owner_in_kept(column, row)).pk
    gone = [(each.bound_as, row) for each in columns.every() if each.table == table]
    audit.record(binding.kept((), contact, gone=gone, now=NOW))
    assert named() == set()

    execute(f"INSERT INTO {table} SELECT * FROM kept WHERE {column.row} = %s", row)  # noqa: S608  our own

    assert f"{named_as(column)} {row} added" in named()


def _owner_in_kept(column: columns.SealedColumn, row: UUID) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column.owner} FROM kept WHERE {column.row} = %s", [row])  # noqa: S608  our own
        return cursor.fetchone()[0]


def test_a_customer_removed_with_everything_is_named(filled):
    """Of whom nobody ever spoke but these rows: only what entries say of them tells that they were there."""
    contact = Contact.objects.order_by("created_at")[0].pk
    profile = f"profile {contact} missing"
    Contact.objects.filter(pk=contact).delete()

    assert profile in named()


# ---- what the product itself changes and removes has its entries ----


def test_what_the_product_does_is_silent(filled, house):
    browser = signed_in(house.marina)
    one, other = Conversation.objects.order_by("id")
    browser.post(f"/atendimento/c/{one.public_id}/rascunho", {"text": "olá"})
    browser.post(f"/atendimento/c/{one.public_id}/rascunho", {"text": ""})
    browser.post(f"/atendimento/c/{other.public_id}/responder", {"text": "Bom dia", "seen": "0"})
    assert Draft.objects.count() <= 1
    renewing.renew(one.contact_id, now=NOW)
    identities.confirm(boxes.of(one.contact_id, why=Why.WRITE), now=NOW)
    identities.doubt([one.contact_id], now=NOW)
    assert named() == set()

    browser.post(f"/atendimento/c/{one.public_id}/rascunho", {"text": "mais"})
    erasing.connect(ERASED_BY)
    what = Erasure(
        scope="conversation", basis="customer", contact_id=one.contact_id, object_id=one.id, asked_at=NOW, due_at=NOW,
        state="approved",
    )  # fmt: skip
    what.save()
    assert erasing.carry_out_due(now=NOW) == 1
    merging.merge([one.contact_id, other.contact_id], now=NOW)
    assert named() == set()
    erasing.erase_contact(contact=Contact.objects.get(merged_into=None).pk, reason="test", now=NOW)
    assert named() == set()
