"""What a screen shows while it waits, when it fails and when one may not enter: nothing typed is lost, nothing jumps.

Source: ux.md section 4.
"""

import pytest
from playwright.sync_api import Page, expect

from customers import new_customer
from started import eventually, rows

WORDS = "Bom dia! Vou ver isso agora."


def holding(held: list):
    """Return what keeps each request in *held* until somebody lets it go on."""

    def hold(route) -> None:
        held.append(route)

    return hold


@pytest.fixture
def agent(visitors, customer) -> Page:
    customer.writes("bom dia")
    page = visitors.page("marina")
    customer.opened_by(page)
    return page


def test_another_conversation_on_its_way_is_grey_lines_but_only_when_it_takes_long(agent, info):
    other = new_customer(info)
    other.writes("oi")
    row = agent.locator("[data-row]", has_text=other.name).locator("a")
    row.wait_for()
    agent.clock.install()
    agent.clock.pause_at(agent.evaluate("Date.now() + 1000"))
    held = []
    agent.route("**/atendimento/c/*?view=*", holding(held))
    skeleton = agent.locator(".thread .skeleton")

    row.click()
    eventually(lambda: agent.evaluate("1") and held)
    agent.clock.run_for(280)
    expect(skeleton).to_be_hidden()
    agent.clock.run_for(40)
    expect(skeleton).to_be_visible()
    expect(agent.locator("#rows")).to_be_visible()

    held.pop().continue_()
    expect(agent.locator("#conversation")).to_have_text(other.name)
    expect(skeleton).to_be_hidden()


def test_what_was_asked_for_one_conversation_never_fills_another(agent, customer, info):
    other = new_customer(info)
    other.writes("oi, sou outra pessoa")
    agent.locator("[data-row]", has_text=other.name).wait_for()
    late = []

    def keep(route) -> None:
        if late:
            route.fallback()
        else:
            late.append((route, route.fetch()))

    agent.route("**/mensagens?from=*", keep)
    customer.writes("segunda mensagem")
    eventually(lambda: agent.evaluate("1") and late)
    agent.locator("[data-row]", has_text=other.name).locator("a").click()
    expect(agent.locator("#items .msg .text")).to_have_text("oi, sou outra pessoa")

    ((route, answer),) = late
    with agent.expect_event("requestfinished", lambda request: "/mensagens?from=" in request.url):
        route.fulfill(response=answer)
    agent.wait_for_timeout(200)

    expect(agent.locator("#items .msg .text")).to_have_text("oi, sou outra pessoa")
    other.writes("e mais isto")
    expect(agent.locator("#items .msg .text")).to_have_text(["oi, sou outra pessoa", "e mais isto"])


def test_what_comes_before_the_page_listens_is_on_it_all_the_same(visitors, customer, info):
    customer.writes("bom dia")
    page = visitors.page("marina")
    held = []
    page.route("**/events*", holding(held))
    customer.opened_by(page)
    other = new_customer(info)
    other.writes("cheguei entre a página e a escuta")
    customer.writes("e eu também")
    eventually(lambda: page.evaluate("1") and held)
    expect(page.locator("[data-row]", has_text=other.name)).to_have_count(0)

    for each in held:
        each.continue_()

    expect(page.locator("[data-row]", has_text=other.name)).to_have_count(1)
    expect(page.locator("#items .msg.in")).to_have_count(2)


def test_what_comes_while_a_screen_is_on_its_way_is_on_it_all_the_same(agent, customer, info):
    other = new_customer(info)
    other.writes("oi")
    row = agent.locator("[data-row]", has_text=other.name).locator("a")
    row.wait_for()
    late = []

    def draw_and_keep(route) -> None:
        late.append((route, route.fetch()))

    agent.route("**/atendimento/c/*?view=*", draw_and_keep)
    row.click()
    eventually(lambda: agent.evaluate("1") and late)
    with agent.expect_request("**/atendimento/lista*"):
        other.writes("e mais isto")
    ((route, answer),) = late
    route.fulfill(response=answer)

    expect(agent.locator("#items .msg .text")).to_have_text(["oi", "e mais isto"])


def test_a_question_that_comes_late_does_not_take_the_letters_of_whoever_writes_by_then(agent, customer):
    customer.writes("meu cpf é 529.982.247-25")
    agent.locator("#items [data-chip]").wait_for()
    held = []
    agent.route("**/atendimento/dado/*", holding(held))
    agent.locator("#items [data-chip]").focus()
    agent.keyboard.press("r")
    eventually(lambda: agent.evaluate("1") and held)
    agent.locator("#reply").click()
    agent.keyboard.type("Quinta")

    with agent.expect_event("requestfinished", lambda request: "/dado/" in request.url):
        held.pop().continue_()
    agent.wait_for_timeout(100)
    agent.keyboard.type(" serve")

    expect(agent.locator("#reveal[open]")).to_have_count(0)
    expect(agent.locator("#reply")).to_have_value("Quinta serve")


