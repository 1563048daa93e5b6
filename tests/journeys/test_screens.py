"""Every screen at every width, in both themes, is in order, and the whole work goes by keyboard alone.

In order: nothing that the policy refuses, no error in the console, nothing to scroll sideways.

Source: ux.md sections 5, 9, 13; WCAG 2.2, 1.4.10 and 2.1.1.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from shown_value import shown_value
from started import eventually, rows
from visitor import Complaints

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
CPF = "529.982.247-25"
EXPECTED = re.compile(
    r"error: Failed to load resource: the server responded with a status of "
    r"(40[34] .*nao-|403 .*todas\)$|422 .*responder)"
    r"|error: Response Status Error Code 422 from .*responder"
)
_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (each) => each && each !== document.body
    && (/auto|scroll/.test(getComputedStyle(each).overflowX) || scrolls(each.parentElement));
  const isBeyond = (each) => {
    const box = each.getBoundingClientRect();
    return box.right > width + 1 && box.width > 1 && each.checkVisibility({visibilityProperty: true}) && !scrolls(each);
  };
  const page = document.scrollingElement.scrollWidth > width ? ["the page"] : [];
  const beyond = [...document.body.querySelectorAll(":not([aria-hidden] *)")].filter(isBeyond);
  return [...page, ...beyond.map((each) => each.cloneNode(false).outerHTML)].slice(0, 5);
}"""


class Look:
    """Walks through screens in one window and keeps what is wrong with them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._complaints = Complaints(page)
        self.wrong: dict[str, list[str]] = {}

    def at(self, path: str) -> None:
        self.page.goto(path)
        self.now(path)

    def now(self, name: str) -> None:
        self.page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => 1)")
        said = [each for each in self._complaints.take() if not EXPECTED.search(each)]
        found = [*said, *(f"too wide: {each}" for each in self.page.evaluate(_TOO_WIDE))]
        if found:
            self.wrong[name] = found


@pytest.fixture(
    params=[(1440, 900), (1024, 768), (820, 1100), (390, 844), (320, 640)], ids=lambda size: f"{size[0]} px"
)
def size(request):
    return {"width": request.param[0], "height": request.param[1]}


@pytest.fixture(params=["light", "dark"])
def window(size, request):
    return {**size, "color_scheme": request.param}


def test_the_door_is_in_order(visitors, window):
    who = visitors.account("lucia" if window["color_scheme"] == "light" else "caio")  # the door counts wrong codes
    look = Look(visitors.page(**window))
    look.at("/entrar")
    look.page.fill("#email", who["email"])
    look.page.fill("#password", who["password"])
    look.page.keyboard.press("Enter")
    look.page.wait_for_url("**/segundo-fator")
    look.now("second factor")
    look.page.fill("#code", "000000")
    look.page.keyboard.press("Enter")
    look.page.locator("#code-error").wait_for()

    assert look.wrong == {}


def test_the_desk_is_in_order(visitors, window, customer, info):
    customer.writes(CARD)
    look = Look(visitors.page("marina", **window))
    [[team]] = rows(info["database_url"], "SELECT public_id FROM access_team WHERE name = 'Agenda'")
    for path in ("minhas", "sem-responsavel", f"equipe/{team}", "c/nao-existe"):
        look.at(f"/atendimento/{path}")
    customer.opened_by(look.page)
    look.now("conversation")
    look.page.locator("#items button.chip[data-compare]").first.click()
    look.page.locator("#reveal[open] [data-reveal-form]").wait_for()
    look.now("question before a reveal")
    look.page.keyboard.press("Enter")
    look.page.locator("[data-revealed]").wait_for()
    look.now("revealed")
    look.page.keyboard.press("Escape")
    look.page.keyboard.press("c")
    look.page.locator("[data-compare-form]").wait_for()
    look.now("question before a comparison")
    look.page.keyboard.press("Escape")
    look.page.locator("#reply").fill(CARD)
    look.page.locator("#reply").press("Enter")
    look.page.locator("[data-guard]").wait_for()
    look.now("held back")
    look.page.keyboard.press("Escape")
    look.page.keyboard.press("Escape")
    look.page.keyboard.press("?")
    look.page.locator("#shortcuts[open]").wait_for()
    look.now("shortcut sheet")

    assert look.wrong == {}


def test_audit_and_refusals_are_in_order(visitors, window):
    officer = Look(visitors.page("helena", **window))
    for path in ("", "/3", "/nao-existe", "?dado=CPF&resultado=feito", "?ato=key%3Adestroy&quem=x", "/conferir-fora"):
        officer.at(f"/auditoria{path}")
    officer.page.goto("/auditoria")
    officer.page.locator("[data-filter] summary").click()
    officer.now("filters")
    for path in ("/meus-acessos", "/meus-acessos?tudo=1"):
        officer.at(path)
    refused = Look(visitors.page("caio", **window))
    refused.at("/atendimento/todas")

    assert officer.wrong == {}
    assert refused.wrong == {}


def test_the_demonstration_is_in_order(visitors, window):
    look = Look(visitors.page(**window))
    look.at("/demo")
    look.page.frame_locator("iframe.phone").locator(".composer").wait_for(state="attached")
    look.now("phone in its frame")

    assert look.wrong == {}


TARGETS = """() => [...document.querySelectorAll("a, button, summary, input, textarea, [role=button]")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.closest(".vh, .skip"))
  .filter((each) => {
    const box = (each.matches("input") && each.closest("label") || each).getBoundingClientRect();
    const after = getComputedStyle(each, "::after");
    const more = after.content === "none" ? 0 : -parseFloat(after.top) * 2;
    return box.width && (box.height + more < 43.5 || box.width + more < 43.5);
  }).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1100)], ids=["phone", "tablet"])
