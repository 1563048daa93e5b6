"""The page where IT connects identity providers: what may be typed, what a test finds, what never changes."""

import re
from dataclasses import replace

import pytest

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import Forbidden, ProofTooOld, ProviderUnusable
from desvelo.guards.access.federation import calls, providers
from desvelo.guards.access.models import IdentityProvider
from far_provider import CLIENT, SECRET
from federated import connected, ties

PAGE = "/ajustes/provedores"


@pytest.fixture
def caio(house):
    return just_proved(house.caio)


def typed(caio, far, **changed: str) -> dict[str, str]:
    shown = caio.get(PAGE).content.decode()
    return {
        "id": re.search(r'name="id" value="([^"]+)"', shown)[1],
        "name": "Entrada Aurora",
        "issuer": far.issuer,
        "client_id": CLIENT,
        "secret": SECRET,
        "accepted_acr": "",
        **changed,
    }


def check(caio, company) -> str:
    """Press the button; return what the page says of each part."""
    shown = caio.post(f"{PAGE}/{company.public_id}/conferir").content.decode()
    return re.search(r'<ul class="line-panel" role="status">(.*?)</ul>', shown, re.DOTALL)[1]


def test_a_provider_is_connected_at_the_address_that_was_shown_and_is_on_record(caio, far, audit_tags):
    fields = typed(caio, far)

    answer = caio.post(f"{PAGE}/conectar", fields)

    row = IdentityProvider.objects.get()
    assert (answer["location"], row.public_id, row.is_on) == (PAGE, fields["id"], True)
    assert audit_tags()[-1] == ("provider:connect", "done")
    shown = caio.get(PAGE).content.decode()
    assert providers.redirect_uri(row.public_id) in shown
    assert SECRET not in shown


def test_the_secret_is_sealed_and_bound_to_its_row_and_issuer(company, house, far):
    from desvelo.kernel.sealing.errors import NotReadable

    assert providers.secret_of(company) == SECRET
    assert SECRET.encode() not in bytes(company.secret_sealed)
    moved = connected(house, far.other, name="Outra")
    moved.secret_sealed = company.secret_sealed
    with pytest.raises(NotReadable):
        providers.secret_of(moved)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Escreva um nome de até 60"),
        ({"name": "a" * 61}, "Escreva um nome de até 60"),
        ({"issuer": "login.example"}, "um endereço https"),
        ({"issuer": "https://login.example?x"}, "um endereço https"),
        ({"client_id": "a b"}, "ID de cliente"),
        ({"secret": "curto"}, "8 caracteres ou mais"),
        ({"accepted_acr": "a b c d e f"}, "até cinco classes"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays_but_the_secret(caio, far, changed, sentence):
    fields = typed(caio, far, **changed)

    answer = caio.post(f"{PAGE}/conectar", fields)

    shown = answer.content.decode()
    assert (answer.status_code, sentence in shown, IdentityProvider.objects.count()) == (422, True, 0)
    assert f'value="{fields["id"]}"' in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"issuer": "https://other.example"}, "cita outro emissor"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE com S256"),
        ({"id_token_signing_alg_values_supported": ["HS256"]}, "Ele não assina com"),
        ({"response_types_supported": ["token"]}, "código de autorização"),
        ({"jwks_uri": "file:///etc/passwd"}, "não é https"),
    ],
)
def test_a_provider_that_cannot_be_used_is_not_connected_and_the_page_says_why(caio, far, document, sentence):
    far.say(document=document)

    answer = caio.post(f"{PAGE}/conectar", typed(caio, far))

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert IdentityProvider.objects.count() == 0


def test_an_address_without_a_provider_is_named(caio, far):
    answer = caio.post(f"{PAGE}/conectar", typed(caio, far, issuer=f"{far.issuer}/absent"))
    assert "Não há documento de descoberta" in answer.content.decode()


def test_two_of_one_name_and_an_eleventh_are_refused(caio, house, company, far, monkeypatch):
    again = caio.post(f"{PAGE}/conectar", typed(caio, far))
    assert (again.status_code, "Já existe um provedor" in again.content.decode()) == (422, True)
    monkeypatch.setattr(providers, "MOST", 1)

    with pytest.raises(ProviderUnusable) as refused:
        connected(house, far.issuer, name="Mais um")

    assert refused.value.reason == "most"


def test_the_test_says_of_each_part_that_it_is_well(caio, company, audit_tags):
    shown = check(caio, company)

    assert [each in shown for each in ("Ele diz quem é", "Ele entrega as chaves", "Ele nos conhece")] == [True] * 3
    assert "warn-ink" not in shown
    assert audit_tags()[-1] == ("provider:check", "done")


