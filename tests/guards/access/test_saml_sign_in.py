"""Somebody enters by a provider that speaks SAML and really runs: what is asked of it, whom it lets in, how far."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from browser import Browser, code, just_proved, locked, signed_in
from desvelo.base import clock
from desvelo.guards.access import inviting, totp
from desvelo.guards.access.federation import arriving, departures, saml_answers
from desvelo.guards.access.federation.models import Departure, SamlAnswer, SpentAssertion
from desvelo.guards.access.models import FederatedIdentity, Session, Team, User
from far_saml import PASSWORD_CLASS, PERSON
from federated import begins, is_in, leaves
from saml_round import back, post, signs_in, ties

NEWCOMER = "bruna@aurora.example"


@pytest.fixture
def marina(house, saml_company, far_idp):
    """Return an agent who connected who they are at the provider."""
    ties(house.marina, saml_company, far_idp)
    return house.marina


def test_somebody_who_connected_it_enters_by_one_button_and_it_is_on_record(marina, saml_company, far_idp, audit_tags):
    assert "Continuar com Aurora SAML" in Browser().get("/entrar").content.decode()

    browser = Browser()
    answer = signs_in(browser, saml_company, far_idp)

    assert (answer.status_code, answer["location"], is_in(browser)) == (302, "/", True)
    assert Session.objects.latest("created_at").user_id == marina.id
    assert FederatedIdentity.objects.get().subject == PERSON
    tags = audit_tags()
    assert ("factor:link", "done") in tags
    assert tags[-1] == ("session:start", "done")
    assert arriving.counts() == {"done": 2}


def test_nothing_is_kept_of_an_answer_but_that_it_was_shown(marina, saml_company, far_idp):
    browser = Browser()
    taken = post(far_idp.follow(begins(browser, saml_company)))
    [row] = SamlAnswer.objects.all()
    assert (row.subject, taken.cookies) == (PERSON, {})
    assert "aurora.example" not in str(SamlAnswer.objects.values_list().get())

    back(browser, taken)

    assert not SamlAnswer.objects.exists()
    assert not Departure.objects.exists()
    assert SpentAssertion.objects.count() == 2
    later = clock.wall() + timedelta(hours=2)
    assert saml_answers.sweep(now=later) == 2


@pytest.mark.asvs("6.8.4")
@pytest.mark.parametrize(
    ("said", "lets_in"), [({}, True), ({"acr": PASSWORD_CLASS}, False), ({"shown_ago": 13 * 3600}, False)]
)
def test_where_the_provider_asserts_no_second_factor_lately_ours_is_asked(marina, saml_company, far_idp, said, lets_in):
    far_idp.say(**said)
    browser = Browser()

    answer = signs_in(browser, saml_company, far_idp)

    assert answer["location"] == ("/" if lets_in else "/entrar/segundo-fator")
    assert is_in(browser) is lets_in


def test_an_invitation_is_taken_by_the_provider(house, saml_company, far_idp):
    far_idp.say(sub="bruna-1")
    caio = replace(house.caio, proved_at=clock.wall())
    place = inviting.Place(email=NEWCOMER, role="agent", teams=(Team.objects.get(name="Agenda").public_id,))
    invitation = inviting.invite(actor=caio, place=place, now=clock.wall())
    browser = Browser()

    going = browser.post(f"/convite/provedor/{saml_company.public_id}", {"code": invitation, "name": "Bruna Dias"})
    back(browser, post(far_idp.follow(leaves(going))))

    assert is_in(browser)
    assert FederatedIdentity.objects.get(user__email=NEWCOMER).subject == "bruna-1"


def test_on_the_first_entrance_a_factor_of_ours_is_enrolled_where_the_provider_asserts_none(
    house, saml_company, far_idp
):
    far_idp.say(sub="bruna-1", acr=PASSWORD_CLASS)
    caio = replace(house.caio, proved_at=clock.wall())
    place = inviting.Place(email=NEWCOMER, role="agent", teams=(Team.objects.get(name="Agenda").public_id,))
    invitation = inviting.invite(actor=caio, place=place, now=clock.wall())
    browser = Browser()
    going = browser.post(f"/convite/provedor/{saml_company.public_id}", {"code": invitation, "name": "Bruna Dias"})
    back(browser, post(far_idp.follow(leaves(going))))
    assert not is_in(browser)

    browser.get("/entrar/cadastrar-fator")
    secret = totp.open_secret(User.objects.get(email=NEWCOMER))
    browser.post("/entrar/cadastrar-fator", {"code": code(secret=secret)})

    assert is_in(browser)


def unlocks(browser: Browser, company, far):
    going = browser.post(f"/confirmar/provedor/{company.public_id}", {"volta": "/conta"})
    return back(browser, post(far.follow(leaves(going))))


def test_to_unlock_the_provider_asks_anew_and_for_what_counts(marina, saml_company, far_idp):
    browser = locked(marina)
    far_idp.say(forget=True)
    far_idp.say(acr="https://refeds.org/profile/mfa")

    answer = unlocks(browser, saml_company, far_idp)

    [asked] = far_idp.say()
    assert (asked["force"], asked["classes"]) == ("true", ["https://refeds.org/profile/mfa"])
    assert (answer["location"], is_in(browser)) == ("/conta", True)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"acr": PASSWORD_CLASS}, "one_factor"),
        ({"shown_ago": 300}, "answer_stale"),
        ({"sub": "8-persistent"}, "other"),
    ],
)
def test_what_proves_less_does_not_unlock(marina, saml_company, far_idp, audit_tags, *, said, reason):
    browser = locked(marina)
    far_idp.say(**said)

    assert unlocks(browser, saml_company, far_idp).status_code == 401
    assert audit_tags()[-1] == ("session:start", f"denied:{reason}")
    assert not is_in(browser)


def test_without_the_look_at_when_it_was_shown_a_sign_in_of_before_would_unlock(
    marina, saml_company, far_idp, monkeypatch
):
    browser = locked(marina)
    far_idp.say(shown_ago=300)
    monkeypatch.setattr(saml_answers, "SKEW", timedelta(days=1))

    unlocks(browser, saml_company, far_idp)

    assert is_in(browser)


def test_a_person_shut_out_does_not_enter_whatever_the_provider_says(house, marina, saml_company, far_idp):
    User.objects.filter(pk=marina.id).update(is_active=False)

    browser = Browser()

    assert signs_in(browser, saml_company, far_idp).status_code == 401
    assert not is_in(browser)


def test_the_account_shows_it_and_lets_it_go(marina, saml_company, far_idp):
    assert "Aurora SAML" in signed_in(marina).get("/conta/seguranca").content.decode()

    just_proved(marina).post(f"/conta/seguranca/provedores/{saml_company.public_id}/desconectar")

    assert not FederatedIdentity.objects.exists()


def test_the_page_between_leads_on_by_itself_and_by_hand(marina, saml_company, far_idp):
    browser = Browser()
    taken = post(far_idp.follow(begins(browser, saml_company)))
    shown = taken.content.decode()

    address = leaves(taken)
    assert re.search(r'<a class="btn primary big" href="([^"]+)"', shown)[1] == address
    assert address.startswith(f"/entrar/provedor/{saml_company.public_id}/retorno?state=")
    assert timedelta(minutes=10) == departures.LASTS
