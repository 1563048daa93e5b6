"""A passkey alone signs in, once for each challenge, here and nowhere else; and each guard stops a real attack."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

import threads
from authenticator import PRESENT, VERIFIED, Ceremony, Device, text
from browser import SESSION_COOKIE, Browser, just_proved, signed_in
from desvelo.guards.access import challenges, passkeys, proofs
from desvelo.guards.access.models import Challenge, Passkey, Session, User
from desvelo.guards.access.throttle import STRANGERS_FROM_ONE_NETWORK
from gestures import (
    NEW_CHALLENGE,
    PROOF_CHALLENGE,
    SIGN_IN_ANSWER,
    SIGN_IN_CHALLENGE,
    enrolled,
    sign_in,
)
from house import given

REFUSED = "It was not possible to sign in. Check the details or use another way."
ELSEWHERE = Ceremony(origin="https://desk.evil.example")
_CHANGES_AT_EACH_VISIT = re.compile(r"[A-Za-z0-9]{64}")


@pytest.fixture
def device(house) -> Device:
    return enrolled(house.marina)


def got_in(answer) -> bool:
    return (answer.status_code, SESSION_COOKIE in answer.cookies) == (302, True)


def refused(answer) -> bool:
    with translation.override("pt-br"):
        return answer.status_code == 401 and gettext(REFUSED) in answer.content.decode()


def last_entry(audit_tags) -> tuple[str, str]:
    return audit_tags()[-1]


def test_one_gesture_opens_a_full_session_and_is_on_record(house, device, audit_tags):
    browser = Browser(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36")
    Session.objects.all().delete()

    answer = sign_in(device, browser=browser)

    session = Session.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert (session.user_id, session.stage, session.device) == (house.marina.id, "full", "Chrome · Linux")
    assert browser.get("/atendimento/minhas").status_code == 200
    assert last_entry(audit_tags) == ("session:start", "done")
    assert Passkey.objects.get().used_at is not None


@pytest.mark.asvs("6.5.3", "6.7.2")
def test_the_challenge_is_256_fresh_bits_asks_for_the_owner_and_is_stored_as_its_hash_alone(house):
    browser = Browser()

    first, second = (browser.post(SIGN_IN_CHALLENGE).json() for _ in range(2))

    assert first["challenge"] != second["challenge"]
    assert len(first["challenge"]) == 43
    assert (first["userVerification"], first["rpId"], "allowCredentials" in first) == ("required", "localhost", False)
    stored = {text(bytes(row.digest)) for row in Challenge.objects.all()}
    assert [len(each) for each in stored] == [43, 43]
    assert not stored & {first["challenge"], second["challenge"]}


# ---- the same answer twice ----


@pytest.mark.asvs("6.5.1")
def test_an_answer_works_once(house, device):
    browser = Browser()
    answer = device.sign(browser.post(SIGN_IN_CHALLENGE).json())

    first, second = (browser.post(SIGN_IN_ANSWER, {"answer": answer}) for _ in range(2))

    assert (got_in(first), refused(second)) == (True, True)


def test_an_answer_to_one_challenge_is_none_to_the_next(house, device):
    browser = Browser()
    answer = device.sign(browser.post(SIGN_IN_CHALLENGE).json())

    browser.post(SIGN_IN_CHALLENGE)

    assert refused(browser.post(SIGN_IN_ANSWER, {"answer": answer}))


def test_a_failed_answer_spends_its_challenge_too(house, device):
    browser = Browser()
    options = browser.post(SIGN_IN_CHALLENGE).json()
    browser.post(SIGN_IN_ANSWER, {"answer": device.sign(options, ELSEWHERE)})

    assert refused(browser.post(SIGN_IN_ANSWER, {"answer": device.sign(options)}))


def test_without_the_spending_a_recorded_answer_signs_in_again(house, device, monkeypatch):
    browser = Browser()
    answer = device.sign(browser.post(SIGN_IN_CHALLENGE).json())
    browser.post(SIGN_IN_ANSWER, {"answer": answer})

    monkeypatch.setattr(challenges, "spend", lambda *_, **__: None)

    assert got_in(Browser().post(SIGN_IN_ANSWER, {"answer": answer}))


@pytest.mark.asvs("6.5.1")
def test_of_two_who_present_one_answer_at_once_one_gets_in(committed, house, device):
    browser = Browser()
    answer = device.sign(browser.post(SIGN_IN_CHALLENGE).json())
    Session.objects.all().delete()
    cookies = {name: morsel.value for name, morsel in browser.client.cookies.items()}

    def knock(_number: int) -> int:
        each = Browser()
        each.client.cookies.load(cookies)
        return each.post(SIGN_IN_ANSWER, {"answer": answer}).status_code

    assert sorted(threads.at_once(knock)) == [302, 401]
    assert Session.objects.count() == 1


# ---- made elsewhere ----


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize(
    "origin",
    ["https://desk.evil.example", "http://localhost:8001", "https://localhost:8000", "http://localhost",
     "http://localhost:8000.evil.example", "http://sub.localhost:8000", "HTTP://LOCALHOST:8000", "null", ""],
)  # fmt: skip
def test_an_answer_made_on_another_page_is_refused(house, device, origin):
    assert refused(sign_in(device, Ceremony(origin=origin)))


def test_without_comparing_origins_a_look_alike_page_would_sign_its_visitor_in(house, device, monkeypatch):
    believing = passkeys._server_of.__wrapped__("", "localhost", "x")
    believing._verify = lambda _origin: True
    monkeypatch.setattr(passkeys, "_server", lambda: believing)

    assert got_in(sign_in(device, ELSEWHERE))


def test_an_answer_made_for_another_name_is_refused(house, device):
    assert refused(sign_in(device, Ceremony(host="evil.example")))


def test_without_comparing_names_an_answer_for_another_one_would_do(house, device, monkeypatch):
    for_another = passkeys._server_of.__wrapped__("http://localhost:8000", "evil.example", "x")
    monkeypatch.setattr(passkeys, "_server", lambda: for_another)

    assert got_in(sign_in(device, Ceremony(host="evil.example")))


@pytest.mark.parametrize("said", [True, "false", None, 0, {}])
def test_an_answer_made_in_a_frame_of_another_site_is_refused(house, device, said):
    assert refused(sign_in(device, Ceremony(cross_origin=said)))


def test_without_asking_about_frames_a_framed_answer_would_do(house, device, monkeypatch):
    monkeypatch.setattr(passkeys, "_refuse_framed", lambda _answer: None)

    assert got_in(sign_in(device, Ceremony(cross_origin=True)))


def test_what_was_signed_to_make_a_passkey_does_not_sign_in(house, device):
    assert refused(sign_in(device, Ceremony(kind="webauthn.create")))


@pytest.mark.asvs("6.7.2")
def test_a_challenge_of_one_browser_is_worth_nothing_in_another(house, device):
    """The attack: signing a victim's browser in to the attacker's account."""
    answer = device.sign(Browser().post(SIGN_IN_CHALLENGE).json())
    victim = Browser()
    victim.post(SIGN_IN_CHALLENGE)

    assert refused(victim.post(SIGN_IN_ANSWER, {"answer": answer}))
    assert refused(Browser().post(SIGN_IN_ANSWER, {"answer": answer}))


def test_without_the_bond_to_the_browser_the_victim_would_be_signed_in(house, device):
    attacker, victim = Browser(), Browser()
    victim.post(SIGN_IN_CHALLENGE)
    bond = bytes(Challenge.objects.get().bound_to)
    answer = device.sign(attacker.post(SIGN_IN_CHALLENGE).json())

    Challenge.objects.update(bound_to=bond)

    assert got_in(victim.post(SIGN_IN_ANSWER, {"answer": answer}))


# ---- the owner was not there ----


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize("flags", [PRESENT, VERIFIED, 0])
def test_an_answer_without_its_owners_finger_face_or_pin_is_refused(house, device, flags):
    assert refused(sign_in(device, Ceremony(flags=flags)))


def test_without_asking_for_the_owner_a_stolen_device_would_be_enough(house, device, monkeypatch):
    monkeypatch.setattr(passkeys, "VERIFIED", "preferred")

    assert got_in(sign_in(device, Ceremony(flags=PRESENT)))


# ---- whose it is ----


def test_another_persons_name_on_an_answer_does_not_make_it_theirs(house, device):
    denise = enrolled(house.denise)

    assert refused(sign_in(device, userHandle=text(denise.user_handle)))
    assert refused(sign_in(device, userHandle=None))


@pytest.mark.asvs("6.5.7")
def test_an_answer_signed_by_another_key_is_refused(house, device):
    assert refused(sign_in(replace(Device(), credential_id=device.credential_id, user_handle=device.user_handle)))


@pytest.mark.asvs("6.5.6")
def test_a_removed_passkey_opens_nothing(house, device, audit_tags):
    Passkey.objects.all().delete()

    assert refused(sign_in(device))
    assert last_entry(audit_tags) == ("session:start", "denied:passkey")


def test_a_suspended_person_does_not_get_in_and_without_the_check_would(house, device, monkeypatch):
    given(house.marina.id, lambda: User.objects.filter(pk=house.marina.id).update(is_active=False))
    assert refused(sign_in(device))

    monkeypatch.setattr(proofs, "_require_owner", lambda *_, **__: None)

    assert got_in(sign_in(device))
    assert Browser().get("/atendimento/minhas").status_code == 302


# ---- late, or for something else ----


@pytest.mark.asvs("6.7.2")
def test_an_answer_after_five_minutes_is_refused(house, device, after):
    browser = Browser()
    options = browser.post(SIGN_IN_CHALLENGE).json()

    after(timedelta(minutes=5))

    assert refused(browser.post(SIGN_IN_ANSWER, {"answer": device.sign(options)}))


def test_without_the_expiry_it_would_not(house, device, after):
    browser = Browser()
    options = browser.post(SIGN_IN_CHALLENGE).json()
    after(timedelta(minutes=5))

    Challenge.objects.update(expires_at=challenges.LASTS + Challenge.objects.get().expires_at)

    assert got_in(browser.post(SIGN_IN_ANSWER, {"answer": device.sign(options)}))


@pytest.mark.asvs("6.3.4")
@pytest.mark.parametrize("path", [PROOF_CHALLENGE, NEW_CHALLENGE])
def test_a_challenge_to_do_something_else_does_not_sign_in(house, device, path):
    browser = just_proved(house.marina)
    browser.post(SIGN_IN_CHALLENGE)

    answer = device.sign(browser.post(path).json())

    assert refused(browser.post(SIGN_IN_ANSWER, {"answer": answer}))


def test_without_the_purpose_it_would(house, device):
    browser = just_proved(house.marina)
    browser.post(SIGN_IN_CHALLENGE)
    door = bytes(Challenge.objects.get().bound_to)
    Challenge.objects.all().delete()
    answer = device.sign(browser.post(PROOF_CHALLENGE).json())

    Challenge.objects.update(purpose="sign_in", bound_to=door)

    assert got_in(browser.post(SIGN_IN_ANSWER, {"answer": answer}))


def test_challenges_nobody_answered_are_swept(house, after):
    Browser().post(SIGN_IN_CHALLENGE)
    issued = Challenge.objects.get().expires_at

    assert challenges.sweep(now=issued - timedelta(seconds=1)) == 0
    assert challenges.sweep(now=issued) == 1


# ---- a copy of the device ----


def test_a_counter_that_goes_back_or_stands_still_is_refused_and_on_record(house, device, audit_tags):
    assert got_in(sign_in(device, counter=7))

    for counter in (7, 6, 0):
        assert refused(sign_in(device, counter=counter))
        assert last_entry(audit_tags) == ("session:start", "denied:counter")

    assert got_in(sign_in(device, counter=8))


def test_a_device_that_does_not_count_is_not_refused_for_it(house, device):
    assert [got_in(sign_in(device)) for _ in range(3)] == [True] * 3


def test_without_the_memory_of_the_counter_a_copy_would_sign_in(house, device):
    sign_in(device, counter=7)

    Passkey.objects.update(sign_count=0)

    assert got_in(sign_in(device, counter=6))


# ---- what is told, to whom ----


def answer_to(device: Device, **lies: str) -> tuple[int, list[str], str]:
    answer = sign_in(device, **lies)
    body = _CHANGES_AT_EACH_VISIT.sub("…", answer.content.decode())
    return answer.status_code, sorted(answer.headers), body


@pytest.mark.asvs("6.3.8")
def test_unknown_foreign_suspended_and_badly_signed_read_the_same(house, device):
    suspended = enrolled(house.rui)
    User.objects.filter(pk=house.rui.id).update(is_active=False)
    stranger = replace(Device(), user_handle=device.user_handle)

    told = [answer_to(stranger), answer_to(suspended), answer_to(device, signature=text(b"x" * 70))]

    assert told[0] == told[1] == told[2]


def test_the_entry_names_the_owner_when_the_passkey_is_known(house, device):
    from desvelo.guards.audit import actions as audit
    from desvelo.guards.audit import queries

    sign_in(device, Ceremony(flags=PRESENT))
    sign_in(replace(Device(), user_handle=device.user_handle))
    audit.sequence()

    assert [entry.actor for entry in queries.entries()[:2]] == [None, house.marina.id]


@pytest.mark.asvs("6.3.1")
def test_tries_without_end_leave_no_more_entries_and_keep_nobody_from_entering(house, device, audit_tags):
    """Not even whoever sits in the same network: a passkey cannot be guessed."""
    junk = Browser(REMOTE_ADDR="198.51.100.7")

    statuses = {junk.post(SIGN_IN_ANSWER, {"answer": "{}"}).status_code for _ in range(STRANGERS_FROM_ONE_NETWORK)}

    assert statuses == {401}
    before = len(audit_tags())
    assert [junk.post(SIGN_IN_ANSWER, {"answer": "{}"}).status_code for _ in range(5)] == [401] * 5
    assert len(audit_tags()) == before
    assert got_in(sign_in(device, browser=Browser(REMOTE_ADDR="198.51.100.7")))
    assert junk.give_password("marina").status_code == 302


@pytest.mark.parametrize("path", [SIGN_IN_CHALLENGE, SIGN_IN_ANSWER, PROOF_CHALLENGE, NEW_CHALLENGE])
def test_a_page_elsewhere_cannot_ask(house, path):
    client = Client(enforce_csrf_checks=True)
    client.cookies[SESSION_COOKIE] = signed_in(house.marina).token

    assert client.post(path, {"answer": "{}"}).status_code == 403


def test_somebody_elses_session_in_this_browser_is_left_behind(house, device):
    browser = signed_in(house.denise)

    sign_in(device, browser=browser)

    assert "Marina Lopes" in browser.get("/atendimento/minhas").content.decode()


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "[" * 5000, '{"rawId": 1}', '{"id": "é"}', "x" * 40_000])
def test_what_is_no_answer_is_refused_like_a_wrong_one(house, answer):
    assert refused(Browser().post(SIGN_IN_ANSWER, {"answer": answer}))
