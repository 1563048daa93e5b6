"""Enter by the company's identity provider: connected on a page, tied by the person, and what is seen when it fails."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

import far_provider
from accessible import everywhere
from far_provider import CLIENT, SECRET, FarProvider
from ran_before import demo_folder
from started import Started
from visitor import Visitors


@pytest.fixture(scope="module")
def provider(tmp_path_factory) -> Iterator[FarProvider]:
    with far_provider.running(tmp_path_factory.mktemp("provider")) as running:
        yield running


@pytest.fixture(scope="module")
def people(provider, browser) -> Iterator[Visitors]:
    """Return the people of a desk that was told where its provider is."""
    with demo_folder() as data:
        desk = Started(data, "demo", "--no-browser", "--json", DESVELO_IDENTITY_ORIGIN=provider.issuer)
        people = Visitors(info=desk.info, keys=data / "keys", browser=browser)
        yield people
        people.close()
        assert desk.end() == 0, desk.stderr


def test_from_the_page_of_providers_to_the_door(people, provider):
    provider.say(reset=True, desk=people.info["url"], sub="marina-7", amr=["pwd", "mfa"])
    wrong = connected(people.let_in("caio"), provider)
    marina = people.let_in("marina")
    marina.goto("/conta/seguranca")
    marina.get_by_role("button", name="Aurora ID").click()
    marina.wait_for_url("**/conta/seguranca*")
    stranger = people.page()
    stranger.goto("/entrar")
    stranger.get_by_role("button", name="Aurora ID").click()
    stranger.wait_for_url("**/atendimento/**")

    provider.say(sub="somebody-else")
    stranger = people.page()
    stranger.goto("/entrar")
    stranger.get_by_role("button", name="Aurora ID").click()
    stranger.get_by_role("heading", name="Não deu certo").wait_for()
    wrong |= everywhere(stranger, "refused")

    stranger.goto("/entrar")
    stranger.route(
        f"{provider.issuer}/**", lambda route: route.fulfill(status=204)
    )  # which leaves the page where it is
    stranger.get_by_role("button", name="Aurora ID").click()
    expect(stranger.locator(".paper-card .btn.primary")).to_be_visible()
    wrong |= everywhere(stranger, "leaving")

    assert wrong == {}


def test_a_provider_sends_a_group_through_the_edge_and_it_says_what_it_stands_for(people, provider):
    provider.say(reset=True, desk=people.info["url"], sub="marina-7", amr=["pwd", "mfa"])
    page = people.let_in("caio")
    connected(page, provider, name="Matriz ID")
    line = page.locator(".line", has_text="Matriz ID")
    line.locator("summary").click()
    line.get_by_role("link", name="Contas e grupos (SCIM)").click()
    wrong = everywhere(page, "provisioning, none")
    page.fill("#token-name", "Aurora ID")
    page.get_by_role("button", name="Criar chave").click()
    token = page.locator("#token").input_value()
    wrong |= everywhere(page, "provisioning, a new token")

    with httpx.Client(
        base_url=people.info["url"], headers={"authorization": f"Bearer {token}"}, trust_env=False
    ) as far:
        person = {"userName": "bruna@aurora.example", "externalId": "bruna-7", "displayName": "Bruna Dias"}
        made = far.post("/scim/v2/Users", json=person)
        group = {"displayName": "Recepção da matriz", "members": [{"value": made.json()["id"]}]}
        assert (made.status_code, far.post("/scim/v2/Groups", json=group).status_code) == (201, 201)
    page.get_by_role("link", name="Provedores de identidade").click()
    line.locator("summary").click()
    line.get_by_role("link", name="Contas e grupos (SCIM)").click()
    expect(page.locator(".lines").last).to_contain_text("Recepção da matriz")
    wrong |= everywhere(page, "provisioning")
    page.locator(".lines").last.locator("select").first.select_option(index=1)
    page.locator(".lines").last.get_by_role("button", name="Salvar").click()
    expect(page.locator(".lines").last.locator("select").first).not_to_have_value("")

    assert wrong == {}


def connected(page: Page, provider: FarProvider, *, name: str = "Aurora ID") -> dict[str, list[str]]:
    """Connect the provider as whoever looks after security does; return the faults of the page before and after."""
    page.goto("/ajustes/provedores")
    wrong = everywhere(page, "providers, none")
    page.fill("#provider-name", name)
    page.fill("#provider-issuer", provider.issuer)
    page.fill("#provider-client", CLIENT)
    page.fill("#provider-secret", SECRET)
    page.locator("form:has(#provider-secret) button:has-text('Conectar')").click()
    expect(page.locator(".lines")).to_contain_text(name)
    return wrong | everywhere(page, "providers")
