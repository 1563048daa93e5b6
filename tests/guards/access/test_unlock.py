"""Whoever locked a screen opens it in one step, with a new token; the same proof stands before what needs it fresh."""

from datetime import timedelta

import pytest

import threads
from authenticator import PRESENT, Ceremony, text
from browser import SIGN_IN, Browser, alter_sessions, code, half_signed_in, just_proved, locked, signed_in
from desvelo.base import clock
from desvelo.guards.access import proofs, sessions
from desvelo.guards.access.models import Session, User
from desvelo.guards.access.throttle import FROM_ONE_NETWORK
from gestures import PROOF_ANSWER, PROOF_CHALLENGE, SIGN_IN_CHALLENGE, enrolled, prove
from house import PASSWORD

INBOX, LOCK, CODE_ANSWER = "/atendimento/minhas", "/bloqueio", "/confirmar/senha"
MINUTE = timedelta(minutes=1)


def is_open(browser: Browser) -> bool:
    return browser.get(INBOX).status_code == 200


def is_locked(browser: Browser) -> bool:
    answer = browser.get(INBOX)
    return (answer.status_code, answer.get("Location", "").split("?")[0]) == (302, LOCK)


def prove_with_code(browser: Browser, **more: str):
    return browser.post(CODE_ANSWER, {"password": PASSWORD, "code": code(), **more})


@pytest.mark.asvs("7.2.4")
def test_password_and_code_open_it_with_a_new_token_and_the_old_clock(house, audit_tags):
    browser = locked(house.marina)
    before, token = Session.objects.get(), browser.token

    answer = prove_with_code(browser, volta="/atendimento/todas")

    after_it = Session.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/atendimento/todas")
    assert browser.token != token
    assert (after_it.created_at, after_it.locked_at) == (before.created_at, None)
    assert is_open(browser)
    assert Browser(token=token).get(INBOX)["Location"] == SIGN_IN
    assert audit_tags()[-1] == ("session:unlock", "done")


def test_a_passkey_opens_it_in_one_gesture(house, audit_tags):
    device = enrolled(house.marina)
    browser = locked(house.marina)

    answer = prove(browser, device)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_open(browser)
    assert audit_tags()[-1] == ("session:unlock", "done")


def test_an_idle_lock_that_nobody_noted_yet_is_on_record_before_its_opening(house, after, audit_tags):
    browser = signed_in(house.marina)
    after(6 * MINUTE)

    browser.post(CODE_ANSWER, {"password": PASSWORD, "code": code(clock.wall())})

    assert audit_tags()[-2:] == [("session:lock", "done"), ("session:unlock", "done")]


@pytest.mark.parametrize(
    "fields",
    [{"password": "wrong horse battery"}, {"code": "000000"}, {"code": ""}, {"password": ""}, {"password": "x" * 300}],
)
def test_a_wrong_detail_does_not_open_it_and_the_text_says_not_which(house, audit_tags, fields):
    browser = locked(house.marina)

    answer = prove_with_code(browser, **fields)

    assert answer.status_code == 401
    assert "Não foi possível entrar." in answer.content.decode()
    assert is_locked(browser)
    assert audit_tags()[-1] == ("session:unlock", "denied:code")


@pytest.mark.asvs("6.3.1")
def test_guessing_is_slowed_down_here_as_at_the_door(house):
    browser = locked(house.marina)

    statuses = [prove_with_code(browser, code="000000").status_code for _ in range(FROM_ONE_NETWORK)]

    assert set(statuses) == {401}
    assert prove_with_code(browser).status_code == 429
    assert is_locked(browser)


def test_a_code_that_opened_it_is_spent(house):
    once = code()
    browser, other = locked(house.marina), locked(house.marina)

    assert prove_with_code(browser, code=once).status_code == 302
    assert prove_with_code(other, code=once).status_code == 401


def test_somebody_elses_passkey_does_not_open_it_and_without_the_check_would(house, audit_tags, monkeypatch):
    enrolled(house.marina)
    theirs = enrolled(house.denise)
    browser = locked(house.marina)

    assert prove(browser, theirs).status_code == 401
    assert audit_tags()[-1] == ("session:unlock", "denied:passkey")
    monkeypatch.setattr(proofs, "_require_owner", lambda *_, **__: None)
    assert prove(browser, theirs).status_code == 302


@pytest.mark.parametrize("where", [Ceremony(origin="https://evil.example"), Ceremony(flags=PRESENT)])
def test_a_passkey_used_elsewhere_or_without_its_owner_does_not_open_it(house, where):
    device = enrolled(house.marina)
    browser = locked(house.marina)

    assert prove(browser, device, where).status_code == 401
    assert is_locked(browser)


