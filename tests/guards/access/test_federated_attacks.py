"""Whoever lies on the way to an identity provider and back gets nothing; and would, were the guard not there.

The provider is a process of its own; it lies as it is told.  What each lie meets is on record.
"""

import base64
import json
from dataclasses import replace

import pytest
from django.db import connection

from browser import Browser, just_proved
from desvelo.base import clock
from desvelo.guards.access import throttle
from desvelo.guards.access.errors import ProviderRefused, ProviderUnusable
from desvelo.guards.access.federation import calls, departures, identities, providers
from desvelo.guards.access.federation.models import Departure
from desvelo.guards.access.models import FederatedIdentity, IdentityProvider, Session
from desvelo.kernel.federation import asking, discovery, id_token
from federated import begins, connected, is_in, leaves, path_of, signs_in, ties

OTHER = {"iss": "http://127.0.0.1:9/other"}
LIES = {
    "another issuer": ({"claims": OTHER}, "issuer"),
    "another audience": ({"claims": {"aud": ["somebody-else"]}}, "audience"),
    "an audience more": ({"claims": {"aud": ["desvelo-desk", "somebody-else"]}}, "audience"),
    "issued to another party": ({"claims": {"azp": "somebody-else"}}, "party"),
    "a signature by a stranger": ({"by": "stranger"}, "signature"),
    "no signature": ({"header": {"alg": "none"}, "by": "nobody"}, "algorithm"),
    "the public key as a secret": ({"header": {"alg": "HS256"}, "by": "public key as secret"}, "algorithm"),
    "the nonce of another try": ({"claims": {"nonce": "n" * 43}}, "nonce"),
    "no nonce": ({"drop": ["nonce"]}, "claims"),
    "expired": ({"at": {"exp": -61}}, "expired"),
    "issued in the future": ({"at": {"iat": 120}}, "early"),
    "a sign-in of yesterday": ({"at": {"auth_time": -86_400}}, "stale"),
    "an access token": ({"header": {"typ": "at+jwt"}}, "type"),
}


@pytest.fixture
def marina(house, company, far):
    """Return an agent who connected who they are at the provider."""
    ties(house.marina, company, far)
    return house.marina


@pytest.mark.asvs("6.8.2", "9.2.3", "10.5.1")
@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_lets_nobody_in(marina, company, far, audit_tags, lie):
    told, reason = LIES[lie]
    far.say(lie=told)
    browser = Browser()

    answer = signs_in(browser, company, far)

    assert (answer.status_code, browser.token) == (401, "")
    assert audit_tags()[-1] == ("session:start", f"denied:token_{reason}")


@pytest.mark.asvs("9.2.3", "10.5.1")
@pytest.mark.parametrize(
    ("lie", "guard"),
    [("another issuer", "_require_parties"), ("another audience", "_require_parties"), ("expired", "_require_times"),
     ("issued in the future", "_require_times"), ("a sign-in of yesterday", "_require_times"),
     ("the nonce of another try", "_require_nonce")],
)  # fmt: skip
def test_without_the_guard_that_token_would_let_somebody_in(marina, company, far, monkeypatch, *, lie, guard):
    far.say(lie=LIES[lie][0])
    monkeypatch.setattr(id_token, guard, lambda *_, **__: None)
    browser = Browser()

    signs_in(browser, company, far)

    assert is_in(browser)


def payload_of(token: str) -> bytes:
    """Read a token without looking at who signed it."""
    return base64.urlsafe_b64decode(token.split(".")[1] + "==")


@pytest.mark.asvs("6.8.2")
@pytest.mark.parametrize("lie", ["a signature by a stranger", "no signature", "the public key as a secret"])
def test_without_the_signature_anybody_would_be_believed(marina, company, far, monkeypatch, lie):
    far.say(lie=LIES[lie][0])
    monkeypatch.setattr(id_token, "_signed", lambda text, **_: payload_of(text))
    browser = Browser()

    signs_in(browser, company, far)

    assert is_in(browser)


@pytest.mark.asvs("9.1.3")
@pytest.mark.parametrize("pointer", ["jku", "x5u"])
def test_a_token_that_says_where_its_key_is_is_refused_and_nobody_goes_there(marina, company, far, pointer):
    far.say(lie={"header": {pointer: f"{far.issuer}/elsewhere"}, "by": "stranger"})

    assert signs_in(Browser(), company, far).status_code == 401
    assert [each for each in far.say() if each == "elsewhere"] == []


