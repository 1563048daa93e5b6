"""One-time codes: tolerant of a slow clock, never of a second use; and no account without them."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest

import threads
from browser import SECOND_FACTOR, SIGN_IN, Browser, code, half_signed_in
from desvelo.guards.access import actions, enrolling, sessions, totp
from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import Session, User
from house import PASSWORD, TOTP_SECRET, email, given

ENROL, QR = "/entrar/cadastrar-fator", "/entrar/cadastrar-fator/qr.svg"
NOW = datetime(2026, 11, 23, 12, 0, 10, tzinfo=UTC)


def test_the_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, the last six of eight digits."""
    for seconds, expected in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        at = datetime.fromtimestamp(seconds, UTC)

        assert totp.matching_step(TOTP_SECRET, expected, now=at) == seconds // 30


@pytest.mark.asvs("6.5.5")
@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off_either_way(steps, accepted):
    assert (totp.matching_step(TOTP_SECRET, code(NOW, steps=steps), now=NOW) is not None) is accepted


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５６", "٣٣٣٣٣٣", "-12345", "12 345"])
def test_what_is_not_six_digits_is_no_code(typed):
    assert totp.matching_step(TOTP_SECRET, typed, now=NOW) is None


@pytest.mark.asvs("6.5.1")
def test_a_code_works_once(house):
    user = house.marina.id

    assert totp.accept(user, code(NOW), now=NOW) is True
    assert totp.accept(user, code(NOW), now=NOW) is False


def test_a_code_used_in_advance_burns_those_before_it(house):
    """The tolerance must not let somebody who saw the screen use the code of a moment ago."""
    user = house.marina.id

    assert totp.accept(user, code(NOW, steps=1), now=NOW) is True
    assert [totp.accept(user, code(NOW, steps=steps), now=NOW) for steps in (-1, 0, 1)] == [False, False, False]
    later = NOW + timedelta(seconds=60)
    assert totp.accept(user, code(later), now=later) is True


def test_without_the_memory_of_the_last_step_the_same_code_works_again(house):
    """The attack: a code read over the shoulder, typed within its tolerance."""
    totp.accept(house.marina.id, code(NOW), now=NOW)

    User.objects.filter(pk=house.marina.id).update(totp_last_step=0)

    assert totp.accept(house.marina.id, code(NOW), now=NOW) is True


@pytest.mark.asvs("6.5.1")
def test_of_two_who_use_one_code_at_once_one_gets_in(committed, house):
    user = User.objects.get(pk=house.marina.id)
    now = datetime.now(UTC)
    halves = [sessions.start(user, stage=Session.Stage.PASSWORD, now=now) for _ in range(2)]

    results = threads.at_once(
        lambda number: actions.check_code(token=halves[number], code=code(now), address="198.51.100.7", now=now)
    )

    assert {type(result) for result in results} == {str, SignInRefused}
    assert Session.objects.filter(stage="full").count() == 1


def test_the_secret_is_sealed_and_bound_to_its_person(house):
    marina, denise = (User.objects.get(pk=each.id) for each in (house.marina, house.denise))
    sealed = bytes(marina.totp_sealed)
    assert TOTP_SECRET not in sealed
    assert base64.b32encode(TOTP_SECRET) not in sealed

    denise.totp_sealed = sealed

    assert totp.open_secret(marina) == TOTP_SECRET
    with pytest.raises(Exception, match="not_readable"):
        totp.open_secret(denise)


def test_a_wrong_code_leaves_the_first_step_open_for_another_try(house):
    browser = half_signed_in(house.marina)

    wrong = browser.give_code("000000")
    right = browser.give_code()

    assert (wrong.status_code, right.status_code, right["Location"]) == (401, 302, "/")


def test_a_code_may_be_typed_with_a_space_in_the_middle(house):
    browser = half_signed_in(house.marina)
    typed = code()

    assert browser.give_code(f"{typed[:3]} {typed[3:]}")["Location"] == "/"


def test_the_first_step_is_forgotten_after_ten_minutes(house, after):
    browser = half_signed_in(house.marina)

    after(timedelta(minutes=10, seconds=1))

    assert browser.get(SECOND_FACTOR)["Location"] == SIGN_IN
    assert browser.give_code()["Location"] == SIGN_IN


def test_the_second_step_without_the_first_leads_to_the_door(house):
    browser = Browser()

    assert browser.get(SECOND_FACTOR)["Location"] == SIGN_IN
    assert browser.give_code()["Location"] == SIGN_IN


@pytest.fixture
def newcomer(house) -> Browser:
    """Return a browser where somebody without a second factor gave the password."""
    without = {"totp_sealed": None, "totp_confirmed_at": None}
    given(house.marina.id, lambda: User.objects.filter(pk=house.marina.id).update(**without))
    return half_signed_in(house.marina)


def secret_shown(browser: Browser) -> bytes:
    page = browser.get(ENROL).content.decode()
    written = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    return base64.b32decode(written[1].replace(" ", ""))


@pytest.mark.asvs("6.3.3")
def test_an_account_without_a_second_factor_must_enrol_one_before_anything_opens(newcomer, audit_tags):
    assert newcomer.get(SECOND_FACTOR)["Location"] == ENROL
    assert newcomer.get("/atendimento/minhas")["Location"] == SIGN_IN

    secret = secret_shown(newcomer)
    answer = newcomer.post(ENROL, {"code": code(secret=secret)})

    assert answer["Location"] == "/conta/seguranca/codigos"
    assert newcomer.get("/atendimento/minhas").status_code == 200
    assert ("factor:enrol", "done") in audit_tags()


@pytest.mark.asvs("6.5.3")
def test_the_secret_shown_is_new_160_bits_and_the_same_until_it_is_confirmed(newcomer):
    first, second = secret_shown(newcomer), secret_shown(newcomer)

    assert first == second != TOTP_SECRET
    assert len(first) == 20
    assert newcomer.get(QR)["Content-Type"] == "image/svg+xml"


def test_a_wrong_first_code_confirms_nothing(newcomer):
    secret_shown(newcomer)

    assert newcomer.post(ENROL, {"code": "000000"}).status_code == 401
    assert User.objects.get(email=email("marina")).totp_confirmed_at is None


def test_a_confirmed_secret_is_never_shown_again(house):
    browser = half_signed_in(house.marina)

    assert browser.get(ENROL)["Location"] == SIGN_IN
    assert browser.get(QR).status_code == 404
    with pytest.raises(SignInRefused):
        enrolling.begin(token=browser.token, now=datetime.now(UTC))


def test_a_stranger_sees_no_secret(house):
    assert Browser().get(ENROL)["Location"] == SIGN_IN
    assert Browser().get(QR).status_code == 404


def test_the_code_step_refuses_an_account_that_has_no_factor_yet(newcomer):
    with pytest.raises(SignInRefused):
        actions.check_code(token=newcomer.token, code=code(), address="", now=datetime.now(UTC))


def test_an_account_made_without_a_secret_enrols_at_its_first_sign_in(house):
    from desvelo.kernel.authority import Role

    actions.create_user(
        actions.NewUser(email=email("nova"), name="Nova Pessoa", role=Role.AGENT, password=PASSWORD),
        now=datetime.now(UTC),
    )
    browser = Browser()

    browser.give_password("nova")

    assert browser.get(SECOND_FACTOR)["Location"] == ENROL