def test_the_test_finds_a_secret_that_the_provider_does_not_know_and_a_new_one_mends_it(caio, company, audit_tags):
    caio.post(f"{PAGE}/{company.public_id}/segredo", {"secret": "not-the-secret"})
    assert "não conhece este ID de cliente" in check(caio, company)

    caio.post(f"{PAGE}/{company.public_id}/segredo", {"secret": SECRET})

    assert "warn-ink" not in check(caio, company)
    assert ("provider:change", "done") in audit_tags()


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"issuer": "https://other.example"}, "cita outro emissor"),
        ({"jwks_uri": "/absent"}, "não é https"),
        ({"token_endpoint": "ISSUER/absent"}, "não segue o padrão"),
        ({"jwks_uri": "ISSUER/absent"}, "não entrega as chaves"),
        ({"jwks_uri": "ISSUER/.well-known/openid-configuration"}, "não é um conjunto de chaves"),
    ],
)
def test_the_test_says_which_part_is_wrong(caio, company, far, document, sentence):
    far.say(document={name: value.replace("ISSUER", far.issuer) for name, value in document.items()})

    assert sentence in check(caio, company)


def test_a_provider_that_is_silent_is_named_as_such(caio, company, settings):
    settings.DESVELO = replace(settings.DESVELO, identity_origin="http://127.0.0.1:9")
    calls.forget()

    assert "Não foi possível chegar até ele" in check(caio, company)


def test_a_provider_is_removed_when_nobody_is_connected_with_it(caio, house, company, far, audit_tags):
    ties(house.marina, company, far)
    answer = caio.post(f"{PAGE}/{company.public_id}/remover")
    assert (answer.status_code, "Há pessoas conectadas" in answer.content.decode()) == (422, True)
    just_proved(house.marina).post(f"/conta/seguranca/provedores/{company.public_id}/desconectar")

    caio.post(f"{PAGE}/{company.public_id}/remover")

    assert (IdentityProvider.objects.count(), audit_tags()[-1]) == (0, ("provider:remove", "done"))


def test_issuer_client_and_classes_have_no_address_that_changes_them(caio, company, far):
    """Bug class 14: a stored secret is sent elsewhere by changing only the address it goes to."""
    before = IdentityProvider.objects.values("issuer", "client_id", "accepted_acr").get()
    fields = typed(caio, far, issuer=far.other, client_id="another", accepted_acr="pwd")

    for act in ("segredo", "ligar", "conferir"):
        caio.post(f"{PAGE}/{company.public_id}/{act}", {**fields, "on": "on"})

    assert IdentityProvider.objects.values("issuer", "client_id", "accepted_acr").get() == before


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
def test_nobody_else_sees_or_changes_them(house, company, login):
    actor = replace(house.actors[login], proved_at=clock.wall())
    named = {"actor": actor, "provider": company.public_id, "now": clock.wall()}
    for act in (
        lambda: providers.lines(actor, now=clock.wall()),
        lambda: providers.check(**named),
        lambda: providers.give_secret(**named, secret=SECRET),
        lambda: providers.switch(**named, on="off"),
        lambda: providers.remove(**named),
    ):
        with pytest.raises(Forbidden):
            act()
    assert IdentityProvider.objects.get().is_on


def test_every_change_asks_for_a_factor_shown_just_now(house, company, far):
    browser = signed_in(house.caio)
    for act in (
        "conectar",
        f"{company.public_id}/segredo",
        f"{company.public_id}/ligar",
        f"{company.public_id}/remover",
    ):
        fields = {"secret": SECRET, "on": "off", "name": "x", "issuer": far.issuer, "client_id": "x", "id": "x"}
        assert browser.post(f"{PAGE}/{act}", fields)["location"].startswith("/confirmar?")
    assert IdentityProvider.objects.get().is_on
    with pytest.raises(ProofTooOld):
        providers.remove(actor=house.caio, provider=company.public_id, now=clock.wall())
    assert 'name="secret"' not in browser.get(PAGE).content.decode()


def test_without_the_demand_for_a_factor_an_open_screen_would_connect_one(house, far, monkeypatch):
    from desvelo.guards.access import gate

    monkeypatch.setattr(gate, "require_proof", lambda *_, **__: None)
    browser = signed_in(house.caio)
    fields = {"id": "z" * 22, "name": "x", "issuer": far.issuer, "client_id": "x", "secret": SECRET, "accepted_acr": ""}

    browser.post(f"{PAGE}/conectar", fields)

    assert IdentityProvider.objects.count() == 1
