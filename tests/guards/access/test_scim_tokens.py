"""What a provider has to show, for how long, how often; what is too large; what is said to whoever has none."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

import provisioning
from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import gate, throttle, vouching
from desvelo.guards.access.errors import Forbidden, ProofTooOld
from desvelo.guards.access.models import IdentityProvider, User
from desvelo.guards.access.provisioning import tokens
from desvelo.guards.access.provisioning.models import ProvisioningToken
from provisioning import Caller, body_of


@pytest.fixture
def row(house):
    return provisioning.provider()


@pytest.fixture
def token(house, row) -> str:
    return provisioning.token_of(house, row)


@pytest.fixture
def page(row) -> str:
    return f"/ajustes/provedores/{row.public_id}/contas"


def nobody_came() -> bool:
    return User.objects.count() == 6


def tries(token: str, **headers: str) -> int:
    return Caller(token).ask("POST", "/Users", body_of(), **headers).status_code


def test_it_is_shown_once_kept_as_a_hash_and_on_record(house, row, page, audit_tags):
    caio = just_proved(house.caio)

    shown = caio.post(f"{page}/chaves", {"name": "Nightly sync", "days": "90"}).content.decode()

    token = shown.split('id="token" value="')[1].split('"')[0]
    assert token.startswith("dsvscim_")
    assert len(token) == 51
    stored = ProvisioningToken.objects.get()
    assert token.encode() not in bytes(stored.digest)
    assert audit_tags()[-1] == ("provisioning:allow", "done")
    again = caio.get(page).content.decode()
    assert (token in again, "Nightly sync" in again, "Ainda não usada" in again) == (False, True, True)
    assert tries(token) == 201
    assert "Último uso" in caio.get(page).content.decode()


@pytest.mark.parametrize("wrong", ["", "dsvscim_x", "x" * 5000, "é", "7"])
def test_a_wrong_one_opens_nothing_and_is_on_record(house, token, audit_tags, wrong):
    answer = Caller(wrong).ask("POST", "/Users", body_of())

    assert (answer.status_code, answer["www-authenticate"]) == (401, 'Bearer realm="scim"')
    assert answer.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert (nobody_came(), audit_tags()[-1]) == (True, ("provisioning:ask", "denied:token"))


@pytest.mark.asvs("10.4.9")
def test_one_past_its_day_opens_nothing(house, token, after, audit_tags):
    after(timedelta(days=89))
    assert Caller(token).ask("GET", "/Users").status_code == 200
    after(timedelta(days=90))

    assert tries(token) == 401

    assert (nobody_came(), audit_tags()[-1]) == (True, ("provisioning:ask", "denied:expired"))


@pytest.mark.asvs("10.4.9")
def test_without_the_look_at_its_day_it_would_serve_for_ever(house, token, after, monkeypatch):
    after(timedelta(days=4000))
    monkeypatch.setattr(tokens, "_trouble", lambda row, **_: "" if row else "token")

    assert tries(token) == 201


@pytest.mark.asvs("10.4.9")
def test_a_revoked_one_opens_nothing(house, row, page, token, audit_tags):
    public_id = ProvisioningToken.objects.get().public_id

    just_proved(house.caio).post(f"{page}/chaves/{public_id}/revogar")

    assert audit_tags()[-1] == ("provisioning:revoke", "done")
    assert (tries(token), nobody_came()) == (401, True)


@pytest.mark.parametrize(
    "change",
    [{"expires_at": clock.wall() + timedelta(days=9999)}, {"digest": b"x" * 32}, {"mac": b""}, {"provider": "other"}],
)
def test_one_written_or_altered_in_the_database_is_nobodys(house, row, token, audit_tags, change):
    if "provider" in change:
        change = {"provider": provisioning.provider("Outra")}
    if "digest" in change:
        change = {"digest": tokens._digest(token := "mine")}
    ProvisioningToken.objects.update(**change)

    assert (tries(token), nobody_came()) == (401, True)
    assert audit_tags()[-1] == ("provisioning:ask", "denied:unvouched")
    assert (tokens.sweep(now=clock.wall()), ProvisioningToken.objects.count()) == (1, 0)
    assert vouching.found() == {"provisioning": 1}


def test_without_the_mac_one_insert_would_make_accounts(house, row, token, monkeypatch):
    """The attack: a hash of one's own in the table."""
    ProvisioningToken.objects.update(digest=tokens._digest("mine"))
    monkeypatch.setattr(tokens, "_is_ours", lambda _: True)

    assert tries("mine") == 201


def test_a_provider_that_is_off_shuts_out_and_one_that_was_altered_does_nothing(house, row, token):
    caller = Caller(token)
    made = caller.makes()
    from desvelo.guards.access.federation import providers

    caio = replace(house.caio, proved_at=clock.wall())
    providers.switch(actor=caio, provider=row.public_id, on="off", now=clock.wall())
    assert caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": False}).status_code == 200
    IdentityProvider.objects.update(is_on=True)

    assert caller.ask("GET", "/Users").status_code == 401


