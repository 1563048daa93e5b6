"""A role is taken away while its page and its stream are open; it comes back when the officer agreed."""

import time

from playwright.sync_api import Page, expect

WITHIN_SECONDS = 10  # five for the stream to ask again, and the page's own way to the door


def test_whoever_has_less_is_out_within_seconds_and_more_waits_for_the_officer(visitors, customer):
    customer.writes("Bom dia, tudo bem?")
    rui, caio = visitors.let_in("rui"), visitors.let_in("caio")
    customer.opened_by(rui)
    rui.fill("#reply", "Bom dia! Já vejo")
    _give(caio, visitors.account("rui")["name"], "agent")
    begun = time.monotonic()

    rui.wait_for_url("**/entrar**", timeout=WITHIN_SECONDS * 1000)

    assert time.monotonic() - begun < WITHIN_SECONDS
    assert customer.name not in rui.content()
    assert rui.request.get("/atendimento/minhas", max_redirects=0).status == 401

    _give(caio, visitors.account("rui")["name"], "supervisor")
    helena = visitors.let_in("helena")
    helena.goto("/supervisao/aprovacoes")
    card = helena.locator("li", has_text=visitors.account("rui")["name"]).first
    card.get_by_role("button", name="Concordar").click()
    expect(helena.locator(".badge.ok").first).to_contain_text("Concordou")
    visitors.forget("rui")
    again = visitors.let_in("rui")
    again.goto("/supervisao/aprovacoes")
    expect(again.locator("h1").first).to_be_visible()


def _give(page: Page, name: str, role: str) -> None:
    page.goto("/ajustes/equipe")
    page.get_by_role("link", name=name).click()
    page.locator("#role").select_option(role)
    page.locator("#role-title ~ form [type=submit], form:has(#role) [type=submit]").first.click()
    page.wait_for_load_state()
