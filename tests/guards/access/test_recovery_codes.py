"""Recovery codes: 75 bits, once, in place of the second factor; then everything ends and another factor is enrolled."""

import base64
import re
from datetime import UTC, datetime

import pytest

import threads
from browser import SECOND_FACTOR, SIGN_IN, Browser, code, half_signed_in, just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import grants, passwords, recovery_codes, sessions, typed_codes
from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import Session, User
from desvelo.guards.access.recovery_models import DoorNotice, KnownDevice, RecoveryCode
from house import email

CODES, KEPT, RECOVER, ENROL = (
    "/conta/seguranca/codigos",
    "/conta/seguranca/codigos/guardei",
    "/entrar/codigo-de-recuperacao",
    "/entrar/cadastrar-fator",
)
_CODE = re.compile(r'<code class="secret">([2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3})</code>')


def made(actor) -> list[str]:
    return _CODE.findall(just_proved(actor).post(CODES).content.decode())


@pytest.fixture
def codes(house) -> list[str]:
    return made(house.marina)


def use(actor, typed: str) -> tuple[Browser, int, str]:
    browser = half_signed_in(actor)
    answer = browser.post(RECOVER, {"code": typed})
    return browser, answer.status_code, answer.get("Location", "")


def secret_shown(browser: Browser) -> bytes:
    written = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', browser.get(ENROL).content.decode())
    return base64.b32decode(written[1].replace(" ", ""))


@pytest.mark.asvs("6.5.2", "6.5.3", "6.5.4")
def test_ten_codes_of_at_least_65_bits_that_nobody_can_read_again(house, codes):
    """Fifteen letters of an alphabet of 32 beside the one that says which it is."""
    stored = list(RecoveryCode.objects.values_list("code_hash", flat=True))

    assert len(set(codes)) == len({each[0] for each in codes}) == 10
    assert (len(typed_codes.ALPHABET), typed_codes.LETTERS - 1) == (32, 15)
    assert all(each.startswith("$argon2id$v=19$") for each in stored)
    assert not any(each.replace("-", "") in "".join(stored) for each in codes)
    assert _CODE.findall(just_proved(house.marina).get(CODES).content.decode()) == []


def test_making_them_needs_a_factor_shown_lately_and_voids_those_of_before(house, codes):
    assert signed_in(house.marina).post(CODES)["Location"].startswith("/confirmar")

    again = made(house.marina)

    assert use(house.marina, codes[0])[1] == 401
    assert use(house.marina, again[0])[1:] == (302, ENROL)


@pytest.mark.asvs("6.4.3")
def test_whoever_used_one_enrols_another_factor_before_anything_else(house, codes, audit_tags):
    browser, status, to = use(house.marina, codes[3].lower().replace("-", " "))
    assert (status, to) == (302, ENROL)
    assert browser.get("/atendimento/minhas")["Location"] == SIGN_IN
    assert browser.post(SECOND_FACTOR, {"code": code()})["Location"] == ENROL  # the app of before serves no more

    secret = secret_shown(browser)
    answer = browser.post(ENROL, {"code": code(secret=secret)})

    assert answer["Location"] == CODES
    assert browser.get("/atendimento/minhas").status_code == 200
    assert audit_tags()[-3:] == [("recovery:use", "done"), ("factor:enrol", "done"), ("session:start", "done")]
    assert RecoveryCode.objects.count() == 9


@pytest.mark.asvs("6.4.3")
def test_the_password_alone_never_enrols_after_it(house, codes):
    """Somebody with the password waits until a code was used and the person did not finish."""
    use(house.marina, codes[0])

    thief = half_signed_in(house.marina)

    assert thief.get(SECOND_FACTOR).status_code == 200
    assert thief.get(ENROL)["Location"] == SIGN_IN
    assert thief.post(ENROL, {"code": "000000"})["Location"] == SIGN_IN


@pytest.mark.asvs("6.4.3")
def test_without_the_memory_of_it_the_password_alone_would(house, codes):
    use(house.marina, codes[0])
    User.objects.filter(pk=house.marina.id).update(must_recover=False)
    grants.vouch_again(house.marina.id, now=clock.wall())

    assert half_signed_in(house.marina).get(SECOND_FACTOR)["Location"] == ENROL


def test_it_ends_every_session_and_every_known_device(house, codes):
    elsewhere = Browser().sign_in("marina")
    assert elsewhere.get("/atendimento/minhas").status_code == 200
    assert KnownDevice.objects.filter(user=house.marina.id).exists()

    use(house.marina, codes[0])

    assert elsewhere.get("/atendimento/minhas")["Location"] == SIGN_IN
    assert not KnownDevice.objects.filter(user=house.marina.id).exists()
    assert list(Session.objects.filter(user=house.marina.id).values_list("stage", flat=True)) == ["recovery"]


