"""One place says who the data protection officer is, in public; whoever writes the database does not say it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from browser import Browser, just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import officer, vouching
from desvelo.guards.access.errors import Forbidden, OfficerRefused, ProofTooOld
from desvelo.guards.access.officer_models import DataOfficer

NOW = clock.wall()
PAGE, PUBLIC = "/ajustes/encarregada", "/confianca/auditoria"
FIELDS = {"officer_name": "Helena Teles", "officer_email": "dados@aurora.example"}
FORGED = """
INSERT INTO access_dataofficer (id, name, email, said_by_id, said_at, mac)
VALUES (gen_random_uuid(), 'Outra Pessoa', 'outra@longe.example', %s, now() + interval '1 day', %s)
"""


@pytest.fixture
def caio(house):
    return replace(house.caio, proved_at=NOW)


def appoint(actor, *, name="Helena Teles", email="Dados@Aurora.example", now=NOW) -> None:
    officer.appoint(actor=actor, name=name, email=email, now=now)


def named() -> tuple[str, str] | None:
    found = officer.current()
    return (found.name, found.email) if found else None


def test_the_newest_statement_counts_and_each_is_on_record(house, caio, audit_tags):
    assert named() is None

    appoint(caio)
    appoint(replace(house.helena, proved_at=NOW), name=" Lia Reis ", now=NOW + timedelta(seconds=1))

    assert (named(), officer.current().said_by) == (("Lia Reis", "dados@aurora.example"), "Helena Teles")
    assert audit_tags()[-2:] == [("officer:appoint", "done")] * 2


@pytest.mark.parametrize("who", ["marina", "rui", "lucia"])
def test_whoever_decides_no_policies_names_nobody(house, who, audit_tags):
    actor = replace(house.actors[who], proved_at=NOW)

    for asked in (lambda: appoint(actor), lambda: officer.may_name(actor, now=NOW)):
        with pytest.raises(Forbidden):
            asked()

    assert (named(), audit_tags()[-2:]) == (None, [("policy:manage", "denied:not_in_role")] * 2)


def test_an_open_screen_names_nobody(house):
    with pytest.raises(ProofTooOld):
        appoint(replace(house.caio, proved_at=NOW - timedelta(minutes=6)))

    assert named() is None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"name": " "}, "name"), ({"name": "x" * 81}, "name"), ({"name": "a\nb"}, "name"), ({"email": "dados"}, "email")],
)
def test_what_is_no_name_or_no_address_is_refused(caio, wrong, reason):
    with pytest.raises(OfficerRefused) as refused:
        appoint(caio, **wrong)

    assert (refused.value.reason, DataOfficer.objects.count()) == (reason, 0)


@pytest.mark.parametrize("mac", [b"", bytes(32)])
def test_an_address_written_into_the_database_is_nobodys_and_goes_on_record(house, caio, audit_tags, mac):
    appoint(caio)
    with connection.cursor() as cursor:
        cursor.execute(FORGED, [house.caio.id, mac])

    assert named() == ("Helena Teles", "dados@aurora.example")
    assert (officer.sweep(now=NOW), DataOfficer.objects.count(), vouching.found()) == (1, 1, {"officer": 1})
    assert audit_tags()[-1] == ("officer:refuse", "done")


def test_a_statement_that_was_changed_is_nobodys(caio):
    appoint(caio)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_dataofficer SET email = 'outra@longe.example'")

    assert named() is None


def test_without_the_mac_whoever_writes_the_database_would_read_what_customers_write(house, caio, monkeypatch):
    """The attack: one INSERT, and every public page sends people to somebody else."""
    appoint(caio)
    with connection.cursor() as cursor:
        cursor.execute(FORGED, [house.caio.id, b""])
    monkeypatch.setattr(officer, "_is_ours", lambda _: True)

    assert named() == ("Outra Pessoa", "outra@longe.example")


def test_the_settings_say_it_and_the_public_page_names_them(house):
    assert "responde aqui" not in Browser().get(PUBLIC).content.decode()
    assert signed_in(house.helena).post(PAGE, FIELDS)["location"].startswith("/confirmar")

    browser = just_proved(house.helena)
    wrong = browser.post(PAGE, {**FIELDS, "officer_email": "dados"})
    made = browser.post(PAGE, FIELDS)

    assert (wrong.status_code, "nome@empresa.example" in wrong.content.decode()) == (422, True)
    assert (made.status_code, made["location"]) == (302, PAGE)
    shown = Browser().get(PUBLIC).content.decode()
    assert ("Helena Teles responde aqui" in shown, "mailto:dados@aurora.example" in shown) == (True, True)
