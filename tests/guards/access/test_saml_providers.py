"""The page where IT connects a provider that speaks SAML: by what, what is said if it cannot be, what never changes."""

import re
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from browser import Browser, just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound, ProviderUnusable
from desvelo.guards.access.federation import providers, saml_library, saml_providers
from desvelo.guards.access.federation.saml_providers import AskedSaml, Given
from desvelo.guards.access.models import IdentityProvider
from far_saml import TWO_FACTORS
from federated import begins, is_in
from provisioning import Caller, token_of
from saml_round import post, signs_in, ties

PAGE = "/ajustes/provedores"


@pytest.fixture
def caio(house):
    return just_proved(house.caio)


def typed(caio, far_idp, **changed: str) -> dict[str, str]:
    shown = caio.get(PAGE).content.decode()
    public_id = re.search(r'name="id" value="([^"]+)"', shown)[1]
    given = {"id": public_id, "name": "Aurora SAML", "accepted_acr": TWO_FACTORS, "metadata": "", "address": ""}
    return {**given, "metadata": far_idp.metadata(), **changed}


def test_it_is_connected_by_pasted_metadata_at_the_addresses_that_were_shown(caio, far_idp, audit_tags):
    fields = typed(caio, far_idp)

    answer = caio.post(f"{PAGE}/conectar-saml", fields)

    row = IdentityProvider.objects.get()
    assert (answer["location"], row.public_id, row.issuer) == (PAGE, fields["id"], far_idp.entity)
    assert row.client_id == f"http://localhost:8000/entrar/provedor/{row.public_id}"
    assert audit_tags()[-1] == ("provider:connect", "done")
    shown = caio.get(PAGE).content.decode()
    assert providers.answer_uri(row.public_id) in shown
    assert "Os certificados valem até" in shown
    assert f'id="secret-{row.public_id}"' not in shown


def test_or_by_the_address_of_its_metadata(caio, far_idp):
    caio.post(f"{PAGE}/conectar-saml", typed(caio, far_idp, metadata="", address=far_idp.entity))

    assert IdentityProvider.objects.get().sign_on == f"{far_idp.base}/sso"


def test_where_the_metadata_is_has_to_be_said_and_reached(caio, far_idp, settings):
    for changed, sentence in (
        ({"metadata": ""}, "um dos dois"),
        ({"address": far_idp.entity}, "um dos dois"),
        ({"metadata": "", "address": "http://127.0.0.1:9/x"}, "não responde"),
        ({"metadata": "", "address": "ftp://login.example"}, "começa com https"),
        ({"metadata": "", "address": f"{far_idp.base}/nothing?SAMLRequest"}, "não responde"),
    ):
        answer = caio.post(f"{PAGE}/conectar-saml", typed(caio, far_idp, **changed))
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), changed
    settings.DESVELO = replace(settings.DESVELO, identity_origin=None)
    answer = caio.post(f"{PAGE}/conectar-saml", typed(caio, far_idp, metadata="", address=far_idp.entity))
    assert "começa com https" in answer.content.decode()
    assert not IdentityProvider.objects.exists()