@pytest.mark.asvs("6.5.1")
def test_each_serves_once(house, codes):
    assert use(house.marina, codes[0])[1] == 302

    assert use(house.marina, codes[0])[1] == 401


@pytest.mark.asvs("6.5.1")
def test_of_two_who_use_one_code_at_once_one_gets_further(committed, house):
    now = datetime.now(UTC)
    [typed, *_] = made(house.marina)
    user = User.objects.get(pk=house.marina.id)
    halves = [sessions.start(user, stage=Session.Stage.PASSWORD, now=now) for _ in range(2)]

    results = threads.at_once(
        lambda number: recovery_codes.use(token=halves[number], code=typed, address=f"198.51.100.{number}", now=now)
    )

    assert {type(result) for result in results} == {str, SignInRefused}


@pytest.mark.asvs("6.3.7")
def test_those_who_keep_watch_and_the_person_are_told_once(house, codes):
    browser, _status, _to = use(house.marina, codes[0])
    browser.post(ENROL, {"code": code(secret=secret_shown(browser))})

    it, person, colleague = (signed_in(each) for each in (house.caio, house.marina, house.denise))

    assert "Marina Lopes entrou com um código de recuperação" in it.get("/auditoria").content.decode()
    assert "Um código de recuperação seu foi usado" in person.get("/atendimento/minhas").content.decode()
    assert "código de recuperação" not in colleague.get("/atendimento/minhas").content.decode()
    own = DoorNotice.objects.get(to_person=True)
    assert it.post(f"/avisos/{own.public_id}/visto").status_code == 404
    assert person.post(f"/avisos/{own.public_id}/visto").status_code == 302
    assert "Um código de recuperação seu" not in person.get("/atendimento/minhas").content.decode()


def test_whoever_has_none_reads_the_same_and_costs_the_same(house, codes, monkeypatch):
    """Nobody is asked before the password is right; from there on, one hash is compared, whoever it is."""
    verified: list[str] = []
    hasher = passwords._hasher
    passwords._nobodys_hash()

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored.split("$")[1])
            return hasher.verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    wrong = codes[0][:-1] + ("2" if codes[0][-1] != "2" else "3")
    bodies = []
    for actor in (house.marina, house.denise):
        answer = half_signed_in(actor).post(RECOVER, {"code": wrong})
        body = re.sub(r"[A-Za-z0-9]{64}", "…", answer.content.decode())
        bodies.append((answer.status_code, sorted(answer.headers), body))

    assert bodies[0] == bodies[1]
    assert verified == ["argon2id"] * 2


def test_a_stranger_and_whoever_is_in_already_are_not_asked(house, codes):
    assert Browser().post(RECOVER, {"code": codes[0]})["Location"] == SIGN_IN
    assert signed_in(house.marina).post(RECOVER, {"code": codes[0]})["Location"] == SIGN_IN
    assert half_signed_in(house.denise).post(RECOVER, {"code": codes[0]}).status_code == 401


@pytest.mark.parametrize("typed", ["", "-", "\0", "x" * 300, "\ud800", "2" * 16])
def test_what_is_no_code_is_refused(house, codes, typed):
    token = half_signed_in(house.marina).token

    with pytest.raises(SignInRefused):
        recovery_codes.use(token=token, code=typed, address="", now=clock.wall())


def test_guessing_is_stopped_like_that_of_codes(house, codes):
    statuses = [use(house.marina, "2222-2222-2222-2222")[1] for _ in range(11)]

    assert statuses == [401] * 10 + [429]


@pytest.mark.asvs("6.5.2")
def test_a_code_written_into_the_database_closes_the_account(house):
    """It is a way in, so the grant vouches for it."""
    RecoveryCode.objects.create(
        user_id=house.marina.id, slot="A", code_hash=passwords.hashed("A" * 16), created_at=clock.wall()
    )

    assert Browser().give_password("marina").status_code == 401
    assert User.objects.get(email=email("marina")).grant.refused_at is not None


def test_that_they_are_kept_is_on_record(house, codes, audit_tags):
    browser = just_proved(house.marina)

    assert browser.post(KEPT, {"kept": "on"})["Location"] == "/conta/seguranca"
    assert audit_tags()[-1] == ("recovery:keep", "done")
    assert "Você disse que os guardou." in browser.get("/conta/seguranca").content.decode()
