"""IT and the data protection officer, held to passkeys: no other way lets them in, right or not."""

import re
from datetime import UTC, datetime

import pytest

from authenticator import Device
from browser import SECOND_FACTOR, Browser, code, half_signed_in, just_proved, locked, signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, entering, grants, keepers, ways
from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import Approval, User
from federated import is_in, leaves, path_of, signs_in, ties
from gestures import enrolled, prove, sign_in
from house import PASSWORD

CODES, KEPT, HOLD, LOOSEN = (
    "/conta/seguranca/codigos",
    "/conta/seguranca/codigos/guardei",
    "/conta/seguranca/so-chave",
    "/conta/seguranca/so-chave/soltar",
)
RECOVER, ENROL = "/entrar/codigo-de-recuperacao", "/entrar/cadastrar-fator"


def keep_codes(actor) -> list[str]:
    browser = just_proved(actor)
    page = browser.post(CODES).content.decode()
    browser.post(KEPT)
    return re.findall(r'<code class="secret">([2-9A-Z-]{19})</code>', page)


def is_held(actor) -> bool:
    return bool(User.objects.get(pk=actor.id).passkey_only)


@pytest.fixture
def device(house) -> Device:
    """Return the passkey of somebody of IT, held to it as they wished."""
    device = enrolled(house.caio)
    just_proved(house.caio).post(HOLD)
    return device


@pytest.mark.asvs("6.3.3")
def test_it_comes_by_itself_with_a_passkey_and_codes_that_are_kept(house, audit_tags):
    for actor in (house.caio, house.helena):
        enrolled(actor)
        assert not is_held(actor)
        keep_codes(actor)
        assert is_held(actor)

    assert audit_tags().count(("factor:hold", "done")) == 2
    keep_codes(house.marina)
    enrolled(house.marina)
    assert not is_held(house.marina)  # an agent chooses


def test_it_comes_with_the_passkey_where_the_codes_were_first(house):
    keep_codes(house.helena)
    assert not is_held(house.helena)

    enrolled(house.helena)

    assert is_held(house.helena)


def test_the_passkey_lets_in_unlocks_and_confirms(house, device):
    assert sign_in(device)["Location"] == "/"
    assert prove(locked(house.caio), device)["Location"] == "/"


@pytest.mark.asvs("6.3.3")
def test_password_and_code_are_refused_even_when_both_are_right(house, device, audit_tags):
    browser = half_signed_in(house.caio)

    page = browser.get(SECOND_FACTOR).content.decode()
    answer = browser.give_code()

    assert ('name="code"' in page, answer.status_code) == (False, 401)
    assert audit_tags()[-1] == ("session:start", "denied:passkey_only")
    assert browser.get("/auditoria")["Location"] == "/entrar"


@pytest.mark.asvs("6.3.3")
def test_the_code_was_right(house, device):
    """The same digits let them in without the flag: it is the flag that refuses."""
    User.objects.filter(pk=house.caio.id).update(passkey_only=False)
    grants.vouch_again(house.caio.id, now=clock.wall())

    assert half_signed_in(house.caio).give_code()["Location"] == "/"


def test_they_neither_unlock_nor_confirm(house, device):
    typed = {"password": PASSWORD, "code": code()}

    assert locked(house.caio).post("/confirmar/senha", typed).status_code == 401
    assert signed_in(house.caio).post("/confirmar/senha", typed).status_code == 401
    assert 'name="password"' not in signed_in(house.caio).get("/confirmar").content.decode()


@pytest.mark.asvs("6.3.4")
@pytest.mark.parametrize("by", ["code", "provider", "demo", ""])
def test_where_every_way_ends_only_a_passkey_passes(house, device, by):
    """Whatever way in is added one day asks here too."""
    user = User.objects.get(pk=house.caio.id)

    with pytest.raises(SignInRefused):
        entering.let_in(user, by=by, device="", now=datetime.now(UTC))
    assert entering.let_in(user, by=ways.BY_PASSKEY, device="", now=datetime.now(UTC))


@pytest.mark.asvs("6.3.4")
def test_a_provider_with_two_factors_is_not_enough(house, device, company, far):
    ties(house.caio, company, far)
    browser = Browser()

    answer = signs_in(browser, company, far)

    assert answer["Location"] == SECOND_FACTOR
    assert not is_in(browser)
    assert browser.give_code().status_code == 401


@pytest.mark.asvs("6.3.4")
def test_without_the_flag_that_provider_was_enough(house, company, far):
    ties(house.caio, company, far)
    browser = Browser()

    signs_in(browser, company, far)

    assert is_in(browser)


def test_a_provider_neither_unlocks_nor_confirms(house, device, company, far):
    ties(house.caio, company, far)
    browser = locked(house.caio)

    answer = browser.get(path_of(far.follow(leaves(browser.post(f"/confirmar/provedor/{company.public_id}")))))

    assert answer.status_code == 401
    assert not is_in(browser)


@pytest.mark.asvs("6.3.4")
def test_a_recovery_code_leads_to_a_new_passkey_and_nothing_else(house):
    enrolled(house.caio)
    [typed, *_] = keep_codes(house.caio)
    browser = half_signed_in(house.caio)
    assert browser.post(RECOVER, {"code": typed})["Location"] == ENROL

    page = browser.get(ENROL).content.decode()
    by_code = browser.post(ENROL, {"code": code()})
    new, answer = Device().make(browser.post(f"{ENROL}/chave/desafio").json())
    entered = browser.post(f"{ENROL}/chave", {"answer": answer, "name": "Outra"})

    assert ('name="code"' in page, by_code.status_code) == (False, 401)
    assert entered["Location"] == CODES
    assert browser.get("/auditoria").status_code == 200
    assert sign_in(new)["Location"] == "/"


def test_the_last_passkey_stays(house, device):
    passkey = User.objects.get(pk=house.caio.id).passkeys.get()

    answer = just_proved(house.caio).post(f"/conta/seguranca/chaves/{passkey.public_id}/remover")

    assert answer.status_code == 409


def test_without_a_passkey_nobody_is_held(house):
    assert just_proved(house.caio).post(HOLD).status_code == 409
    assert just_proved(house.marina).post(HOLD).status_code == 404
    assert not is_held(house.caio)


def test_to_loosen_it_takes_two(house, device):
    assert just_proved(house.caio).post(LOOSEN)["Location"] == "/conta/seguranca"
    asked = Approval.objects.get(kind=keepers.LOOSEN)
    agree = f"/supervisao/aprovacoes/pedido/{asked.public_id}/aprovar"

    assert just_proved(house.caio).post(agree).status_code == 403
    assert is_held(house.caio)
    assert just_proved(house.helena).post(agree).status_code == 302
    assert not is_held(house.caio)
    assert half_signed_in(house.caio).give_code()["Location"] == "/"


def test_turned_off_in_the_database_it_closes_the_account(house, device):
    User.objects.filter(pk=house.caio.id).update(passkey_only=False)

    assert Browser().give_password("caio").status_code == 401
    assert User.objects.get(pk=house.caio.id).grant.refused_at is not None


def test_the_request_says_what_it_is(house, device):
    just_proved(house.caio).post(LOOSEN)

    page = just_proved(house.helena).get("/supervisao/aprovacoes").content.decode()

    assert "Deixar Caio Prado entrar sem ser por chave de acesso" in page
    assert approvals.waiting_count(house.helena, now=clock.wall()) == 1
