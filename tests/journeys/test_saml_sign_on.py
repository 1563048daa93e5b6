"""Enter by a provider that speaks SAML: connected on a page, its answer posted from another site without our cookie."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

import far_saml
from accessible import everywhere
from far_saml import TWO_FACTORS, FarSaml
from ran_before import demo_folder
from started import Started
from visitor import Visitors

ANOTHER_SITE = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}


@pytest.fixture(scope="module")
def people(browser) -> Iterator[Visitors]:
    """Return the people of a desk whose operator lets providers inside be without TLS, as one beside it is."""
    with demo_folder() as data:
        desk = Started(data, "demo", "--no-browser", "--json", DESVELO_IDENTITY_ORIGIN="http://127.0.0.1:9")
        people = Visitors(info=desk.info, keys=data / "keys", browser=browser)
        yield people
        people.close()
        assert desk.end() == 0, desk.stderr


@pytest.fixture(scope="module")
def idp(people, tmp_path_factory) -> Iterator[FarSaml]:
    host = ANOTHER_SITE[str(urlsplit(people.info["url"]).hostname)]
    with far_saml.running(tmp_path_factory.mktemp("saml"), host=host) as running:
        yield running


def test_from_the_metadata_to_the_door(people, idp):
    wrong = connected(people.let_in("caio"), idp)
    idp.say(acr=TWO_FACTORS)
    marina = people.let_in("marina")
    marina.goto("/conta/seguranca")
    marina.get_by_role("button", name="Aurora SAML").click()
    marina.wait_for_url("**/conta/seguranca*")
    expect(marina.get_by_role("button", name="Desconectar")).to_be_visible()

    stranger = people.page()
    stranger.goto("/entrar")
    stranger.get_by_role("button", name="Aurora SAML").click()
    stranger.wait_for_url("**/atendimento/**")

    stranger = people.page()
    stranger.route("**/retorno?*", lambda route: route.fulfill(status=204))  # which leaves the page where it is
    stranger.goto("/entrar")
    stranger.get_by_role("button", name="Aurora SAML").click()
    expect(stranger.get_by_role("heading", name="De volta do seu provedor")).to_be_visible()
    wrong |= everywhere(stranger, "coming back")

    assert wrong == {}


def connected(page: Page, idp: FarSaml) -> dict[str, list[str]]:
    """Connect the provider as whoever looks after security does; return the faults of the page."""
    page.goto("/ajustes/provedores")
    idp.say(desk=[page.locator("#saml-entity").input_value(), page.locator("#saml-answer").input_value()])
    page.fill("#saml-name", "Aurora SAML")
    page.fill("#saml-metadata", "<a/>")
    page.fill("#saml-acr", TWO_FACTORS)
    page.locator("form:has(#saml-metadata) button:has-text('Conectar')").click()
    expect(page.locator("#saml-error")).to_be_visible()
    wrong = everywhere(page, "saml, refused")
    page.fill("#saml-metadata", idp.metadata())
    page.locator("form:has(#saml-metadata) button:has-text('Conectar')").click()
    expect(page.locator(".lines")).to_contain_text("Aurora SAML")
    page.locator(".line summary").first.click()
    return wrong | everywhere(page, "saml, connected")
