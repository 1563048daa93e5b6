"""A day at the desk, and then every byte of every table: nothing of what people wrote or are can be read."""

import json
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.guards.audit import queries as ledger
from desvelo.guards.vault.models import Datum
from desvelo.kernel.ledger import digests, packing
from house import NOW

PHONE, NAME = "5511900004417", "Beatriz Nogueira"
CARD, CVV, CPF = "5555 5555 5555 4444", "cvv 733", "529.982.247-25"
PASSWORD, EMAIL = "Abacate!77", "beatriz@exemplo.example"
REPLY, REASON = "sua consulta ficou para quinta", "pediu a nota fiscal"
# A wamid is base64, and the phone number stands in it.
WAMID = "wamid.HBgNNTUxMTkwMDAwNDQxNxUCABIYFDNBNTQxQ0UyMDRCRjQ4RTlCQjZBAA=="


@pytest.fixture
def day(house, arrive) -> None:
    conversation = arrive(
        f"meu cartão {CARD} val 08/29 {CVV}, cpf {CPF}, minha senha é {PASSWORD} e o email {EMAIL}",
        phone=PHONE,
        name=NAME,
        wamid=WAMID,
    )
    browser = signed_in(house.marina)
    browser.get(f"/atendimento/c/{conversation}")
    browser.post(f"/atendimento/c/{conversation}/assumir")
    browser.post(f"/atendimento/c/{conversation}/responder", {"text": REPLY})
    datum = Datum.objects.get(label="CPF")
    browser.post(f"/atendimento/dado/{datum.public_id}", {"reason": "other", "other": REASON})
    signed_in(house.denise).get(f"/atendimento/c/{conversation}")


def test_no_table_holds_anything_that_people_wrote_or_are(day):
    values = (PHONE, NAME, CARD, CVV, CPF, PASSWORD, EMAIL, REPLY, REASON, "08/29", WAMID)

    assert tables.bearing(connection, *values) == {}


def test_the_wamid_as_it_comes_would_give_the_number_away(day):
    """The attack: whoever steals a dump decodes one column and lists every customer."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO process_heartbeat (process, at) VALUES (%s, now())", [WAMID])

    assert tables.bearing(connection, PHONE) == {PHONE: ["public.process_heartbeat"]}


@pytest.mark.parametrize(
    ("table", "column"),
    [("channel_message", "body"), ("vault_contact", "profile"), ("vault_datum", "sealed")],
)
def test_a_value_left_readable_in_any_of_them_would_be_found(day, table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [f"cpf {CPF}".encode()])  # noqa: S608

    assert tables.bearing(connection, CPF) == {CPF: [f"public.{table}"]}


def test_leaves_hold_ids_codes_and_instants_and_nothing_else(day):
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger.entry")
        leaves = [json.loads(packing.unpack(bytes(row[0]))) for row in cursor.fetchall()]

    assert {each["tag"] for each in leaves} >= {"message:receive", "conversation:open", "datum:reveal", "message:write"}
    for each in leaves:
        for value in (each["actor"], each["contact"], each["id"]):
            assert value is None or UUID(value)
        assert datetime.fromisoformat(each["at"])
        for name, value in each["objects"].items():
            assert is_code(name, value), (name, value)


def is_code(name: str, value: str) -> bool:
    """Tell whether *value* is an id, one of the few words that *name* may have, or hashes of what is stored sealed."""
    if name == digests.SEALED:
        said = digests.read(value, message=UUID(int=0))
        return bool(said) and all(each in ciphertexts() for each in said.values())
    words = {
        "automatic": {"true", "false"},
        "role": {"agent", "supervisor", "dpo", "it", "auditor"},
        "label": {"CPF"},
        "reason": {"other"},
        "found": {"CARD_CVV,CARD_EXPIRY,CARD_NUMBER,CPF,EMAIL,PASSWORD"},
        "discarded": {"3"},
        "seconds": {"30"},
    }
    if name == "grant":
        value, version = value.split(":")
        return UUID(value).version == 7 and version.isdigit()
    return value in words[name] if name in words else UUID(value).version == 7


def ciphertexts() -> set[bytes]:
    """Return the hash of every sealed record that an entry may name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256(body) FROM channel_message UNION SELECT sha256(sealed) FROM vault_datum "
            "UNION SELECT sha256(description) FROM channel_media UNION SELECT sha256(profile) FROM vault_contact "
            "UNION SELECT sha256(sealed) FROM vault.identifier"
        )
        return {bytes(row[0]) for row in cursor.fetchall() if row[0] is not None}


def test_the_discarded_values_have_no_row_that_any_key_could_open(day):
    kept = {datum.label: datum.sealed is not None for datum in Datum.objects.all()}

    assert kept == {
        "CARD_NUMBER": False,
        "CARD_CVV": False,
        "PASSWORD": False,
        "CARD_EXPIRY": True,
        "CPF": True,
        "EMAIL": True,
    }


def test_the_whole_of_it_is_in_a_log_that_verifies(day):
    from desvelo.guards.audit import actions

    actions.sequence()
    actions.checkpoint(now=NOW)

    assert ledger.verify_all().problem is None
    assert ledger.pending_count() == 0