@pytest.mark.asvs("1.5.1")
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Escreva um nome de até 60"),
        ({"accepted_acr": "a b c d e f"}, "até cinco classes"),
        ({"metadata": "<a/>"}, "um provedor só"),
        ({"metadata": "&#0;"}, "XML sem DOCTYPE"),
        ({"metadata": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"}, "XML sem DOCTYPE"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(caio, far_idp, changed, sentence):
    fields = typed(caio, far_idp, **changed)

    answer = caio.post(f"{PAGE}/conectar-saml", fields)

    shown = answer.content.decode()
    assert (answer.status_code, sentence in shown) == (422, True)
    assert f'name="id" value="{fields["id"]}"' in shown
    assert not IdentityProvider.objects.exists()


def test_only_https_counts_where_nothing_inside_was_named(caio, far_idp, settings):
    fields = typed(caio, far_idp)
    settings.DESVELO = replace(settings.DESVELO, identity_origin=None)

    answer = caio.post(f"{PAGE}/conectar-saml", fields)

    assert "não é https" in answer.content.decode()


def test_replaced_certificates_serve_once_they_were_given(house, saml_company, far_idp, caio, audit_tags):
    ties(house.marina, saml_company, far_idp)
    far_idp.say(rotate=True)
    assert post(far_idp.follow(begins(Browser(), saml_company))).status_code == 401

    caio.post(f"{PAGE}/{saml_company.public_id}/metadados", {"metadata": far_idp.metadata()})

    assert audit_tags()[-1] == ("provider:change", "done")
    browser = Browser()
    signs_in(browser, saml_company, far_idp)
    assert is_in(browser)


def test_the_metadata_of_another_is_not_taken(saml_company, far_idp, caio):
    other = far_idp.metadata().replace(f'entityID="{far_idp.entity}"', 'entityID="https://other.example"')
    before = IdentityProvider.objects.values().get()

    answer = caio.post(f"{PAGE}/{saml_company.public_id}/metadados", {"metadata": other})

    assert (answer.status_code, "metadados de outro provedor" in answer.content.decode()) == (422, True)
    assert IdentityProvider.objects.values().get() == before


def test_what_belongs_to_one_protocol_is_not_done_to_the_other(house, saml_company, far_idp, company):
    actor, now = replace(house.caio, proved_at=clock.wall()), clock.wall()

    with pytest.raises(NotFound):
        providers.give_secret(actor=actor, provider=saml_company.public_id, secret="s" * 20, now=now)
    given = Given(text=far_idp.metadata(), address="")
    with pytest.raises(NotFound):
        saml_providers.renew(actor=actor, provider=company.public_id, metadata=given, now=now)


def check(caio, company) -> str:
    shown = caio.post(f"{PAGE}/{company.public_id}/conferir").content.decode()
    return re.search(r'<ul class="line-panel" role="status">(.*?)</ul>', shown, re.DOTALL)[1]


def test_a_test_says_whether_its_certificates_are_good(saml_company, caio, after, monkeypatch):
    assert "Um certificado dele vale" in check(caio, saml_company)

    after_all = saml_library.last_day(saml_company.certificates) - timedelta(days=800)
    monkeypatch.setattr(saml_library, "last_day", lambda _: after_all)
    assert "Os certificados venceram" in check(caio, saml_company)


@pytest.mark.asvs("6.8.3")
def test_an_answer_signed_by_a_certificate_that_is_over_is_not_believed(saml_company, far_idp, after, audit_tags):
    after(timedelta(days=401))

    assert post(far_idp.follow(begins(Browser(), saml_company))).status_code == 401
    assert audit_tags()[-1] == ("session:start", "denied:answer_signature")


@pytest.fixture
def without_the_extra(monkeypatch):
    """Let the two libraries be missing."""
    for name in [each for each in sys.modules if each.split(".")[0] in {"lxml", "signxml"}]:
        monkeypatch.setitem(sys.modules, name, None)
    for part in ("assertion", "metadata", "reading", "signature"):
        monkeypatch.delitem(sys.modules, f"desvelo.kernel.federation.saml.{part}", raising=False)
    monkeypatch.setattr(saml_library, "_PACKAGES", ("lxml_that_is_missing",))
    saml_library.is_installed.cache_clear()
    yield
    saml_library.is_installed.cache_clear()


def test_without_the_extra_the_page_says_what_to_install(caio, saml_company, far_idp, without_the_extra):
    shown = caio.get(PAGE)

    assert "pip install &#x27;desvelo[saml]&#x27;" in shown.content.decode()
    assert "pip install" in check(caio, saml_company)
    answer = caio.post(f"{PAGE}/conectar-saml", typed(caio, far_idp))
    assert (answer.status_code, IdentityProvider.objects.count()) == (422, 1)


def test_without_the_extra_nobody_is_sent_away_and_nothing_falls_over(saml_company, far_idp, without_the_extra):
    answer = Browser().post(f"/entrar/provedor/{saml_company.public_id}")

    assert (answer.status_code, "não está instalada" in answer.content.decode()) == (401, True)


def test_every_change_asks_for_a_factor_shown_just_now(house, saml_company, far_idp):
    browser = signed_in(house.caio)
    before = IdentityProvider.objects.values().get()
    for act in ("conectar-saml", f"{saml_company.public_id}/metadados"):
        fields = typed(just_proved(house.caio), far_idp, name="x")
        assert browser.post(f"{PAGE}/{act}", fields)["location"].startswith("/confirmar?")
    assert IdentityProvider.objects.values().get() == before


def test_without_the_demand_for_a_factor_an_open_screen_would_connect_one(house, far_idp, monkeypatch):
    fields = typed(just_proved(house.caio), far_idp)
    monkeypatch.setattr(gate, "require_proof", lambda *_, **__: None)

    signed_in(house.caio).post(f"{PAGE}/conectar-saml", fields)

    assert IdentityProvider.objects.count() == 1


def test_an_account_that_the_provider_made_enters_by_the_name_it_gave(house, saml_company, far_idp):
    """SCIM beside SAML: what is sent as externalId is what is sent as NameID."""
    far_idp.say(sub="scim-7")
    Caller(token_of(house, saml_company)).makes(sub="scim-7")
    browser = Browser()

    signs_in(browser, saml_company, far_idp)

    assert is_in(browser)


def test_what_is_typed_by_hand_is_judged_as_what_a_form_sends(house, far_idp):
    asked = AskedSaml(id="not an id", name="x", accepted_acr="", metadata=Given(text="", address=""))

    with pytest.raises(ProviderUnusable):
        saml_providers.connect(actor=replace(house.caio, proved_at=clock.wall()), asked=asked, now=clock.wall())
