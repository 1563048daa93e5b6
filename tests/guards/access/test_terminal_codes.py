"""The way back of the one person of IT: a code of the machine, once, seen by those who are not of IT."""

import json
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

import threads
from browser import SIGN_IN, Browser, half_signed_in, signed_in
from desvelo.base import clock
from desvelo.config import people_report
from desvelo.guards.access import grants, notices, recovery_codes, sessions, terminal_codes, vouching
from desvelo.guards.access.errors import AccountRefused, NotFound, SignInRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.access.recovery_models import TerminalCode
from house import email

RECOVER, ENROL = "/entrar/codigo-de-recuperacao", "/entrar/cadastrar-fator"


@pytest.fixture
def code(house) -> str:
    return terminal_codes.issue(email=f" {email('caio').upper()} ", now=clock.wall())


def typed_by(actor, code: str) -> tuple[int, str]:
    answer = half_signed_in(actor).post(RECOVER, {"code": code})
    return answer.status_code, answer.get("Location", "")


def told(actor) -> list[tuple[str, bool]]:
    return [(each.kind, each.is_own) for each in notices.unseen(actor)]


@pytest.mark.asvs("6.4.4", "6.5.1")
def test_a_code_lets_its_person_enrol_another_factor_once_and_ends_every_session(house, code, audit_tags):
    elsewhere = Browser().sign_in("caio")

    assert typed_by(house.caio, code.lower()) == (302, ENROL)

    assert elsewhere.get("/ajustes/numeros")["Location"] == SIGN_IN
    assert list(Session.objects.filter(user=house.caio.id).values_list("stage", flat=True)) == ["recovery"]
    assert User.objects.get(pk=house.caio.id).totp_confirmed_at is None
    tags = audit_tags()
    assert (("recovery:issue", "done") in tags, ("recovery:use", "done") in tags) == (True, True)
    assert (typed_by(house.caio, code)[0], TerminalCode.objects.count()) == (401, 0)


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia", "nobody"])
def test_nobody_else_is_given_one(house, login, audit_tags):
    with pytest.raises(NotFound):
        terminal_codes.issue(email=email(login), now=clock.wall())

    assert (TerminalCode.objects.count(), ("recovery:issue", "done") in audit_tags()) == (0, False)


def test_it_is_good_for_nobody_elses_account(house, code):
    assert typed_by(house.helena, code)[0] == 401

    assert TerminalCode.objects.count() == 1


def test_it_dies_after_half_an_hour_and_when_another_is_made(house):
    now = clock.wall()
    first = terminal_codes.issue(email=email("caio"), now=now - timedelta(minutes=29))
    second = terminal_codes.issue(email=email("caio"), now=now - timedelta(minutes=30))

    assert [typed_by(house.caio, each)[0] for each in (first, second)] == [401, 401]
    assert (terminal_codes.sweep(now=now), TerminalCode.objects.count()) == (1, 0)
    assert typed_by(house.caio, terminal_codes.issue(email=email("caio"), now=now - timedelta(minutes=29)))[0] == 302


@pytest.mark.asvs("6.3.7")
def test_the_officer_and_the_supervisors_are_told_when_it_is_made_and_nobody_of_it_can_say_it_was_seen(house, code):
    assert told(house.helena) == [("terminal", False)]
    assert told(house.rui) == [("supervised", False)]
    assert told(house.caio) == [("terminal", True)]
    assert (told(house.marina), told(house.lucia)) == ([], [])

    notices.see(actor=house.caio, notice=notices.unseen(house.caio)[0].public_id, now=clock.wall())

    assert (told(house.helena), told(house.rui)) == ([("terminal", False)], [("supervised", False)])
    assert "recebeu na máquina um caminho de volta" in signed_in(house.rui).get("/meus-acessos").content.decode()
    for each in (house.helena, house.rui):
        notices.see(actor=each, notice=notices.unseen(each)[0].public_id, now=clock.wall())
        assert told(each) == []


@pytest.mark.parametrize("change", ["mac = ''", "expires_at = expires_at + interval '1 day'"])
def test_a_code_written_into_the_database_opens_nothing_and_goes_on_record(house, code, audit_tags, change):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE access_terminalcode SET {change}")  # noqa: S608  ours

    assert typed_by(house.caio, code)[0] == 401
    assert (terminal_codes.sweep(now=clock.wall()), vouching.found()) == (1, {"terminal_code": 1})
    assert audit_tags()[-1] == ("recovery:refuse", "done")


def test_without_the_mac_it_would(house, code, monkeypatch):
    """The attack: whoever writes the database writes the hash of a code of their own."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_terminalcode SET mac = ''")
    monkeypatch.setattr(terminal_codes, "_is_ours", lambda _: True)

    assert typed_by(house.caio, code)[0] == 302


def test_a_role_of_it_that_nobody_gave_is_let_in_by_no_code(house):
    User.objects.filter(pk=house.marina.id).update(role="it")
    half = sessions.start(User.objects.get(pk=house.marina.id), stage=Session.Stage.PASSWORD, now=clock.wall())
    code = terminal_codes.issue(email=email("marina"), now=clock.wall())

    with pytest.raises((AccountRefused, SignInRefused)):
        recovery_codes.use(token=half, code=code, address="198.51.100.7", now=clock.wall())

    assert grants.held(house.marina.id) is None


@pytest.mark.asvs("6.5.1")
def test_of_two_who_type_it_at_once_one_gets_further(committed, house):
    now = datetime.now(UTC)
    code = terminal_codes.issue(email=email("caio"), now=now)
    user = User.objects.get(pk=house.caio.id)
    halves = [sessions.start(user, stage=Session.Stage.PASSWORD, now=now) for _ in range(2)]

    results = threads.at_once(
        lambda number: recovery_codes.use(token=halves[number], code=code, address=f"198.51.100.{number}", now=now)
    )

    assert {type(result) for result in results} == {str, SignInRefused}


def test_the_command_prints_the_code_alone_and_says_whom_it_does_not_know(house, monkeypatch, capsys):
    def ran(login: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["-c", "people", "recover", json.dumps({"email": email(login)}), "text"])
        return people_report.main(), *capsys.readouterr()

    status, out, err = ran("caio")
    assert (status, typed_by(house.caio, out.strip())[0], "30 minutes" in err) == (0, 302, True)

    status, out, err = ran("marina")
    assert (status, out, "No active account of IT" in err) == (1, "", True)
