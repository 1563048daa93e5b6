"""Somebody loses the phone: a recovery code, another app before anything else, and those who keep watch hear of it."""

import re
import time

from playwright.sync_api import Page, expect

from visitor import Complaints, totp

CODES = "/conta/seguranca/codigos"


def make_codes(page: Page) -> list[str]:
    page.goto(CODES)
    page.get_by_role("button", name="Gerar dez códigos").click()
    page.locator("[data-codes] code").first.wait_for()
    return page.locator("[data-codes] code").all_inner_texts()


def see_notice(page: Page, title: str) -> None:
    """Read a notice, and say that it was seen, so that the next journey does not."""
    banner = page.locator(".alarm", has_text=title)
    expect(banner).to_be_visible()
    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)


def test_a_code_leads_to_another_app_before_anything_else(visitors, info):
    page = visitors.let_in("lucia")
    complaints = Complaints(page)
    codes = make_codes(page)
    assert len(set(codes)) == 10
    page.get_by_label("Guardei").check()
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url("**/conta/seguranca")
    expect(page.locator(".line", has_text="Restam 10 códigos")).to_contain_text("Você disse que os guardou.")

    lost = visitors.page()
    account = visitors.account("lucia")
    lost.goto("/entrar")
    lost.fill("#email", account["email"])
    lost.fill("#password", account["password"])
    lost.keyboard.press("Enter")
    lost.get_by_role("link", name="Perdi meu aparelho").click()
    lost.fill("#recovery-code", codes[4].lower().replace("-", " "))
    lost.keyboard.press("Enter")
    lost.wait_for_url("**/entrar/cadastrar-fator")
    page.goto("/auditoria")  # every session of before is over
    page.wait_for_url("**/entrar")
    lost.goto("/auditoria")  # and nothing opens before another factor
    lost.wait_for_url("**/entrar")

    lost.goto("/entrar/cadastrar-fator")
    secret = re.sub(r"[^A-Z2-7]", "", lost.locator("code.secret").inner_text())
    step = int(time.time()) // 30
    lost.fill("#code", totp(secret, step))
    lost.keyboard.press("Enter")
    lost.wait_for_url(f"**{CODES}")
    account["totp_secret"], visitors.steps["lucia"] = secret, step  # whoever signs her in from now on uses the new app
    visitors.forget("lucia")
    lost.goto("/conta/seguranca")
    expect(lost.locator(".line", has_text="Restam 9 códigos")).to_be_visible()
    see_notice(lost, "Um código de recuperação seu foi usado")

    keeper = visitors.let_in("caio")
    keeper.goto("/auditoria")
    see_notice(keeper, "Lúcia Arantes entrou com um código de recuperação")
    assert complaints.take() == []