def test_whoever_guesses_is_slowed_and_neither_people_nor_the_provider_are(house, token, audit_tags):
    for _ in range(throttle.STRANGERS_FROM_ONE_NETWORK):
        Caller("x").ask("GET", "/Users")

    answer = Caller("x").ask("GET", "/Users")

    assert answer.status_code == 429
    assert 0 < int(answer["retry-after"]) <= 600
    assert audit_tags().count(("provisioning:ask", "denied:token")) == 60
    assert Caller(token).ask("GET", "/Users").status_code == 200
    throttle.require_calm(throttle.Network(address="127.0.0.1"), now=clock.wall())


def test_a_right_one_asks_a_bounded_number_of_times_a_minute(house, token, after, monkeypatch):
    monkeypatch.setattr(tokens, "PER_MINUTE", 3)
    found = [Caller(token).ask("GET", "/Users").status_code for _ in range(5)]
    assert found == [200, 200, 200, 429, 429]

    after(timedelta(seconds=61))

    assert Caller(token).ask("GET", "/Users").status_code == 200


def test_a_session_of_a_person_opens_nothing_here_and_a_token_no_page(house, token):
    browser = signed_in(house.caio)
    assert browser.get("/scim/v2/Users").status_code == 401
    assert browser.post("/scim/v2/Users", {}).status_code == 401
    assert browser.client.get("/ajustes/equipe", headers={"authorization": f"Bearer {token}"}).status_code == 200
    stranger = Caller(token)
    from django.test import Client

    assert Client().get("/ajustes/equipe", headers={"authorization": f"Bearer {stranger.token}"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"x"', "application/scim+json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "application/x-www-form-urlencoded", 415),
        (b'{"a":"' + b"x" * 600_000 + b'"}', "application/json", 413),
        (b'{"a":"' + b"x" * 1_100_000 + b'"}', "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_refused_as_the_standard_says_it(house, token, body, kind, status):
    from django.test import Client

    answer = Client().generic(
        "POST", "/scim/v2/Users", body, content_type=kind, headers={"authorization": f"Bearer {token}"}
    )

    assert (answer.status_code, answer["content-type"]) == (status, "application/scim+json")
    said = json.loads(answer.content)
    assert (said["status"], said["detail"] != "", nobody_came()) == (str(status), True, True)


@pytest.mark.parametrize("path", ["/Me", "/Bulk", "/Nothing", "/Users/absent", "/Groups/absent", "/Schemas/x"])
def test_what_is_not_served_is_absent(house, token, path):
    answer = Caller(token).ask("GET", path)

    assert (answer.status_code, answer.json()["status"]) == (404, "404")
    assert Caller("").ask("GET", path).status_code == 401


@pytest.mark.asvs("4.1.4")
def test_a_method_that_is_not_served_is_said_so(house, token):
    assert Caller(token).ask("DELETE", "/Users").status_code == 405
    assert Caller(token).ask("GET", '/Schemas?filter=id eq "x"').status_code == 403


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"name": "", "days": "90"}, "até 60"), ({"name": "x", "days": "9999"}, "Escolha por quanto tempo")],
)
def test_a_form_that_cannot_be_taken_says_why(house, page, fields, sentence):
    answer = just_proved(house.caio).post(f"{page}/chaves", fields)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not ProvisioningToken.objects.exists()


def test_five_are_the_most(house, row, page):
    for number in range(5):
        provisioning.token_of(house, row, name=f"n{number}")

    answer = just_proved(house.caio).post(f"{page}/chaves", {"name": "x", "days": "30"})

    assert (answer.status_code, "Cinco chaves" in answer.content.decode()) == (422, True)


def test_an_open_screen_makes_none_and_nobody_else_does(house, row, page, token):
    assert (
        signed_in(house.caio).post(f"{page}/chaves", {"name": "x", "days": "90"})["location"].startswith("/confirmar")
    )
    assert 'name="days"' not in signed_in(house.caio).get(page).content.decode()
    asked = {"provider": row.public_id, "name": "x", "days": "90", "now": clock.wall()}
    with pytest.raises(ProofTooOld):
        tokens.make(actor=house.caio, **asked)
    for login in ("marina", "rui", "helena", "lucia"):
        with pytest.raises(Forbidden):
            tokens.make(actor=replace(house.actors[login], proved_at=clock.wall()), **asked)
    assert ProvisioningToken.objects.count() == 1


def test_without_the_demand_for_a_factor_an_open_screen_would_make_one(house, row, page, monkeypatch):
    monkeypatch.setattr(gate, "require_proof", lambda *_, **__: None)

    signed_in(house.caio).post(f"{page}/chaves", {"name": "x", "days": "90"})

    assert ProvisioningToken.objects.count() == 1


def test_a_provider_that_knows_somebody_here_is_not_removed(house, row, token):
    from desvelo.guards.access.models import FederatedIdentity

    Caller(token).makes()
    FederatedIdentity.objects.all().delete()

    answer = just_proved(house.caio).post(f"/ajustes/provedores/{row.public_id}/remover")

    assert (answer.status_code, IdentityProvider.objects.count()) == (422, 1)
