"""A browser in which somebody entered before is counted by itself: others cannot make that person wait."""

from datetime import timedelta

import pytest

from browser import Browser, code, just_proved
from desvelo.base import clock
from desvelo.guards.access import known, throttle
from desvelo.guards.access.models import Failure
from desvelo.guards.access.recovery_models import DoorNotice, KnownDevice
from desvelo.guards.access.throttle import FROM_EVERYWHERE, Origin
from gestures import enrolled, sign_in
from house import email

COOKIE = "desvelo-known"


@pytest.fixture
def own(house) -> Browser:
    """Return the browser in which the person entered before, and left."""
    browser = Browser(REMOTE_ADDR="203.0.113.9").sign_in("marina")
    browser.post("/sair")
    return browser


def attack(login: str = "marina", *, codes: bool = False, times: int = FROM_EVERYWHERE) -> None:
    """Fail from everywhere until nothing is read any more, as ten thousand tries from a thousand addresses do."""
    for number in range(times):
        kind = throttle.CODE if codes else throttle.PASSWORD
        origin = Origin(account=f"{kind}{email(login)}", address=f"10.{number // 200}.{number % 200}.1")
        throttle.count_failure(origin, now=clock.wall())


@pytest.mark.asvs("6.1.1")
def test_the_person_enters_without_a_wait_while_strangers_elsewhere_are_stopped(house, own, after):
    attack()
    attack(codes=True)
    after(timedelta(minutes=1))  # a code serves once

    stranger = Browser(REMOTE_ADDR="192.0.2.1").give_password("marina")
    person = own.give_password("marina")
    entered = own.give_code(code(clock.wall()))

    assert (stranger.status_code, person.status_code, entered["Location"]) == (429, 302, "/")


@pytest.mark.asvs("6.1.1")
def test_without_the_cookie_the_person_would_wait(house, own):
    attack()
    del own.client.cookies[COOKIE]

    assert own.give_password("marina").status_code == 429


def test_the_cookie_is_of_one_person_and_of_one_browser(house, own):
    """Stolen or shared, it is good for nobody else; made up, for nobody."""
    attack("denise")
    attack()

    assert own.give_password("denise").status_code == 429
    made_up = Browser(REMOTE_ADDR="192.0.2.1")
    made_up.client.cookies[COOKIE] = "x" * 43
    assert made_up.give_password("marina").status_code == 429


def test_two_people_at_one_browser_are_both_known(house, own):
    own.sign_in("denise")

    assert {str(row.user_id) for row in KnownDevice.objects.all()} == {str(house.marina.id), str(house.denise.id)}
    assert len({bytes(row.token_hash) for row in KnownDevice.objects.all()}) == 1


def test_it_gives_ten_tries_of_its_own_and_proves_nothing(house, own):
    statuses = [own.give_password("marina", f"wrong horse {number}").status_code for number in range(11)]

    assert statuses == [401] * 10 + [429]
    assert Browser(REMOTE_ADDR="192.0.2.1").give_password("marina").status_code == 302


def test_the_cookie_is_out_of_reach_and_only_its_hash_is_stored(house, own):
    cookie = own.client.cookies[COOKIE]
    row = KnownDevice.objects.get()

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", 90 * 86400)
    assert bytes(row.token_hash) == known.digest(cookie.value)
    assert cookie.value.encode() not in bytes(row.token_hash)


def test_it_is_forgotten_after_ninety_days(house, own, after):
    attack()
    after(timedelta(days=90, seconds=1))
    assert not known.is_known(own.client.cookies[COOKIE].value, email=email("marina"), now=clock.wall())
    assert known.sweep(now=clock.wall()) == 1


def test_its_person_takes_it_back_and_ending_the_sessions_forgets_the_others(house, own):
    other = Browser(REMOTE_ADDR="203.0.113.9")
    here = just_proved(house.marina)
    known.remember(house.marina.id, token="", device="Firefox", now=clock.wall())
    mine = known.remember(house.marina.id, token="", device="Chrome", now=clock.wall())
    here.client.cookies[COOKIE] = mine
    page = here.get("/conta/seguranca").content.decode()
    assert page.count("/esquecer") == 3

    here.post("/conta/seguranca/sessoes/encerrar")

    [row] = KnownDevice.objects.all()
    assert bytes(row.token_hash) == known.digest(mine)
    assert just_proved(house.denise).post(f"/conta/seguranca/aparelhos/{row.public_id}/esquecer").status_code == 404
    assert other.post(f"/conta/seguranca/aparelhos/{row.public_id}/esquecer").status_code == 401
    assert here.post(f"/conta/seguranca/aparelhos/{row.public_id}/esquecer").status_code == 302
    assert not KnownDevice.objects.exists()


@pytest.mark.asvs("6.1.1")
def test_the_passkey_way_waits_for_nobody(house):
    device = enrolled(house.marina)
    attack()
    attack(codes=True)

    assert sign_in(device)["Location"] == "/"


@pytest.mark.asvs("6.1.1")
def test_wrong_codes_count_one_after_the_other_until_somebody_enters(house, after):
    """Only whoever has the password gets that far, so a hundred are not forgiven by the clock."""
    device = enrolled(house.marina)
    attack(codes=True)
    after(timedelta(days=2))
    browser = Browser()
    browser.give_password("marina")
    assert browser.give_code(code(clock.wall())).status_code == 429

    sign_in(device)

    assert browser.give_code(code(clock.wall()))["Location"] == "/"


def test_nobody_fills_the_count_of_somebodys_codes_by_typing_its_name_as_an_address(house):
    """The attack: «code:» and the person's address where an e-mail is asked for, without knowing the password."""
    for number in range(FROM_EVERYWHERE):
        origin = f"10.9.{number}.1"
        answer = Browser(REMOTE_ADDR=origin).post("/entrar", {"email": f"code:{email('marina')}", "password": "x"})
        assert answer.status_code == 401

    browser = Browser()
    browser.give_password("marina")
    assert browser.give_code()["Location"] == "/"


def test_wrong_passwords_are_forgiven_within_a_day_because_anybody_can_type_them(house, after):
    attack()
    after(timedelta(days=1, seconds=1))

    assert Browser().give_password("marina").status_code == 302


@pytest.mark.asvs("6.3.5")
def test_those_who_keep_watch_read_one_line_and_the_log_names_whose_account(house, audit_tags):
    attack()
    for number in range(50):
        Browser(REMOTE_ADDR=f"192.0.2.{number}").give_password("marina")

    [notice] = DoorNotice.objects.all()
    assert notice.count == 51
    assert audit_tags().count(("session:guess", "denied:throttled")) == 1
    page = just_proved(house.caio).get("/auditoria").content.decode()
    assert "Alguém está tentando adivinhar senhas ou códigos" in page
    assert "adivinhar" not in just_proved(house.marina).get("/atendimento/minhas").content.decode()
    just_proved(house.caio).post(f"/avisos/{notice.public_id}/visto")
    assert "adivinhar senhas" not in just_proved(house.caio).get("/auditoria").content.decode()


def test_what_is_stored_does_not_grow_with_the_tries(house):
    attack()
    before = Failure.objects.count()

    for number in range(20):
        Browser(REMOTE_ADDR=f"192.0.2.{number}").give_password("marina")

    assert Failure.objects.count() == before
