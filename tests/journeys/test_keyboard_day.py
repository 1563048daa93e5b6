"""A day at the desk without a pointer: ten conversations, one look, one comparison, and how many keys it took.

Source: ux.md section 5; WCAG 2.2, 2.1.1 and 2.1.4.
"""

import pytest
from playwright.sync_api import Page, expect

from customers import new_customer
from shown_value import shown_value
from started import eventually

CPF = "529.982.247-25"
ANSWER = "Combinado, até quinta."
_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_FOCUSED = "() => document.activeElement.closest('[data-row]')?.querySelector('.row-name').textContent ?? ''"


class Hands:
    """Presses keys and counts them: those of the work, not the letters of the words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def until(self, key: str, reached) -> None:
        for _ in range(60):
            if reached():
                return
            self.press(key)
            self.page.evaluate(_FRAMES)  # a person looks before pressing again
        raise AssertionError(f"sixty times {key} and not there")


@pytest.fixture
def told(capsys):
    """Print a figure past pytest's capture."""

    def _told(text: str) -> None:
        with capsys.disabled():
            print(f"\n    {text}")  # noqa: T201  the figure is a result

    return _told


@pytest.fixture
def ten(info) -> list:
    """Return ten customers who wrote, each with a CPF."""
    found = [new_customer(info) for _ in range(10)]
    for each in found:
        each.writes(f"Oi, o CPF para a nota é {CPF}. Pode ser quinta?")
    return found


@pytest.fixture
def page(visitors, customer) -> Page:
    """Return Marina's page in which a pointer would be an error."""
    customer.writes("bom dia")
    page = visitors.page("marina")
    page.goto("/atendimento/sem-responsavel")
    page.evaluate("addEventListener('pointerdown', () => { window.pointed = true; }, true)")
    return page


def as_listed(page: Page, customers: list) -> list:
    """Return the customers from the top of the list: two who write at once may arrive in either order."""
    names = page.locator("[data-row] .row-name").all_text_contents()
    return sorted(customers, key=lambda each: names.index(each.name))


def open_next(hands: Hands, name: str) -> None:
    """J until the customer's row has the focus, Enter to open it."""
    hands.until("j", lambda: hands.page.evaluate(_FOCUSED) == name)
    hands.press("Enter")
    hands.page.locator("#conversation", has_text=name).wait_for()
    expect(hands.page.locator("#items .msg.in .chip")).to_have_count(1)


def look(hands: Hands) -> None:
    hands.press("r")
    hands.page.locator("#reveal[open] [data-reveal-form]").wait_for()
    hands.press("1", "Enter")
    expect(shown_value(hands.page)).to_have_text(CPF)
    hands.press("Escape", "Escape")


def compare(hands: Hands) -> None:
    hands.press("c")
    hands.page.locator("#typed").wait_for()
    hands.page.keyboard.type(CPF)
    hands.press("Enter")
    expect(hands.page.locator("#compare-said b")).to_have_text("Confere")
    hands.press("Escape")
    expect(hands.page.locator("#reveal[open]")).to_have_count(0)
    hands.press("Escape")


def answer(hands: Hands) -> None:
    """Enter into the reply box, the words, Enter to send, Escape back to the list."""
    hands.until("Enter", lambda: hands.page.evaluate("document.activeElement.id") == "reply")
    hands.page.keyboard.type(ANSWER)
    hands.press("Enter")
    expect(hands.page.locator("#items .msg.out .text")).to_have_text(ANSWER)
    hands.press("Escape")


def test_ten_conversations_by_keyboard_alone(ten, page, told):
    page.goto("/atendimento/minhas")
    hands = Hands(page)
    hands.press("g", "s")
    page.wait_for_url("**/sem-responsavel")
    for customer in ten:
        page.locator("[data-row]", has_text=customer.name).wait_for()
    for number, customer in enumerate(as_listed(page, ten)):
        open_next(hands, customer.name)
        if number == 3:
            look(hands)
        if number == 6:
            compare(hands)
        answer(hands)
        assert eventually(customer.received) == [ANSWER]

    told(f"{hands.pressed} keys for ten conversations, one look and one comparison; the words not counted")
    assert page.evaluate("window.pointed ?? false") is False


def test_the_sheet_tells_the_keys_and_closes_with_escape(page):
    page.keyboard.press("?")
    sheet = page.locator("#shortcuts[open]")
    expect(sheet).to_contain_text("conferir um dado protegido sem mostrar")
    page.keyboard.press("j")
    expect(sheet).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("#shortcuts[open]")).to_have_count(0)


@pytest.mark.parametrize(
    ("letter", "address"), [("m", "**/minhas"), ("s", "**/sem-responsavel"), ("u", "**/meus-acessos")], ids="msu"
)
def test_g_and_a_letter_go_there(page, letter, address):
    page.goto("/atendimento/todas")
    page.keyboard.press("g")
    page.keyboard.press(letter)

    page.wait_for_url(address)


def test_letters_that_are_turned_off_do_nothing_and_enter_and_escape_go_on(page, customer):
    page.goto("/atendimento/todas")
    page.keyboard.press("?")
    with page.expect_response("**/conta/atalhos"):
        page.get_by_label("Teclas de uma letra só").press("Space")
    page.keyboard.press("Escape")

    for key in ("j", "?", "g", "m"):
        page.keyboard.press(key)
    assert page.evaluate(_FOCUSED) == ""
    expect(page.locator("#shortcuts[open]")).to_have_count(0)
    customer.opened_by(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    expect(page.locator("#reply")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#reply")).not_to_be_focused()

    page.locator(".nav-user summary").press("Enter")
    page.locator("[data-shortcuts]").press("Enter")
    with page.expect_response("**/conta/atalhos"):
        page.get_by_label("Teclas de uma letra só").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(_FOCUSED) != ""


def test_letters_typed_in_the_reply_are_letters(page, customer):
    customer.opened_by(page)
    page.locator("#reply").focus()

    page.keyboard.type("rcjka?vi gm")

    expect(page.locator("#reply")).to_have_value("rcjka?vi gm")
    expect(page.locator("dialog[open]")).to_have_count(0)