def test_a_look_that_was_taken_back_while_it_was_on_its_way_shows_nothing(agent, customer):
    customer.writes("meu cpf é 529.982.247-25")
    agent.locator("#items [data-chip]").focus()
    agent.keyboard.press("r")
    agent.locator("#reveal[open] [data-reveal-form]").wait_for()
    held = []
    agent.route("**/atendimento/dado/*", holding(held))
    agent.keyboard.press("Enter")
    eventually(lambda: agent.evaluate("1") and held)
    agent.keyboard.press("Escape")

    with agent.expect_event("requestfinished", lambda request: "/dado/" in request.url):
        held.pop().continue_()
    agent.wait_for_timeout(100)

    expect(agent.locator("[data-revealed]")).to_have_count(0)
    expect(agent.locator("#reveal[open]")).to_have_count(0)


def test_an_answer_that_could_not_be_sent_stays_and_goes_by_one_press(agent, customer):
    agent.route("**/responder", lambda route: route.abort())
    agent.locator("#reply").fill(WORDS)
    agent.locator("#reply").press("Enter")

    expect(agent.locator(".composer-error")).to_contain_text("Não deu para enviar. Seu texto está aqui.")
    expect(agent.locator("#reply")).to_have_value(WORDS)
    agent.unroute("**/responder")
    agent.get_by_role("button", name="Tentar de novo").click()

    assert eventually(customer.received) == [WORDS]
    expect(agent.locator("#reply")).to_have_value("")


def test_whoever_left_the_reply_while_it_was_on_its_way_is_not_called_back(agent, customer):
    held = []
    agent.route("**/responder", holding(held))
    agent.locator("#reply").fill(WORDS)
    agent.keyboard.press("Enter")
    eventually(lambda: agent.evaluate("1") and held)
    agent.keyboard.press("Escape")

    held.pop().continue_()

    expect(agent.locator("#reply")).to_have_value("")
    expect(agent.locator("#reply")).not_to_be_focused()


def test_a_failure_of_ours_gives_a_code_to_quote_and_keeps_the_text(agent, customer):
    answer = {"status": 500, "headers": {"X-Desvelo-Failure": "kmf4-92qd"}, "body": "<html></html>"}
    agent.route("**/responder", lambda route: route.fulfill(**answer))
    agent.locator("#reply").fill(WORDS)
    agent.locator("#reply").press("Enter")

    expect(agent.locator(".composer-error code")).to_have_text("kmf4-92qd")
    expect(agent.locator("#reply")).to_have_value(WORDS)
    assert customer.received() == []


def test_an_area_of_others_says_why_and_what_to_do(visitors):
    page = visitors.page("caio")
    page.goto("/atendimento/todas")

    card = page.locator(".error-card")
    expect(card.locator("h1")).to_have_text("Esta área não faz parte do seu papel")
    expect(card.locator(".next-step")).to_contain_text("peça")
    expect(card.locator("a.btn")).to_be_visible()


_LET_GO = (
    "UPDATE desk_conversation SET assignee_id = NULL "
    "WHERE assignee_id = (SELECT id FROM access_user WHERE name LIKE 'Rui %%') RETURNING id"
)


def test_nobody_waits_for_whoever_has_nothing_and_one_press_takes_the_next(visitors, customer, info):
    customer.writes("alguém pode me ajudar?")
    rows(info["database_url"], _LET_GO)
    page = visitors.page("rui")
    page.goto("/atendimento/minhas")
    expect(page.locator("#rows.empty")).to_contain_text("Nada esperando por você.")

    page.get_by_role("button", name="Pegar a próxima").click()

    page.wait_for_url("**/atendimento/c/*")
    expect(page.locator(".thread-head .owner")).to_contain_text("Rui")


def test_earlier_messages_come_on_request_and_the_page_does_not_jump(agent, customer):
    for number in range(52):
        customer.sends(f"mensagem {number}")
    eventually(lambda: agent.locator("#items .msg.in").count() >= 53)
    agent.reload()
    expect(agent.locator("#items .msg.in")).to_have_count(50)
    agent.locator("#scroll").evaluate("box => { box.scrollTop = 0; }")
    first = agent.locator("#items .msg.in").first
    name, before = first.get_attribute("id"), first.bounding_box()["y"]

    agent.get_by_role("button", name="Mostrar mensagens anteriores").click()

    expect(agent.locator("#items .msg.in")).to_have_count(53)
    assert abs(agent.locator(f"#{name}").bounding_box()["y"] - before) <= 60
    expect(agent.locator("#pill")).to_be_hidden()