def test_what_a_finger_presses_is_large_enough(visitors, customer, width, height):
    customer.writes(CARD)
    page = visitors.page("marina", width=width, height=height, has_touch=True, is_mobile=True, reduced_motion="reduce")
    small = {}
    page.goto("/atendimento/minhas")
    small["list"] = page.evaluate(TARGETS)
    customer.opened_by(page)
    small["conversation"] = page.evaluate(TARGETS)
    page.locator("#items button.chip[data-compare]").first.click()
    page.locator("#reveal[open] [data-reveal-form]").wait_for()
    small["question"] = page.evaluate(TARGETS)
    page.locator("#reveal [data-ask$=conferir]").click()
    page.locator("[data-compare-form]").wait_for()
    small["comparison"] = page.evaluate(TARGETS)
    page.locator("#reveal [data-close]").click()
    page.locator("[data-context]").click()
    small["customer"] = page.evaluate(TARGETS)

    assert {name: found for name, found in small.items() if found} == {}


def test_on_a_phone_the_name_opens_what_is_known_of_the_customer(visitors, customer):
    customer.writes(CARD)
    page = visitors.page("marina", width=390, height=844, has_touch=True, is_mobile=True)
    customer.opened_by(page)
    expect(page.locator("#context")).to_be_hidden()

    page.locator("#conversation").click()

    expect(page.locator("#context")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#context")).to_be_hidden()


def test_on_a_phone_four_tabs_are_at_the_bottom_and_every_list_above_it(visitors):
    page = visitors.page("marina", width=390, height=844)
    page.goto("/atendimento/minhas")

    tabs = page.locator(".nav-scroll a:visible, .nav-user summary")
    assert [each.inner_text().strip().split("\n")[0] for each in tabs.all()] == ["Conversas", "Fila", "Acessos", "ML"]
    assert page.locator(".views a").all_inner_texts()[0].startswith("Minhas")
    assert any("Agenda" in each for each in page.locator(".views a").all_inner_texts())


def test_the_whole_work_goes_by_keyboard_alone(visitors, customer):
    customer.writes(CARD)
    page = visitors.page("marina")
    page.goto("/atendimento/todas")
    focused = "() => document.activeElement.closest('[data-row]')?.textContent ?? ''"

    _press_until(page, "j", lambda: customer.name in page.evaluate(focused))
    page.keyboard.press("Enter")
    page.locator("#conversation", has_text=customer.name).wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("Bom dia! Vou ver isso agora.")
    page.keyboard.press("Enter")
    eventually(lambda: "Bom dia! Vou ver isso agora." in customer.received())

    page.keyboard.press("Escape")
    chip = "() => document.activeElement.matches('#items button.chip') ? document.activeElement.textContent : ''"
    _press_until(page, "Shift+Tab", lambda: "CPF" in page.evaluate(chip))
    for key in ("r", "1", "Enter"):
        page.keyboard.press(key)
        if key == "r":
            page.locator("#reveal[open] [data-reveal-form]").wait_for()
    expect(shown_value(page)).to_have_text(CPF)
    page.keyboard.press("Escape")
    expect(page.locator("[data-revealed]")).to_have_count(0)


def _press_until(page: Page, key: str, reached) -> None:
    for _ in range(40):
        page.keyboard.press(key)
        if reached():
            return
    raise AssertionError(f"forty times {key} and not there")
