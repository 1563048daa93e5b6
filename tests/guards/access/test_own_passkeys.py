"""Everybody adds, names and removes their own passkeys, after showing a factor, and never removes the last way in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from authenticator import PRESENT, Ceremony, Device
from browser import Browser, just_proved, signed_in
from desvelo.guards.access import challenges
from desvelo.guards.access.models import Challenge, Passkey, User
from gestures import NEW_ANSWER, NEW_CHALLENGE, PROOF_CHALLENGE, SIGN_IN_ANSWER, enrolled, sign_in
from house import given

SECURITY = "/conta/seguranca"
CONFIRM = "/confirmar?volta=%2Fconta%2Fseguranca"


@pytest.fixture
def browser(house) -> Browser:
    return just_proved(house.marina)


def add(browser: Browser, answer: str, name: str = "Notebook"):
    return browser.post(NEW_ANSWER, {"answer": answer, "name": name})


def new(browser: Browser, where: Ceremony | None = None, *, device: Device | None = None, name: str = "Notebook"):
    options = browser.post(NEW_CHALLENGE).json()
    device, answer = (device or Device()).make(options, *([where] if where else []))
    return device, add(browser, answer, name)


def of(public: Passkey, what: str) -> str:
    return f"{NEW_ANSWER}/{public.public_id}/{what}"


def page(browser: Browser) -> str:
    return browser.get(SECURITY).content.decode()


def test_a_new_passkey_is_listed_signs_in_and_is_on_record(house, browser, audit_tags):
    device, answer = new(browser, name="  Notebook   da recepção ")

    stored = Passkey.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, SECURITY)
    assert (stored.user_id, stored.name, bytes(stored.credential_id)) == (
        house.marina.id,
        "Notebook da recepção",
        device.credential_id,
    )
    assert audit_tags()[-1] == ("factor:enrol", "done")
    assert "Notebook da recepção" in page(browser)
    assert sign_in(device).status_code == 302


@pytest.mark.asvs("6.5.7")
def test_the_device_is_asked_to_keep_it_to_verify_its_owner_and_to_leave_out_who_has_one(house, browser):
    known = enrolled(house.marina)

    options = browser.post(NEW_CHALLENGE).json()

    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [each["alg"] for each in options["pubKeyCredParams"]] == [-7, -8, -257]
    assert len(options["excludeCredentials"]) == 1
    assert known.user_handle == house.marina.id.bytes


@pytest.mark.parametrize(
    "where",
    [Ceremony(origin="https://evil.example"), Ceremony(host="evil.example"), Ceremony(flags=PRESENT),
     Ceremony(cross_origin=True), Ceremony(kind="webauthn.get")],
)  # fmt: skip
def test_a_passkey_made_elsewhere_or_without_its_owner_is_not_kept(house, browser, audit_tags, where):
    _, answer = new(browser, where)

    assert (answer.status_code, Passkey.objects.count()) == (422, 0)
    assert audit_tags()[-1] == ("factor:enrol", "denied:passkey")


def test_an_answer_makes_one_passkey(house, browser):
    options = browser.post(NEW_CHALLENGE).json()
    _, answer = Device().make(options)

    statuses = [add(browser, answer).status_code for _ in range(2)]

    assert (statuses, Passkey.objects.count()) == ([302, 422], 1)


def test_a_key_somebody_has_already_is_not_taken_over(house, browser):
    device = enrolled(house.denise)

    _, answer = new(browser, device=device)

    assert answer.status_code == 422
    assert Passkey.objects.get().user_id == house.denise.id


def test_a_challenge_of_another_session_or_purpose_makes_none(house, browser, after):
    elsewhere = just_proved(house.marina)
    of_another_session = Device().make(elsewhere.post(NEW_CHALLENGE).json())[1]
    user = {"user": {"id": "dQ"}}
    of_another_purpose = Device().make({**browser.post(PROOF_CHALLENGE).json(), **user})[1]
    late = Device().make(browser.post(NEW_CHALLENGE).json())[1]
    Challenge.objects.filter(purpose="enrol").update(expires_at=Challenge.objects.first().expires_at - challenges.LASTS)

    assert [add(browser, each).status_code for each in (of_another_session, of_another_purpose, late)] == [422] * 3
    assert Passkey.objects.count() == 0


def test_without_the_bond_to_the_session_a_planted_answer_would_be_kept(house, browser):
    """The attack: a key of the attacker's, made in the attacker's session, posted from the victim's page."""
    planted = Device().make(just_proved(house.denise).post(NEW_CHALLENGE).json())[1]
    browser.post(NEW_CHALLENGE)
    mine, theirs = Challenge.objects.order_by("-expires_at")
    bond = bytes(mine.bound_to)
    mine.delete()

    Challenge.objects.filter(pk=theirs.pk).update(bound_to=bond)

    assert add(browser, planted).status_code == 302
    assert Passkey.objects.get().user_id == house.marina.id