def test_a_replaced_key_serves_at_once_and_the_one_before_no_more(marina, company, far):
    far.say(rotate=True)
    browser = Browser()

    assert signs_in(browser, company, far)["location"] == "/"
    far.say(lie={"by": "stranger"})
    assert signs_in(Browser(), company, far).status_code == 401


def test_the_same_address_serves_nobody_twice(marina, company, far, audit_tags):
    far.say(codes_last=True)  # a provider that takes its code twice
    browser = Browser()
    back = path_of(far.follow(begins(browser, company)))
    door = browser.client.cookies["desvelo-way"].value
    assert browser.get(back)["location"] == "/"

    again = Browser()
    again.client.cookies["desvelo-way"] = door

    assert again.get(back).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:state")


def test_if_a_state_were_not_spent_the_address_would_serve_again(marina, company, far, monkeypatch):
    far.say(codes_last=True)
    browser = Browser()
    back = path_of(far.follow(begins(browser, company)))
    door = browser.client.cookies["desvelo-way"].value
    [row] = Departure.objects.all()
    browser.get(back)
    row.save(force_insert=True)

    again = Browser()
    again.client.cookies["desvelo-way"] = door
    again.get(back)

    assert is_in(again)


@pytest.mark.parametrize("state", ["", "absent", "\udcff", "a" * 5000])
def test_a_state_that_nobody_gave_is_refused(company, far, state):
    browser = Browser()
    back = far.query(far.follow(begins(browser, company)))

    path = f"/entrar/provedor/{company.public_id}/retorno"
    said = {"code": back["code"], "state": state.encode("utf-8", "replace"), "iss": far.issuer}
    answer = browser.client.get(path, said)

    assert answer.status_code == 401


@pytest.mark.asvs("7.6.2", "10.1.2")
def test_an_attackers_answer_in_another_browser_signs_nobody_in(marina, company, far):
    """Login CSRF: somebody begins, keeps the address they are sent back to, and has a victim open it."""
    back = path_of(far.follow(begins(Browser(), company)))
    victim, waiting = Browser(), Browser()
    begins(waiting, company)

    assert victim.get(back).status_code == 401
    assert waiting.get(back).status_code == 401
    assert not is_in(victim)
    assert not is_in(waiting)


@pytest.mark.asvs("10.1.2")
def test_without_the_bond_to_a_browser_the_victim_would_be_signed_in_as_the_attacker(marina, company, far, monkeypatch):
    """Two guards stand there: the bond, and that PKCE and nonce follow from what only the browser keeps."""
    monkeypatch.setattr(departures, "_bond", lambda *_: b"")
    back = path_of(far.follow(begins(Browser(), company)))
    assert Browser().get(back).status_code == 401

    monkeypatch.setattr(asking.Try, "_derived", lambda _, what: asking._encoded(f"{what:<32}".encode()))
    back = path_of(far.follow(begins(Browser(), company)))
    victim = Browser()
    victim.get(back)

    assert is_in(victim)


@pytest.mark.asvs("10.2.1")
def test_pkce_is_enforced_by_the_provider_and_given_by_us(marina, company, far, monkeypatch):
    monkeypatch.setattr(asking.Try, "verifier", property(lambda _: "v" * 43))
    browser = Browser()
    back = path_of(far.follow(begins(browser, company)))
    monkeypatch.setattr(asking.Try, "verifier", property(lambda _: "w" * 43))

    assert browser.get(back).status_code == 401
    assert not is_in(browser)


@pytest.fixture
def hostile(house, far) -> IdentityProvider:
    """Return another provider, with the same keys, that means harm."""
    return connected(house, far.other, name="Outra")


@pytest.mark.asvs("6.8.1", "10.5.2")
def test_the_same_subject_at_another_provider_is_somebody_else(marina, hostile, far, audit_tags):
    browser = Browser()

    assert signs_in(browser, hostile, far).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:unknown")
    assert not is_in(browser)


