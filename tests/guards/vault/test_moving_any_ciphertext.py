"""What lies sealed in one place opens in no other: every record of the schema in every place of the schema."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from django.db import connection

import every_slot
import open_every_record
from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.sealing.errors import NotReadable

# What is no ciphertext: hashes, digests, MACs, public halves, ids, salts that stand beside what they salt.
NOT_SEALED = {
    "access_approval.mac",
    "access_challenge.bound_to",
    "access_challenge.digest",
    "access_dataofficer.mac",
    "access_departure.bound_to",
    "access_departure.digest",
    "access_failure.key",
    "access_grant.mac",
    "access_guestpass.mac",
    "access_identityprovider.mac",
    "access_invitation.digest",
    "access_invitation.mac",
    "access_knowndevice.token_hash",
    "access_passkey.credential_id",
    "access_passkey.public_key",
    "access_recoverylink.digest",
    "access_samlanswer.departure_id",
    "access_samlanswer.mac",
    "access_spentassertion.digest",
    "access_recoverylink.mac",
    "access_provisionedgroup.mac",
    "access_provisionedperson.mac",
    "access_provisioningtoken.digest",
    "access_provisioningtoken.mac",
    "access_review.digest",
    "access_roleclone.mac",
    "access_session.mac",
    "access_session.token_hash",
    "access_team.mac",
    "access_terminalcode.digest",
    "access_terminalcode.mac",
    "channel_message.trail",
    "intake.quarantine.delivery_id",
    "intake.raw.delivery_id",
    "ledger.checkpoint.root",
    "ledger.entry.leaf",
    "ledger.evidence.content",
    "ledger.leaf.hash",
    "ledger.node.hash",
    "ledger.payload.salt",
    "ledger.pending.hash",
    "ledger.sweep.seed",
    "ledger.verification.edge",
    "ledger.verification.root",
    "vault.identifier.index",
    "vault.occurrence.index",
    "vault.installation.root_fingerprint",
    "vault.rotation.file_digest",
    "vault_classsession.mac",
    "vault_erasure.mac",
    "vault_keycopy.digest",
    "vault_ruleset.mac",
}


ALONE = {"channel_number.token_sealed"}  # the house has one number


@pytest.fixture
def filled(house, arrive) -> list[every_slot.Slot]:
    every_slot.fill(arrive, house.marina)
    return every_slot.slots()


def opens(slot: every_slot.Slot, record: bytes) -> bool:
    try:
        slot.open(record)
    except NotReadable:
        return False
    return True


def moved(slots: list[every_slot.Slot]) -> list[tuple[str, str]]:
    """Return (from, to) of every record that opens in a place that is not its own."""
    return [
        (each.column, slot.column)
        for each in slots
        for slot in slots
        if (each.column, each.row) != (slot.column, slot.row) and opens(slot, each.record)
    ]


def test_every_column_of_bytes_is_tried_or_is_no_ciphertext(filled):
    with connection.cursor() as cursor:
        cursor.execute(open_every_record._COLUMNS)
        columns = {column for (column,) in cursor.fetchall()}

    assert columns - NOT_SEALED == {slot.column for slot in filled} - {"an object"}


def test_each_column_is_tried_with_two_rows(filled):
    """One row alone cannot be moved to another."""
    columns = [slot.column for slot in filled]

    assert {column for column in columns if columns.count(column) < 2} == ALONE


def test_each_opens_in_its_own_place_and_in_no_other(filled):
    assert [slot.column for slot in filled if not opens(slot, slot.record)] == []
    assert moved(filled) == []


@pytest.mark.parametrize(
    "elsewhere",
    [
        lambda box: replace(box, version=box.version + 1),
        lambda box: replace(box, contact=UUID(int=7)),
    ],
    ids=["another version of the key", "another contact with the same key"],
)
def test_nothing_of_a_contact_opens_under_another_version_or_another_contact(filled, elsewhere):
    of_contacts = [slot for slot in filled if slot.box is not None]

    found = [
        slot.column
        for slot in of_contacts
        if opens(replace(slot, open=partial(slot.opens_in, elsewhere(slot.box))), slot.record)
    ]

    assert (len({slot.column for slot in of_contacts}), found) == (12, [])


def test_nothing_of_a_contact_and_no_file_opens_in_another_installation(filled, monkeypatch):
    monkeypatch.setattr(boxes, "install_id", lambda: UUID(int=9))
    bound = {*open_every_record.SEALED_FOR_A_CONTACT, *open_every_record.KEYS_CLOSED_FOR_A_CONTACT, "an object"}

    assert [slot.column for slot in filled if slot.column in bound and opens(slot, slot.record)] == []


def test_without_the_place_in_its_context_a_record_would_open_elsewhere(house, arrive, monkeypatch):
    """The attack: one customer's datum is shown as another field of the same customer."""
    monkeypatch.setattr(Box, "_context", lambda *_: b"")
    every_slot.fill(arrive, house.marina)

    assert ("vault_datum.sealed", "channel_message.body") in moved(every_slot.slots())