def test_a_challenge_given_before_the_lock_does_not_open_it(house):
    device = enrolled(house.marina)
    browser = signed_in(house.marina)
    options = browser.post(PROOF_CHALLENGE).json()
    browser.post("/bloqueio/travar")

    answer = browser.post(PROOF_ANSWER, {"answer": device.sign(options)})

    assert answer.status_code == 401


def test_an_answer_meant_for_the_door_or_for_another_session_does_not_open_it(house):
    device = enrolled(house.marina)
    browser, other = locked(house.marina), locked(house.marina)

    for options in (browser.post(SIGN_IN_CHALLENGE).json(), other.post(PROOF_CHALLENGE).json()):
        assert browser.post(PROOF_ANSWER, {"answer": device.sign(options)}).status_code == 401
    assert is_locked(browser)


def test_only_the_persons_own_passkeys_are_asked_for(house):
    device = enrolled(house.marina)
    enrolled(house.denise)

    options = locked(house.marina).post(PROOF_CHALLENGE).json()

    assert [each["id"] for each in options["allowCredentials"]] == [text(device.credential_id)]


@pytest.mark.parametrize(
    "way",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/\t/evil.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_it(house, way):
    answer = prove_with_code(locked(house.marina), volta=way)

    assert answer["Location"] == "/"


def test_where_nothing_is_locked_the_lock_page_leads_back(house):
    browser = signed_in(house.marina)

    assert browser.get(f"{LOCK}?volta=/atendimento/todas")["Location"] == "/atendimento/todas"
    assert browser.get(f"{LOCK}?volta=//evil.example")["Location"] == "/"


# ---- when it does not open any more ----


@pytest.mark.asvs("7.1.1")
def test_a_locked_session_ends_an_hour_after_the_last_act(house, after):
    browser = signed_in(house.marina)

    after(59 * MINUTE)
    assert is_locked(browser)

    after(60 * MINUTE)
    assert browser.get(INBOX)["Location"] == SIGN_IN
    assert prove_with_code(browser).status_code == 401


@pytest.mark.asvs("7.3.2")
def test_past_eight_hours_a_lock_asks_for_the_whole_sign_in(house):
    browser, busy = locked(house.marina), signed_in(house.marina)
    eight = clock.wall() - sessions.UNLOCK_UNTIL

    alter_sessions(created_at=eight + MINUTE)
    assert is_locked(browser)

    alter_sessions(created_at=eight - MINUTE)
    assert browser.get(INBOX)["Location"] == SIGN_IN
    assert is_open(busy)


def test_a_suspended_persons_lock_does_not_open(house):
    browser = locked(house.marina)
    User.objects.filter(pk=house.marina.id).update(is_active=False)

    assert prove_with_code(browser).status_code == 401
    assert browser.get(LOCK)["Location"] == SIGN_IN


def test_half_a_session_has_nothing_to_lock_or_to_confirm(house):
    browser = half_signed_in(house.marina)

    assert browser.get(LOCK)["Location"] == SIGN_IN
    assert [browser.post(path).status_code for path in ("/bloqueio/travar", PROOF_CHALLENGE, "/confirmar/senha")] == [
        401
    ] * 3


# ---- the same proof, before something that needs it fresh ----


@pytest.mark.asvs("7.2.4")
def test_confirming_gives_five_minutes_a_new_token_and_an_entry(house, after, audit_tags):
    browser = signed_in(house.marina)
    token = browser.token

    page = browser.get("/confirmar?volta=/conta/seguranca").content.decode()
    answer = prove_with_code(browser, volta="/conta/seguranca")

    assert "Confirme que é você" in page
    assert answer["Location"] == "/conta/seguranca"
    assert browser.token != token
    assert audit_tags()[-1] == ("session:prove", "done")
    assert "Criar chave de acesso" in browser.get("/conta/seguranca").content.decode()


def test_a_wrong_proof_leaves_the_session_as_it_was(house, audit_tags):
    browser = just_proved(house.marina)
    before = Session.objects.values().get()

    answer = prove_with_code(browser, code="000000")

    assert (answer.status_code, "Confirme que é você" in answer.content.decode()) == (401, True)
    assert Session.objects.values().get() == before
    assert audit_tags()[-1] == ("session:prove", "denied:code")


def test_of_two_proofs_of_one_session_at_once_one_renews_it(committed, house):
    browser = locked(house.marina)
    session = Session.objects.get()

    tokens = threads.at_once(lambda _number: sessions.renew(session, now=clock.wall()))

    assert len([token for token in tokens if token]) == 1
    assert browser.token not in tokens