@pytest.mark.asvs("6.3.4")
def test_an_answer_to_make_one_does_not_sign_in(house, browser):
    answer = Device().make(browser.post(NEW_CHALLENGE).json())[1]

    assert browser.post(SIGN_IN_ANSWER, {"answer": answer}).status_code == 401


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u202eb", "a\x00b"])
def test_a_name_is_one_line_that_can_be_read(house, browser, name):
    enrolled(house.marina, name="Antes")

    _, added = new(browser, name=name)
    renamed = browser.post(of(Passkey.objects.get(), "nome"), {"name": name})

    assert (added.status_code, renamed.status_code) == (422, 422)
    assert [each.name for each in Passkey.objects.all()] == ["Antes"]


def test_a_passkey_gets_another_name(house, browser, audit_tags):
    enrolled(house.marina)

    answer = browser.post(of(Passkey.objects.get(), "nome"), {"name": "Celular <b>"})

    assert answer.status_code == 302
    assert audit_tags()[-1] == ("factor:rename", "done")
    assert "Celular &lt;b&gt;" in page(browser)


@pytest.mark.asvs("6.5.6")
def test_a_removed_passkey_is_gone_and_opens_nothing(house, browser, audit_tags):
    device = enrolled(house.marina)

    answer = browser.post(of(Passkey.objects.get(), "remover"))

    assert (answer.status_code, Passkey.objects.count()) == (302, 0)
    assert audit_tags()[-1] == ("factor:remove", "done")
    assert sign_in(device).status_code == 401


def test_the_last_way_in_is_not_removed(house, browser, audit_tags):
    enrolled(house.marina)
    given(house.marina.id, lambda: User.objects.filter(pk=house.marina.id).update(totp_confirmed_at=None))

    answer = browser.post(of(Passkey.objects.get(), "remover"))

    assert (answer.status_code, Passkey.objects.count()) == (409, 1)
    assert ("factor:remove", "done") not in audit_tags()

    enrolled(house.marina, name="Celular")
    assert browser.post(of(Passkey.objects.get(name="Notebook"), "remover")).status_code == 302


def test_somebody_elses_passkey_does_not_exist(house, browser, audit_tags):
    enrolled(house.denise)
    theirs = Passkey.objects.get()

    statuses = [browser.post(of(theirs, what), {"name": "Meu"}).status_code for what in ("nome", "remover")]

    assert statuses == [404, 404]
    assert audit_tags()[-1] == ("account:manage", "denied:absent")
    assert Passkey.objects.get().name == "Notebook"


@pytest.fixture
def owner(house, settings):
    """Return somebody with a passkey whose screen does not lock while the proof grows old."""
    settings.DESVELO = replace(settings.DESVELO, lock_minutes=15)
    enrolled(house.marina)
    return house.marina


CHANGES = {
    "challenge": (NEW_CHALLENGE, 403),
    "add": (NEW_ANSWER, 302),
    "rename": (f"{NEW_ANSWER}/{{passkey}}/nome", 302),
    "remove": (f"{NEW_ANSWER}/{{passkey}}/remover", 302),
    "end others": (f"{SECURITY}/sessoes/encerrar", 302),
    "end one": (f"{SECURITY}/sessoes/abc/encerrar", 302),
}


@pytest.mark.asvs("7.5.1", "7.5.2")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("minutes", [None, 5])
def test_an_open_screen_is_not_its_owner(owner, after, audit_tags, change, minutes):
    """Whatever changes how somebody enters needs a factor shown in the last five minutes."""
    browser = signed_in(owner) if minutes is None else just_proved(owner)
    path, status = CHANGES[change]
    if minutes:
        after(timedelta(minutes=minutes, seconds=1))

    answer = browser.post(path.format(passkey=Passkey.objects.get().public_id), {"name": "Meu", "answer": "{}"})

    assert answer.status_code == status
    assert answer.get("Location") == (CONFIRM if status == 302 else None)
    assert audit_tags()[-1] == ("account:manage", "denied:proof_too_old")
    assert Passkey.objects.get().name == "Notebook"
    assert "Criar chave de acesso" not in page(browser)
