"""A passkey from its making to its end, with a device that Chromium pretends to have."""

from typing import Any

from playwright.sync_api import Page, expect

from visitor import Complaints

SECURITY = "/conta/seguranca"
WITH_PASSKEY = "Entrar com chave de acesso"
NEW = "Criar chave de acesso"


class Device:
    """What holds the passkeys of one window."""

    def __init__(self, page: Page) -> None:
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self._id = self._cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    @property
    def passkeys(self) -> list[dict[str, Any]]:
        return self._cdp.send("WebAuthn.getCredentials", {"authenticatorId": self._id})["credentials"]

    def verify_owner(self, *, verified: bool) -> None:
        self._cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": verified})


def make_passkey(page: Page, name: str) -> None:
    page.goto(SECURITY)
    page.fill("#passkey-name", name)
    page.get_by_role("button", name=NEW).click()
    page.locator(".line", has_text=name).wait_for()


def sign_out(page: Page) -> None:
    page.locator("form[action='/sair']").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/entrar")


def test_made_used_alone_and_removed(visitors, info):
    page = visitors.page()
    visitors.sign_in(page, "helena")
    complaints, device = Complaints(page), Device(page)

    make_passkey(page, "Notebook da Helena")
    assert [(key["rpId"], key["isResidentCredential"]) for key in device.passkeys] == [("localhost", True)]
    sign_out(page)
    page.get_by_role("button", name=WITH_PASSKEY).click()
    page.wait_for_url(f"{info['url']}/auditoria")
    expect(page.locator(".nav-who b")).to_have_text("Helena Teles")

    page.goto(SECURITY)
    line = page.locator(".line", has_text="Notebook da Helena")
    expect(line).to_contain_text("Último uso")
    line.locator("summary").click()
    line.get_by_role("button", name="Remover").click()
    expect(page.locator(".line.none")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name=WITH_PASSKEY).click()
    expect(page.locator("#sign-in-error")).to_contain_text("Não foi possível entrar.")
    assert [each for each in complaints.take() if "401" not in each] == []


def test_it_unlocks_and_confirms_in_one_gesture(visitors, info):
    page = visitors.let_in("caio")
    Device(page)
    make_passkey(page, "Chave do Caio")
    page.goto("/auditoria")

    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/bloqueio?volta=%2Fauditoria")
    page.get_by_role("button", name="Destravar com chave de acesso").click()
    page.wait_for_url(f"{info['url']}/auditoria")

    page.goto(f"/confirmar?volta={SECURITY}")
    page.get_by_role("button", name="Confirmar com chave de acesso").click()
    page.wait_for_url(f"**{SECURITY}")
    expect(page.get_by_role("button", name=NEW)).to_be_visible()


def test_a_device_that_does_not_know_its_owner_opens_nothing_and_says_what_to_do(visitors):
    page = visitors.let_in("lucia")
    device = Device(page)
    make_passkey(page, "Celular")
    sign_out(page)
    device.verify_owner(verified=False)

    page.get_by_role("button", name=WITH_PASSKEY).click()

    said = page.locator("[data-said]")
    expect(said).to_contain_text("use outro jeito")
    expect(page.locator("#email")).to_be_visible()
    page.goto("/auditoria")
    page.wait_for_url("**/entrar")


def test_a_device_without_a_passkey_is_told_so(visitors):
    page = visitors.page()
    Device(page)
    page.goto("/entrar")

    page.get_by_role("button", name=WITH_PASSKEY).click()

    expect(page.locator("[data-said]")).to_contain_text("Se este aparelho não tem chave de acesso daqui")


def test_one_device_is_asked_for_one_passkey_only(visitors):
    page = visitors.let_in("rui")
    device = Device(page)
    make_passkey(page, "Primeira")

    page.fill("#passkey-name", "Segunda")
    page.get_by_role("button", name=NEW).click()

    expect(page.locator("[data-said]")).to_contain_text("já tem uma chave de acesso")
    assert len(device.passkeys) == 1


def test_a_browser_that_cannot_offers_the_other_way_alone(visitors):
    page = visitors.page()
    page.add_init_script("delete window.PublicKeyCredential")

    page.goto("/entrar")

    expect(page.get_by_role("button", name=WITH_PASSKEY)).to_be_hidden()
    expect(page.locator("#email")).to_be_visible()


def test_a_browser_without_scripts_is_not_offered_what_needs_one(visitors):
    page = visitors.page(java_script_enabled=False)

    page.goto("/entrar")

    expect(page.get_by_role("button", name=WITH_PASSKEY)).to_be_hidden()
    expect(page.get_by_role("button", name="Continuar")).to_be_visible()