@pytest.mark.asvs("10.2.2")
def test_a_code_of_one_provider_never_gets_to_another(marina, company, hostile, far):
    """Mix-up (RFC 9700 section 4.4): the answer of the honest one is presented as the other's."""
    browser = Browser()
    state = far.query(begins(browser, hostile))["state"]
    stolen = far.query(far.follow(begins(Browser(), company)))["code"]

    path = f"/entrar/provedor/{hostile.public_id}/retorno?state={state}&code={stolen}&iss={far.issuer}"
    assert browser.get(path).status_code == 401
    assert [each for each in far.say() if stolen in each and each.startswith("/other")] == []


def test_an_answer_that_names_nobody_is_refused_where_the_provider_names_itself(marina, company, far):
    browser = Browser()
    back = far.query(far.follow(begins(browser, company)))

    path = f"/entrar/provedor/{company.public_id}/retorno?state={back['state']}&code={back['code']}"
    assert browser.get(path).status_code == 401


@pytest.mark.asvs("10.2.2")
def test_without_the_look_at_who_answers_the_code_would_be_given_away(marina, company, hostile, far):
    """The attack: the honest provider's code, with its name taken off, for a provider that does not name itself."""
    far.say(document={"authorization_response_iss_parameter_supported": False})
    calls.forget()
    browser = Browser()
    state = far.query(begins(browser, hostile))["state"]
    stolen = far.query(far.follow(begins(Browser(), company)))["code"]

    browser.get(f"/entrar/provedor/{hostile.public_id}/retorno?state={state}&code={stolen}")

    assert f"/other/token {stolen}" in far.say()


@pytest.mark.asvs("10.2.2")
def test_a_way_that_began_at_one_provider_does_not_end_at_another(marina, company, hostile, far):
    browser = Browser()
    back = far.query(far.follow(begins(browser, hostile)))

    path = f"/entrar/provedor/{company.public_id}/retorno?state={back['state']}&code={back['code']}&iss={far.issuer}"
    assert browser.get(path).status_code == 401
    assert not is_in(browser)


@pytest.mark.asvs("6.8.1")
def test_the_same_e_mail_is_nobody(house, marina, company, far, audit_tags):
    """Whoever can choose their e-mail at a provider, verified or not, is not therefore the person here who has it."""
    far.say(sub="666", more={"email": "caio@aurora.example", "email_verified": True})
    browser = Browser()

    assert signs_in(browser, company, far).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:unknown")
    assert FederatedIdentity.objects.count() == 1


@pytest.mark.asvs("6.8.1")
def test_whoever_ties_by_e_mail_would_have_let_them_in_as_the_administrator(house, company, far, monkeypatch):
    far.say(sub="666", more={"email": "caio@aurora.example"})
    found = FederatedIdentity(user_id=house.caio.id, provider=company, subject="666", created_at=clock.wall())
    monkeypatch.setattr(identities, "of_subject", lambda *_: found)
    browser = Browser()

    signs_in(browser, company, far)

    assert Session.objects.latest("created_at").user_id == house.caio.id


@pytest.mark.asvs("10.5.3")
def test_a_document_of_another_issuer_is_refused_when_connecting_and_on_the_way(house, company, far):
    far.say(document={"issuer": far.other})
    calls.forget()

    answer = Browser().post(f"/entrar/provedor/{company.public_id}")
    assert (answer.status_code, Departure.objects.count()) == (401, 0)
    with pytest.raises(ProviderUnusable) as refused:
        connected(house, far.issuer, name="Nova")
    assert (refused.value.field, refused.value.reason) == ("issuer", "issuer")


@pytest.mark.asvs("10.5.3")
def test_without_that_comparison_one_provider_would_speak_for_another(house, company, far, monkeypatch):
    far.say(document={"issuer": far.other})
    calls.forget()
    read = discovery.read

    def believing(content: bytes, *, issuer: str) -> discovery.Discovery:
        return replace(read(content, issuer=json.loads(content)["issuer"]), issuer=issuer)

    monkeypatch.setattr(discovery, "read", believing)

    assert Browser().post(f"/entrar/provedor/{company.public_id}").status_code == 200


@pytest.mark.parametrize("endpoint", ["javascript:alert(1)", "https://login.example@evil.example/", "//evil.example"])
def test_nobody_is_sent_to_what_is_no_address(company, far, endpoint):
    far.say(document={"authorization_endpoint": endpoint})
    calls.forget()

    answer = Browser().post(f"/entrar/provedor/{company.public_id}")

    assert (answer.status_code, endpoint in answer.content.decode()) == (401, False)


