"""Whoever lies on the way to a provider that speaks SAML and back gets nothing; and would, were the guard not there."""

import base64
import re
from dataclasses import replace

import pytest

from browser import Browser
from desvelo.base import clock
from desvelo.guards.access import throttle
from desvelo.guards.access.federation import departures, identities, providers, saml_answers, saml_library
from desvelo.guards.access.federation.models import Departure, SamlAnswer, SpentAssertion
from desvelo.guards.access.models import FederatedIdentity, IdentityProvider, Session
from desvelo.kernel.federation.saml import asking
from far_saml import PERSON, Posted
from federated import begins, is_in, leaves
from saml_round import back, connected, post, signs_in, ties

STATE = re.compile(r"state=([\w-]+)")
LIES = {
    "another issuer": ({"alter": [["(<ns1:Issuer [^>]*>)[^<]*", r"\1https://other.example"]]}, "answer_issuer"),
    "another audience": ({"alter": [["(<ns1:Audience>)[^<]*", r"\1https://other.example"]]}, "answer_audience"),
    "another recipient": ({"alter": [['Recipient="[^"]*"', 'Recipient="https://other.example"']]}, "answer_recipient"),
    "expired": ({"alter": [[' NotOnOrAfter="[^"]*"', ' NotOnOrAfter="2020-01-01T00:00:00Z"']]}, "answer_expired"),
    "no signature": ({"signed": "none"}, "answer_unsigned"),
    "a stranger's signature": ({"by": "stranger"}, "answer_signature"),
    "sha-1": ({"kind": "sha1"}, "answer_signature"),
    "unasked for": ({"alter": [[' InResponseTo="[^"]*"', ""]]}, "answer_unasked"),
    "a failure": ({"alter": [["status:Success", "status:Responder"]]}, "declined"),
    "an e-mail for a name": ({"format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}, "name_format"),
}


@pytest.fixture
def marina(house, saml_company, far_idp):
    """Return an agent who connected who they are at the provider."""
    ties(house.marina, saml_company, far_idp)
    return house.marina


@pytest.fixture
def attacker(house, saml_company, far_idp):
    """Return a colleague who is connected too, and who is there now."""
    far_idp.say(sub="666")
    ties(house.denise, saml_company, far_idp)
    return house.denise


@pytest.mark.asvs("6.8.2", "6.8.3")
@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_lies_lets_nobody_in(marina, saml_company, far_idp, audit_tags, lie):
    told, reason = LIES[lie]
    far_idp.say(**told)
    browser = Browser()

    answer = post(far_idp.follow(begins(browser, saml_company)))

    assert (answer.status_code, answer.cookies) == (401, {})
    assert audit_tags()[-1] == ("session:start", f"denied:{reason}")
    assert not SamlAnswer.objects.exists()


@pytest.mark.asvs("6.8.3")
def test_what_nobody_asked_for_is_not_even_read(marina, saml_company, far_idp, audit_tags, monkeypatch):
    """What a provider begins (IdP-initiated): a real answer to nobody, or with a state that nobody has."""
    posted = far_idp.follow(begins(Browser(), saml_company))
    monkeypatch.setattr(saml_library, "verify", None)

    for relay in ("", "x" * 43, "x" * 4000, posted.relay[:-1]):
        assert post(replace(posted, relay=relay)).status_code == 401
        assert audit_tags()[-1] == ("session:start", "denied:state")


@pytest.mark.asvs("7.6.2")
def test_an_attackers_answer_in_another_browser_signs_nobody_in(attacker, saml_company, far_idp):
    """Login CSRF: somebody begins, has their own answer taken, and has a victim open where it leads."""
    taken = post(far_idp.follow(begins(Browser(), saml_company)))
    victim, waiting = Browser(), Browser()
    begins(waiting, saml_company)

    assert back(victim, taken).status_code == 401
    assert not is_in(victim)
    taken = post(far_idp.follow(begins(Browser(), saml_company)))
    assert back(waiting, taken).status_code == 401
    assert not is_in(waiting)


@pytest.mark.asvs("7.6.2")
def test_without_the_two_bonds_the_victim_would_be_signed_in_as_the_attacker(
    attacker, saml_company, far_idp, monkeypatch
):
    monkeypatch.setattr(departures, "_bond", lambda *_: b"")
    taken = post(far_idp.follow(begins(Browser(), saml_company)))
    assert back(Browser(), taken).status_code == 401

    monkeypatch.setattr(saml_answers, "require_request", lambda *_: None)
    taken = post(far_idp.follow(begins(Browser(), saml_company)))
    victim = Browser()
    back(victim, taken)

    assert is_in(victim)
    assert Session.objects.latest("created_at").user_id == attacker.id


@pytest.mark.asvs("6.8.3")
def test_an_answer_to_the_attackers_request_is_none_to_the_victims(attacker, saml_company, far_idp, audit_tags):
    """Injection: the victim's browser began too; the attacker's answer is posted with the victim's state."""
    victim = Browser()
    address = begins(victim, saml_company)
    stolen = far_idp.follow(address).relay
    own = far_idp.follow(begins(Browser(), saml_company))

    taken = post(replace(own, relay=stolen))

    assert back(victim, taken).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:answer_request")
    assert not is_in(victim)


@pytest.mark.asvs("6.8.3")
def test_without_the_look_at_what_is_answered_that_injection_would_work(attacker, saml_company, far_idp, monkeypatch):
    victim = Browser()
    stolen = far_idp.follow(begins(victim, saml_company)).relay
    own = far_idp.follow(begins(Browser(), saml_company))
    monkeypatch.setattr(saml_answers, "require_request", lambda *_: None)

    back(victim, post(replace(own, relay=stolen)))

    assert is_in(victim)


@pytest.mark.asvs("6.8.3")
def test_an_answer_is_taken_once(marina, saml_company, far_idp, audit_tags):
    browser = Browser()
    posted = far_idp.follow(begins(browser, saml_company))
    taken = post(posted)

    assert post(posted).status_code == 401
    assert back(browser, taken)["location"] == "/"
    assert post(posted).status_code == 401
    assert back(Browser(), taken).status_code == 401


@pytest.fixture
def replayed(marina, saml_company, far_idp):
    """Return a browser, an answer that was shown, and the way it was shown on, as if that had not ended."""
    browser = Browser()
    posted = far_idp.follow(begins(browser, saml_company))
    [row] = Departure.objects.all()
    door = browser.client.cookies["desvelo-way"].value
    back(browser, post(posted))
    row.save(force_insert=True)
    again = Browser()
    again.client.cookies["desvelo-way"] = door
    return again, posted


@pytest.mark.asvs("6.8.3")
def test_an_assertion_that_was_shown_is_known_by_its_name(replayed, audit_tags):
    again, posted = replayed

    assert post(posted).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:answer_again")
    assert not is_in(again)


@pytest.mark.asvs("6.8.3")
def test_if_its_name_were_not_kept_an_assertion_would_serve_again(replayed):
    again, posted = replayed
    SpentAssertion.objects.all().delete()

    back(again, post(posted))

    assert is_in(again)


@pytest.fixture
def other(house, far_idp) -> IdentityProvider:
    """Return the same provider, connected a second time: with a name of ours and an address of its own."""
    return connected(house, far_idp, name="Outra")


def test_an_answer_for_one_connection_is_none_for_another(marina, saml_company, other, far_idp, audit_tags):
    browser = Browser()
    posted = far_idp.follow(begins(browser, saml_company))
    moved = posted.to.replace(saml_company.public_id, other.public_id)

    assert post(replace(posted, to=moved)).status_code == 401
    assert audit_tags()[-1][1] in {"denied:answer_destination", "denied:answer_recipient"}


def test_a_way_that_began_at_one_does_not_end_at_another(marina, saml_company, other, far_idp):
    browser = Browser()
    taken = post(far_idp.follow(begins(browser, other)))
    path = leaves(taken).replace(other.public_id, saml_company.public_id)

    assert browser.get(path).status_code == 401
    assert not is_in(browser)


@pytest.mark.asvs("6.8.1")
def test_the_same_name_at_another_connection_is_somebody_else(marina, other, far_idp, audit_tags):
    browser = Browser()

    assert signs_in(browser, other, far_idp).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:unknown")


@pytest.mark.asvs("6.8.1")
def test_the_same_e_mail_is_nobody(house, marina, saml_company, far_idp, audit_tags):
    far_idp.say(sub="caio@aurora.example", mail="caio@aurora.example")
    browser = Browser()

    assert signs_in(browser, saml_company, far_idp).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:unknown")
    assert FederatedIdentity.objects.count() == 1


@pytest.mark.asvs("6.8.1")
def test_whoever_ties_by_e_mail_would_have_let_them_in_as_the_administrator(house, saml_company, far_idp, monkeypatch):
    far_idp.say(sub="666", mail="caio@aurora.example")
    found = FederatedIdentity(user_id=house.caio.id, provider=saml_company, subject="666", created_at=clock.wall())
    monkeypatch.setattr(identities, "of_subject", lambda *_: found)

    signs_in(Browser(), saml_company, far_idp)

    assert Session.objects.latest("created_at").user_id == house.caio.id


@pytest.fixture
def written(attacker, house, saml_company, far_idp):
    """Return the browser of somebody who can write the database, and wrote who they would like to be."""
    far_idp.say(sub=PERSON)
    ties(house.marina, saml_company, far_idp)
    far_idp.say(sub="666")
    browser = Browser()
    taken = post(far_idp.follow(begins(browser, saml_company)))
    SamlAnswer.objects.update(subject=PERSON)
    return browser, taken


def test_an_answer_that_was_written_into_the_table_is_nobodys(written, audit_tags):
    browser, taken = written

    assert back(browser, taken).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:answer_other")


def test_without_what_vouches_for_it_that_answer_would_let_them_in(written, house, monkeypatch):
    browser, taken = written
    monkeypatch.setattr(saml_answers.vouching, "holds", lambda *_: True)

    back(browser, taken)

    assert Session.objects.latest("created_at").user_id == house.marina.id


@pytest.mark.parametrize("column", ["certificates", "sign_on", "protocol", "issuer"])
def test_a_provider_that_was_altered_serves_nobody(marina, saml_company, far_idp, column):
    IdentityProvider.objects.filter(pk=saml_company.pk).update(**{column: "oidc"})

    assert Browser().post(f"/entrar/provedor/{saml_company.public_id}").status_code == 404
    assert providers.sweep(now=clock.wall()) == 1


@pytest.mark.parametrize(
    "answer", ["", "é", "=", "AAAA", base64.b64encode(b"<a/>").decode(), "A" * (saml_answers.LONGEST + 1)]
)
def test_what_is_no_answer_is_refused_and_ends_nothing(marina, saml_company, far_idp, answer):
    browser = Browser()
    posted = far_idp.follow(begins(browser, saml_company))

    assert post(replace(posted, answer=answer)).status_code == 401
    assert back(browser, post(posted))["location"] == "/"


def test_tries_without_end_from_one_network_are_stopped(saml_company):
    to = providers.answer_uri(saml_company.public_id)
    for _ in range(throttle.STRANGERS_FROM_ONE_NETWORK):
        assert post(Posted(to=to, answer="x", relay="x")).status_code == 401

    assert post(Posted(to=to, answer="x", relay="x")).status_code == 429


def test_one_that_does_not_speak_saml_takes_no_answers(company):
    to = providers.answer_uri(company.public_id)

    assert post(Posted(to=to, answer="x", relay="x")).status_code == 404


def test_what_is_awaited_names_the_request_by_what_only_the_browser_keeps(saml_company, far_idp):
    one, two = Browser(), Browser()
    asked = [far_idp.follow(begins(each, saml_company)) for each in (one, two)]
    names = [re.search('InResponseTo="(_[0-9a-f]{64})"', each.xml)[1] for each in asked]

    assert names[0] != names[1]
    for browser, posted, name in zip((one, two), asked, names, strict=True):
        trying = asking.Try(door=browser.client.cookies["desvelo-way"].value, state=posted.relay)
        assert asking.request_id(trying) == name
