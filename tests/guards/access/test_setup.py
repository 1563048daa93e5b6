"""The first account belongs to whoever reads the terminal: a stranger who finds the open port first gains nothing."""

import re
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import threads
from browser import Browser, code
from desvelo.base import clock, company
from desvelo.guards.access import setup, totp
from desvelo.guards.access.errors import NotFound, SetupRefused, TooManyTries
from desvelo.guards.access.models import Session, Team, User
from desvelo.guards.access.passwords import PasswordRefused

NOW = datetime.now(UTC)
PAGE = "/primeiros-passos"
FOUNDER = setup.Founder(
    company="Clínica Nova", name="Ana Prado", email="ana@nova.example", team="Recepção", password="uma frase só minha"
)
FIELDS = {"company": "Clínica Nova", "name": "Ana Prado", "email": "ana@nova.example", "team": "Recepção",
          "password": "uma frase só minha"}  # fmt: skip


@pytest.fixture(autouse=True)
def no_company(db):
    """Let each test begin and end without a company's name: the file survives what the database rolls back."""
    from django.conf import settings

    kept = settings.DESVELO.keys / "company"
    kept.unlink(missing_ok=True)
    yield
    kept.unlink(missing_ok=True)


def claim(typed: str, *, founder: setup.Founder = FOUNDER, now: datetime = NOW, address: str = "198.51.100.7") -> None:
    setup.claim(code=typed, founder=founder, address=address, now=now)


def test_the_code_makes_one_account_that_still_has_to_enrol_its_second_factor(audit_tags):
    typed = setup.issue(now=NOW)
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", typed)

    claim(typed.lower().replace("-", " "))

    user = User.objects.get()
    assert (user.name, user.role, user.totp_confirmed_at) == ("Ana Prado", "it", None)
    assert (Team.objects.get().name, company.name()) == ("Recepção", "Clínica Nova")
    assert audit_tags() == [("user:create", "done"), ("installation:claim", "done")]
    with pytest.raises(NotFound):
        claim(typed)


@pytest.mark.asvs("6.3.2")
def test_a_stranger_without_the_code_gets_nothing():
    setup.issue(now=NOW)

    for typed in ("", "AAAA-AAAA-AAAA-AAAA", "0" * 10_000, "\0", "é"):
        with pytest.raises(SetupRefused) as refused:
            claim(typed, address=f"203.0.{len(typed) % 250}.9")
        assert refused.value.reason == "code"

    assert (User.objects.count(), Team.objects.count()) == (0, 0)


@pytest.mark.asvs("6.3.2")
def test_without_the_check_of_the_code_a_stranger_would_own_the_installation(monkeypatch):
    """The attack the code stops: it works as soon as the check is taken out."""
    monkeypatch.setattr(setup, "_spend", lambda *_, **__: None)

    claim("whatever")

    assert User.objects.get().email == "ana@nova.example"


def test_a_code_dies_after_half_an_hour_and_when_another_is_shown():
    first = setup.issue(now=NOW)
    with pytest.raises(SetupRefused):
        claim(first, now=NOW + timedelta(minutes=30))

    second = setup.issue(now=NOW)
    with pytest.raises(SetupRefused):
        claim(first)
    claim(second, now=NOW + timedelta(minutes=29))
    assert User.objects.count() == 1


def test_guessing_is_stopped_at_the_eleventh_try():
    typed = setup.issue(now=NOW)
    for _ in range(10):
        with pytest.raises(SetupRefused):
            claim("AAAA-AAAA-AAAA-AAAA")

    with pytest.raises(TooManyTries):
        claim(typed)
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"password": "curta"}, PasswordRefused),
        ({"email": "ana"}, SetupRefused),
        ({"company": " "}, SetupRefused),
        ({"name": "x" * 81}, SetupRefused),
        ({"team": "a\nb"}, SetupRefused),
    ],
)
def test_what_was_typed_wrongly_does_not_use_the_code_up(wrong, error):
    typed = setup.issue(now=NOW)

    with pytest.raises(error):
        claim(typed, founder=replace(FOUNDER, **wrong))

    assert (User.objects.count(), Team.objects.count()) == (0, 0)
    claim(typed)
    assert User.objects.count() == 1


def test_of_two_who_hold_the_code_one_gets_it(committed):
    typed = setup.issue(now=NOW)

    results = threads.at_once(lambda number: claim(typed, founder=replace(FOUNDER, email=f"p{number}@nova.example")))

    assert sorted(type(each).__name__ for each in results) in (["NoneType", "NotFound"], ["NoneType", "SetupRefused"])
    assert User.objects.count() == 1


@pytest.mark.asvs("6.3.2")
def test_once_anybody_has_an_account_there_is_no_code_and_no_page(house):
    assert setup.issue(now=NOW) is None
    assert Browser().get(PAGE).status_code == 404
    assert Browser().post(PAGE, {**FIELDS, "code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 404


def test_from_the_page_to_the_form_of_the_number_with_a_second_factor_on_the_way():
    browser = Browser()
    typed = setup.issue(now=clock.wall())
    assert "Vamos criar a conta responsável" in browser.get(PAGE).content.decode()
    refused = browser.post(PAGE, {**FIELDS, "code": "AAAA-AAAA-AAAA-AAAA"})
    assert (refused.status_code, "Este código não vale mais" in refused.content.decode()) == (422, True)
    assert FIELDS["password"] not in refused.content.decode()

    made = browser.post(PAGE, {**FIELDS, "code": typed})
    assert (made.status_code, made["location"]) == (302, "/entrar/segundo-fator")
    assert Session.objects.get().stage == "password"
    assert browser.get("/ajustes/numeros").status_code in {302, 303}
    assert browser.get("/entrar/segundo-fator")["location"] == "/entrar/cadastrar-fator"

    browser.get("/entrar/cadastrar-fator")
    secret = totp.open_secret(User.objects.get())
    browser.post("/entrar/cadastrar-fator", {"code": code(secret=secret)})
    assert browser.get("/")["location"] == "/primeiros-passos/etapas"
    steps = browser.get("/primeiros-passos/etapas").content.decode()
    assert ("Faltam 5 passos" in steps, "/primeiros-passos/numero" in steps) == (True, True)
    assert "Clínica Nova" in browser.get("/ajustes/numeros").content.decode()


def test_the_name_of_the_company_is_for_this_user_alone_on_disk(settings):
    company.call("Clínica Nova")

    assert stat.S_IMODE((settings.DESVELO.keys / "company").stat().st_mode) == 0o600