def test_the_way_back_leads_to_our_own_pages_whatever_the_address_says(marina, company, far):
    browser = Browser()
    back = path_of(far.follow(begins(browser, company)))

    answer = browser.get(f"{back}&next=https://evil.example&volta=//evil.example&redirect_uri=https://evil.example")

    assert answer["location"] == "/"


def test_tries_without_end_from_one_network_are_stopped(company, far):
    path = f"/entrar/provedor/{company.public_id}/retorno?state=x"
    for _ in range(throttle.STRANGERS_FROM_ONE_NETWORK):
        assert Browser().get(path).status_code == 401

    assert Browser().get(path).status_code == 429


def test_an_issuer_inside_the_network_cannot_be_asked(house, far, settings):
    """An address that somebody types leads nowhere inside; only the operator's own setting does."""
    settings.DESVELO = replace(settings.DESVELO, identity_origin=None)
    for inside in ("https://169.254.169.254", "https://localhost", "https://127.0.0.1:8443", "https://10.0.0.7"):
        with pytest.raises(ProviderUnusable) as refused:
            connected(house, inside, name="Dentro")
        assert refused.value.field == "issuer"
    with pytest.raises(ProviderUnusable):
        connected(house, far.issuer, name="Dentro")
    assert IdentityProvider.objects.count() == 0


def written(query: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def test_an_identity_written_into_the_database_lets_nobody_in(house, company, far, audit_tags):
    """Somebody who can only write the database says that they are the administrator at the provider."""
    FederatedIdentity.objects.create(user_id=house.caio.id, provider=company, subject="7", created_at=clock.wall())
    browser = Browser()

    assert signs_in(browser, company, far).status_code == 401
    assert ("grant:refuse", "done") in audit_tags()
    assert not is_in(browser)


def test_without_the_grant_that_row_would_be_the_administrator(house, company, far, monkeypatch):
    from desvelo.guards.access import grants

    FederatedIdentity.objects.create(user_id=house.caio.id, provider=company, subject="7", created_at=clock.wall())
    monkeypatch.setattr(grants, "_holds", lambda _: True)
    browser = Browser()

    signs_in(browser, company, far)

    assert is_in(browser)


@pytest.mark.parametrize(
    "change",
    [f"issuer = issuer || '{chr(47)}other'", "client_id = 'x'", "accepted_acr = 'pwd'", "public_id = 'x'"],
)
def test_a_provider_altered_in_the_database_is_no_way_in_and_is_heard(marina, company, far, audit_tags, change):
    written(f"UPDATE access_identityprovider SET {change}")  # noqa: S608  ours
    altered = IdentityProvider.objects.get()

    assert Browser().post(f"/entrar/provedor/{altered.public_id}").status_code == 404
    assert "Entrada Aurora" not in Browser().get("/entrar").content.decode()
    assert (providers.sweep(now=clock.wall()), providers.sweep(now=clock.wall())) == (1, 0)
    assert audit_tags()[-1] == ("provider:refuse", "done")


def test_without_its_mac_an_altered_provider_would_ask_for_one_factor_alone(marina, company, far, monkeypatch):
    written("UPDATE access_identityprovider SET accepted_acr = 'pwd'")
    monkeypatch.setattr(providers, "is_ours", lambda _: True)
    far.say(amr=None, acr="pwd")
    browser = Browser()

    signs_in(browser, company, far)

    assert is_in(browser)


def test_connecting_ends_in_the_session_that_began_it(house, company, far):
    """Somebody else's session in the same browser is not tied to who began."""
    browser = just_proved(house.marina)
    back = path_of(far.follow(leaves(browser.post(f"/conta/seguranca/provedores/{company.public_id}/conectar"))))
    browser.client.cookies["desvelo"] = just_proved(house.denise).token

    assert browser.get(back).status_code == 401
    assert FederatedIdentity.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[" * 100_000, b'{"id_token": 7}'])
def test_what_a_provider_answers_that_is_no_token_is_refused(company, far, monkeypatch, body):
    monkeypatch.setattr(calls, "_post", lambda *_: calls.Answer(status_code=200, headers={}, body=body))
    redemption = calls.Redemption(code="x", verifier="x", redirect_uri="x")

    with pytest.raises(ProviderRefused) as refused:
        calls.redeem(calls.known(far.issuer), providers.registration(company), redemption)

    assert refused.value.reason == "no_token"
