"""What surrounds a shown value: ten minutes of a class, more time to read, the code of the watermark, an answer heard.

Source: ux.md 7.2 steps 5 and 6, 6.7; WCAG 2.2, 2.2.1.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from accessible import everywhere
from journeys.test_who_decides import _two_people
from shown_value import REVEALED, shown_value

CPF = "529.982.247-25"
LASTS, CHIPS, LONGER = "[data-lasts]", "#items button.chip", "[data-longer-more]"


@pytest.fixture
def agent(visitors, customer) -> Page:
    """Marina at a conversation with three data of one class and one of another."""
    customer.writes(f"oi, meu cpf é {CPF}, o da minha mãe 111.444.777-35")
    customer.writes("o do meu pai 390.533.447-05 e meu email ana@exemplo.example")
    page = visitors.let_in("marina")
    customer.opened_by(page)
    expect(page.locator(CHIPS)).to_have_count(4)
    return page


def show(page: Page, *, at: int = 0, goes_on: bool = False) -> None:
    page.locator(CHIPS).nth(at).click()
    page.locator("#reveal[open] [data-reveal-form]").wait_for()
    if goes_on:
        page.locator("[name=goes_on]").check()
    page.locator("[data-reveal-form] [type=submit]").click()
    page.locator(REVEALED).wait_for()


def test_ten_minutes_of_a_class_are_seen_and_end_by_a_key_and_a_button(agent):
    show(agent, goes_on=True)
    expect(agent.locator(LASTS)).to_contain_text("CPF: aparece sem perguntar até")
    agent.keyboard.press("Escape")
    expect(agent.locator(REVEALED)).to_have_count(0)
    expect(agent.locator(f"{CHIPS}.unasked")).to_have_count(3)
    wrong = everywhere(agent, "ten minutes")
    agent.set_viewport_size({"width": 1440, "height": 900})

    agent.locator(CHIPS).nth(1).click()
    expect(agent.locator("#reveal h2")).to_have_text("Mostrar este CPF")
    agent.keyboard.press("Escape")
    expect(agent.locator(LASTS)).to_have_count(1)
    agent.keyboard.press("Escape")
    expect(agent.locator(LASTS)).to_have_count(0)
    expect(agent.locator(f"{CHIPS}.unasked")).to_have_count(0)

    show(agent, goes_on=True)
    agent.get_by_role("button", name="Encerrar agora").click()
    expect(agent.locator(LASTS)).to_have_count(0)
    assert wrong == {}


def test_ten_seconds_before_the_end_more_is_offered_once_and_then_it_goes(agent):
    agent.clock.install()
    show(agent)
    expect(shown_value(agent)).to_have_text(CPF)
    agent.clock.run_for(18_000)
    expect(agent.locator(LONGER)).to_be_hidden()
    agent.clock.run_for(2_500)
    expect(agent.locator("[data-goes-in]")).to_contain_text("Some em")
    expect(agent.locator(LONGER)).to_contain_text("Mais 30 s")

    agent.keyboard.press("+")

    expect(agent.locator(LONGER)).to_be_hidden()
    agent.clock.run_for(15_000)
    expect(shown_value(agent)).to_have_text(CPF)
    agent.keyboard.press("+")
    agent.clock.run_for(46_000)
    expect(agent.locator(REVEALED)).to_have_count(0)
    expect(agent.locator("iframe")).to_have_count(0)


def test_what_is_offered_before_the_end_has_no_grave_fault(agent):
    show(agent)
    agent.locator(LONGER).wait_for(timeout=25_000)
    agent.keyboard.press("+")
    expect(agent.locator("[data-revealed] .seconds")).to_contain_text(re.compile("0:[34]"))
    agent.locator("[data-longer]").evaluate("each => { each.dataset.warns = 99; each.dataset.word = 'x'; }")
    agent.locator(LONGER).wait_for()

    assert everywhere(agent, "soon gone") == {}


def test_whoever_needs_more_time_has_two_minutes(agent):
    here = agent.url
    agent.goto("/conta/aparencia")
    agent.get_by_role("button", name="2 minutos").click()
    agent.goto(here)
    agent.locator(CHIPS).first.click()
    expect(agent.locator("#reveal [type=submit]")).to_contain_text("Mostrar por 120 s")
    agent.keyboard.press("Escape")
    agent.goto("/conta/aparencia")
    agent.get_by_role("button", name="30 segundos").click()


def test_the_document_of_a_value_is_empty_by_itself_in_the_end(agent):
    """Should the page never take it away: its own style hides it after the longest there is."""
    show(agent)
    expect(shown_value(agent)).to_be_visible()

    shown_value(agent).evaluate("each => each.getAnimations()[0].finish()")

    expect(shown_value(agent)).to_be_hidden()


def test_the_code_over_the_screen_leads_to_who_and_what(agent, visitors):
    show(agent)
    code = agent.locator("#watermark span").first.inner_text().rpartition(" ")[2]
    helena = visitors.let_in("helena")
    helena.goto("/auditoria")
    helena.locator("[data-filter] summary").click()
    helena.get_by_label("Código no fim de uma marca d’água").fill(code.lower())
    helena.get_by_role("button", name="Filtrar").click()
    expect(helena.locator(".mark-found")).to_contain_text("É uma sessão de Marina Lopes")
    wrong = everywhere(helena, "found by a watermark")
    helena.goto("/auditoria?marca=000000")
    expect(helena.locator(".mark-found")).to_contain_text("Nada que você possa ler")
    wrong |= everywhere(helena, "not found by a watermark")

    assert wrong == {}


def test_whoever_asked_hears_of_the_answer_on_the_open_page(agent, visitors):
    _two_people(visitors.let_in("caio"), "E-mail, Agenda")
    agent.locator(CHIPS).last.click()
    agent.get_by_role("button", name="Pedir à supervisão").click()
    expect(agent.locator("#reveal h2")).to_have_text("Pedido feito")
    agent.keyboard.press("Escape")
    rui = visitors.let_in("rui")
    rui.goto("/supervisao/aprovacoes")
    rui.get_by_role("button", name="Concordar").first.click()

    expect(agent.locator("#answers .toast")).to_contain_text("Concordaram com o que você pediu")
    expect(agent.locator("#nav a[href='/supervisao/aprovacoes'] .nav-count").first).to_have_text("1")
    wrong = everywhere(agent, "answered")
    agent.set_viewport_size({"width": 1440, "height": 900})
    agent.locator("#answers a").click()
    agent.wait_for_url("**/supervisao/aprovacoes")
    assert wrong == {}
