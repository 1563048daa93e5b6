"""Each person enters by password and code, lands where the work is, and leaves nothing on the screen."""

import pytest
from playwright.sync_api import expect

TEXT = "Queria saber o horário de sábado, por favor"


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("marina", "/atendimento/minhas"),
        ("denise", "/atendimento/minhas"),
        ("rui", "/atendimento/minhas"),
        ("helena", "/auditoria"),
        ("caio", "/auditoria"),
        ("lucia", "/auditoria"),
    ],
)
def test_everybody_lands_where_their_work_is(visitors, info, login, path):
    page = visitors.page(login)

    page.goto("/")

    assert page.url == f"{info['url']}{path}"
    expect(page.locator(".nav-who b")).to_contain_text(visitors.account(login)["name"])


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(visitors):
    page, told = visitors.page(), []
    for email in (visitors.account("caio")["email"], "ninguem@aurora.example"):
        page.goto("/entrar")
        page.fill("#email", email)
        page.fill("#password", "not the password")
        page.keyboard.press("Enter")
        page.locator("#sign-in-error").wait_for()
        told.append(page.locator("#sign-in-error").inner_text())

    assert told[0] == told[1]
    assert told[0].startswith("Não foi possível entrar.")


def test_a_wrong_code_opens_nothing_and_says_what_to_do(visitors):
    page, account = visitors.page(), visitors.account("lucia")
    page.goto("/entrar")
    page.fill("#email", account["email"])
    page.fill("#password", account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/segundo-fator")

    page.fill("#code", "000000")
    page.keyboard.press("Enter")

    expect(page.locator("#code-error")).to_contain_text("Cada código vale uma vez")
    page.goto("/auditoria")
    page.wait_for_url("**/entrar")


def test_a_code_serves_once(visitors):
    code, answers = visitors.code("caio"), []
    for _ in range(2):
        page, account = visitors.page(), visitors.account("caio")
        page.goto("/entrar")
        page.fill("#email", account["email"])
        page.fill("#password", account["password"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/segundo-fator")
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            page.fill("#code", code)
            page.keyboard.press("Enter")
        answers.append(answer.value.status)

    assert answers == [302, 401]


def test_a_stranger_is_sent_to_the_door_from_everywhere(visitors, info):
    page = visitors.page()
    for path in ("/", "/atendimento/todas", "/atendimento/c/x", "/auditoria", "/auditoria/1"):
        page.goto(path)
        assert page.url == f"{info['url']}/entrar"


def test_who_looks_after_the_system_reads_no_conversation(visitors, customer):
    customer.writes(TEXT)
    page = visitors.page("caio")

    answer = page.goto("/atendimento/todas")

    assert answer is not None
    assert answer.status == 403
    expect(page.locator("h1")).to_be_visible()
    assert TEXT not in page.content()


def test_an_agent_reads_only_her_own_entries_and_cannot_have_the_log_verified(visitors):
    page = visitors.page("marina")
    page.goto("/auditoria")

    names = set(page.locator("td.who span:last-child").all_inner_texts())

    assert names == {"Marina Lopes"}
    expect(page.locator("[data-verify]")).to_have_count(0)
    status = page.evaluate(
        """() => fetch("/auditoria/conferir", {method: "POST",
             headers: {"X-CSRFToken": document.querySelector("meta[name=csrf-token]").content}})
             .then((answer) => answer.status)"""
    )
    assert status == 403


def test_after_signing_out_the_back_button_shows_nothing(visitors, customer, info):
    customer.writes(TEXT)
    page = visitors.page()
    visitors.sign_in(page, "rui")
    customer.opened_by(page)
    expect(page.locator("#items")).to_contain_text(TEXT)

    page.locator("form[action='/sair']").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/entrar")
    page.go_back()

    page.wait_for_url("**/entrar")
    expect(page.locator("#email")).to_be_visible()
    assert TEXT not in page.content()
    assert "desvelo" not in [cookie["name"] for cookie in page.context.cookies()]


def test_the_account_menu_stays_open_while_messages_arrive(visitors, customer):
    page = visitors.page("marina")
    page.goto("/atendimento/todas")
    page.locator("[data-menu] summary").click()

    customer.writes(TEXT)
    page.locator("[data-row]", has_text=customer.name).wait_for()

    expect(page.locator("form[action='/sair'] button")).to_be_visible(timeout=1000)
