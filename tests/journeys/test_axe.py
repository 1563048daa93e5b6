"""No screen has an accessibility fault that axe calls serious or critical, in either theme, at any of three widths.

Each screen is opened once; the width and the theme change around it.

Source: ux.md section 8 and acceptance check 17; WCAG 2.2 AA as axe-core checks it.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from customers import new_customer

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
SIZES = ((1440, 900), (1024, 768), (390, 844))
GRAVE = {"serious", "critical"}
_AXE = Axe()
# The watermark is faint on purpose and says nothing to a reader; a frame of another origin is that origin's own.
_CONTEXT = {"exclude": [["iframe"], ["#watermark"]]}
_OPTIONS = {"resultTypes": ["violations"]}


def faults(page: Page) -> list[str]:
    """Return what axe finds grave on a page as it stands."""
    found = _AXE.run(page, context=_CONTEXT, options=_OPTIONS).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:240]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def everywhere(page: Page, name: str, *, settle: Callable[[], object] = lambda: None) -> dict[str, list[str]]:
    """Look at a screen in both themes and three widths; return the faults of each."""
    wrong = {}
    for theme in ("light", "dark"):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            settle()
            if found := faults(page):
                wrong[f"{name}, {theme}, {width}"] = found
    return wrong


def test_the_check_finds_what_is_wrong(visitors):
    page = visitors.page()
    page.goto("/entrar")
    page.evaluate("document.querySelector('label[for=email]').remove()")

    assert [each.split(":")[0] for each in faults(page)] == ["label"]


def test_the_door(visitors):
    page = visitors.page()
    page.goto("/entrar")
    wrong = everywhere(page, "sign-in")
    page.fill("#email", visitors.account("lucia")["email"])
    page.fill("#password", visitors.account("lucia")["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/segundo-fator")
    wrong |= everywhere(page, "second factor")
    page.fill("#code", "000000")
    page.keyboard.press("Enter")
    page.locator("#code-error").wait_for()
    wrong |= everywhere(page, "second factor refused")

    assert wrong == {}


@pytest.fixture
def conversation(visitors, customer) -> Page:
    """Return Marina's page with a conversation open that holds protected data and an answer."""
    customer.writes(CARD)
    page = visitors.page("marina")
    customer.opened_by(page)
    page.locator("#reply").fill("Bom dia! Vou ver isso agora.")
    page.locator("#reply").press("Enter")
    expect(page.locator("#reply")).to_have_value("")
    expect(page.locator("#items .msg.out .tick").last).to_contain_text("entregue")
    page.keyboard.press("Escape")
    return page


def test_the_lists(visitors):
    page = visitors.page("marina")
    page.goto("/atendimento/todas")
    wrong = everywhere(page, "list")
    nobodys = visitors.page("rui")
    nobodys.goto("/atendimento/minhas")
    wrong |= everywhere(nobodys, "empty list")

    assert wrong == {}


def test_the_conversation(conversation):
    wrong = everywhere(conversation, "conversation")
    conversation.set_viewport_size({"width": 1024, "height": 768})
    conversation.keyboard.press("i")
    expect(conversation.locator("#context")).to_be_visible()
    wrong |= {f"customer, {theme}": found for theme in ("light", "dark") if (found := in_theme(conversation, theme))}

    assert wrong == {}


def in_theme(page: Page, theme: str) -> list[str]:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    return faults(page)


def test_the_questions_about_a_datum(conversation):
    conversation.keyboard.press("r")
    conversation.locator("#reveal[open] [data-reveal-form]").wait_for()
    wrong = everywhere(conversation, "before showing")
    conversation.keyboard.press("c")
    conversation.locator("[data-compare-form]").wait_for()
    wrong |= everywhere(conversation, "before comparing")
    conversation.keyboard.type("111.444.777-35")
    conversation.keyboard.press("Enter")
    conversation.locator("#compare-said b").wait_for()
    wrong |= everywhere(conversation, "compared")

    assert wrong == {}


def test_a_value_while_it_is_shown(conversation):
    conversation.keyboard.press("r")
    conversation.locator("#reveal[open] [data-reveal-form]").wait_for()
    conversation.keyboard.press("1")
    conversation.keyboard.press("Enter")
    conversation.locator("[data-revealed]").wait_for()

    assert {theme: in_theme(conversation, theme) for theme in ("light", "dark")} == {"light": [], "dark": []}
    expect(conversation.locator("[data-revealed]")).to_have_count(1)


def test_what_holds_a_reply_back(conversation):
    conversation.locator("#reply").fill(CARD)
    conversation.locator("#reply").press("Enter")
    conversation.locator("[data-guard]").wait_for()
    wrong = everywhere(conversation, "guard")
    conversation.keyboard.press("Escape")
    conversation.context.set_offline(True)
    expect(conversation.locator("#connection")).to_be_visible()
    wrong |= everywhere(conversation, "offline")

    assert wrong == {}


def test_the_forms_for_what_is_more_than_words(conversation):
    conversation.locator("[data-more] summary").click()
    wrong = everywhere(conversation, "more")
    for kind in ("botoes", "lista", "lugar", "contato"):
        conversation.locator(f"[data-more] a[href$={kind}]").evaluate("link => link.click()")
        conversation.locator(f"#compose form[action$={kind}]").wait_for()
        conversation.locator("#compose .send").click()
        conversation.locator("#compose .field-error").first.wait_for()
        wrong |= everywhere(conversation, kind)
    conversation.goto(conversation.locator("#compose form").get_attribute("action"))
    wrong |= everywhere(conversation, "a form of its own")

    assert wrong == {}


def test_the_shortcut_sheet_and_the_menu(conversation):
    conversation.keyboard.press("?")
    wrong = everywhere(conversation, "shortcuts")
    conversation.keyboard.press("Escape")
    conversation.goto("/atendimento/todas")
    conversation.locator(".nav-user summary").press("Enter")
    wrong |= everywhere(conversation, "menu")

    assert wrong == {}


def test_the_audit(visitors, info):
    new_customer(info).writes(CARD)
    page = visitors.page("helena")
    page.goto("/auditoria")
    wrong = everywhere(page, "audit")
    page.goto("/auditoria/3")
    wrong |= everywhere(page, "entry")

    assert wrong == {}


@pytest.mark.parametrize("path", ["/meus-acessos", "/conta/seguranca", "/conta/aparencia"])
def test_what_is_ones_own(visitors, path):
    page = visitors.page("marina")
    page.goto(path)

    assert everywhere(page, path) == {}


def test_the_trail_of_messages(visitors, info):
    new_customer(info).writes(CARD)
    page = visitors.page("caio")
    page.goto("/postura/mensagens")
    wrong = everywhere(page, "trail")
    page.locator("#sheet table a").first.click()
    page.wait_for_url("**/postura/mensagens/*")
    wrong |= everywhere(page, "trail of one message")

    assert wrong == {}


def test_the_locked_screen(visitors):
    page = visitors.page()
    visitors.sign_in(page, "rui")
    page.goto("/atendimento/minhas")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/bloqueio**")

    assert everywhere(page, "locked") == {}


def test_the_demonstration_and_the_gallery(visitors):
    page = visitors.page()
    page.goto("/demo")
    wrong = everywhere(page, "demonstration")
    page.goto("/demo/galeria")
    wrong |= everywhere(page, "gallery")

    assert wrong == {}


def test_the_pages_that_refuse(visitors):
    page = visitors.page("caio")
    wrong = {}
    for path in ("/atendimento/todas", "/atendimento/c/nao-existe"):
        page.goto(path)
        wrong |= everywhere(page, path)

    assert wrong == {}
