"""Nobody at the desk: a warning, then a lock that the server keeps, and the text that was begun is there afterwards."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from started import eventually, rows
from visitor import Complaints

TEXT = "Bom dia! Sobre o CPF 111.444.777-35, faço assim:"
BOX, WARNING = "#reply", "#lock-warning"


@pytest.fixture
def page(visitors, customer) -> Page:
    """Return Rui's window, with the customer's conversation open."""
    customer.writes("Bom dia, tudo bem?")
    page = visitors.let_in("rui")
    customer.opened_by(page)
    page.locator(BOX).wait_for()
    return page


def drafts(info) -> int:
    return rows(info["database_url"], "SELECT count(*) FROM desk_draft")[0][0]


def let_pass(info, page: Page, *, seconds_left: int) -> None:
    """Let the page's session be that near to its lock, as if nobody had touched it."""
    cookie = next(each["value"] for each in page.context.cookies() if each["name"] == "desvelo")
    change = (
        "UPDATE access_session SET locks_at = now() + %s * interval '1 second' "
        "WHERE token_hash = sha256(%s::bytea) RETURNING 1"
    )
    assert rows(info["database_url"], change, seconds_left, cookie.encode()) == [(1,)]


def unlock(visitors, page: Page) -> None:
    page.fill("#password", visitors.account("rui")["password"])
    page.fill("#code", visitors.code("rui"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/atendimento/c/**")


def test_the_menu_locks_and_the_text_that_was_begun_is_there_afterwards(visitors, info, page):
    complaints, address = Complaints(page), page.url
    page.locator(BOX).press_sequentially(TEXT)

    page.locator(".nav-user summary").click()
    page.get_by_role("button", name="Travar agora").click()
    page.wait_for_url("**/bloqueio?**")
    expect(page.locator("h1")).to_have_text("Tela travada")
    assert TEXT not in page.content()
    unlock(visitors, page)

    assert page.url == address
    expect(page.locator(BOX)).to_have_value(TEXT)
    expect(page.locator("[data-guard-state]")).to_have_class("guard-state found")
    assert complaints.take() == []


def test_a_text_in_one_conversation_stays_there_and_ends_when_it_is_sent(page, customer, visitors, info):
    from customers import new_customer

    other = new_customer(info)
    other.writes("Oi")
    before = drafts(info)
    page.fill(BOX, "Sábado às 9h?")
    page.locator("[data-row]", has_text=other.name).locator("a").first.click()
    expect(page.locator("#conversation")).to_have_text(other.name)
    expect(page.locator(BOX)).to_have_value("")
    assert drafts(info) == before + 1

    page.locator("[data-row]", has_text=customer.name).locator("a").first.click()
    expect(page.locator("#conversation")).to_have_text(customer.name)
    expect(page.locator(BOX)).to_have_value("Sábado às 9h?")
    page.locator(BOX).press("Enter")

    page.locator(".msg.out", has_text="Sábado às 9h?").wait_for()
    eventually(lambda: drafts(info) == before)
    page.reload()
    expect(page.locator(BOX)).to_have_value("")


def test_a_minute_before_it_warns_and_one_act_is_enough(info, page):
    let_pass(info, page, seconds_left=50)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(WARNING)).to_contain_text("Sua tela trava em")

    page.get_by_role("button", name="Continuar").click()

    expect(page.locator(WARNING)).to_be_hidden()
    left = rows(info["database_url"], "SELECT max(locks_at) > now() + interval '4 minutes' FROM access_session")
    assert left == [(True,)]


def test_when_the_time_has_come_the_page_is_gone_within_the_recheck_of_the_stream(info, page, customer):
    let_pass(info, page, seconds_left=0)

    page.wait_for_url("**/bloqueio?**")

    assert customer.name not in page.content()


def test_the_cookie_of_a_locked_screen_is_worth_nothing_elsewhere(info, page, customer):
    let_pass(info, page, seconds_left=0)
    jar = {each["name"]: each["value"] for each in page.context.cookies()}
    paths = [
        page.url.removeprefix(info["url"]), f"{page.url.removeprefix(info['url']).split('?')[0]}/mensagens",
        "/atendimento/todas", "/atendimento/lista", "/auditoria", "/conta/seguranca", "/events", "/demo/pane",
    ]  # fmt: skip

    with httpx.Client(base_url=info["url"], cookies=jar, trust_env=False, timeout=10) as stolen:
        answers = [stolen.get(path, headers={"accept": accept}) for path in paths for accept in ("text/html", "*/*")]

    assert {each.status_code for each in answers} == {302, 401}
    assert {each.content for each in answers} == {b""}


def test_without_a_connection_the_page_covers_itself_and_loses_nothing(visitors, info, page):
    page.context.set_offline(True)
    page.locator(BOX).press_sequentially("Escrito sem rede")
    expect(page.locator("[data-draft]")).to_contain_text("Seu texto está aqui")
    let_pass(info, page, seconds_left=0)

    page.context.set_offline(False)

    page.wait_for_url("**/bloqueio?**")
    unlock(visitors, page)
    expect(page.locator(BOX)).to_have_value("Escrito sem rede")


def test_another_window_of_the_same_browser_goes_on_when_one_was_unlocked(visitors, info, page):
    other = page.context.new_page()
    other.goto("/atendimento/todas")
    let_pass(info, page, seconds_left=0)
    other.wait_for_url("**/bloqueio?**")
    page.wait_for_url("**/bloqueio?**")
    unlock(visitors, page)

    other.evaluate("dispatchEvent(new Event('focus'))")

    other.wait_for_url("**/atendimento/todas")


def test_the_demonstration_is_not_locked_away_from_its_visitor(visitors, info):
    page = visitors.page()
    page.goto("/demo")
    page.locator("#pane").wait_for()
    let_pass(info, page, seconds_left=0)
    page.wait_for_url("**/bloqueio?**")

    page.get_by_role("button", name="Continuar a demonstração").click()

    page.wait_for_url("**/demo")
    expect(page.locator("#pane")).to_be_visible()
