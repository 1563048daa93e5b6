"""A conversation goes to another team: by keys, with a note, back within ten seconds; no screen keeps what it lost."""

from playwright.sync_api import expect

from started import eventually


def test_by_keys_there_and_back_and_the_other_tab_lets_go(visitors, customer):
    customer.writes("meu exame de HIV deu positivo")
    page, other = visitors.page("marina"), visitors.page("marina")
    conversation = customer.opened_by(page)
    other.goto(f"/atendimento/c/{conversation}")
    expect(other.locator("#conversation")).to_be_visible()

    page.locator("body").press("t")
    expect(page.locator("#to-title")).to_be_visible()
    page.get_by_role("link", name="Financeiro").focus()  # a journey before may have made other teams
    page.keyboard.press("Enter")
    expect(page.locator("[value=from_now]")).to_be_checked()
    expect(page.locator("[data-choice=all]")).to_be_hidden()
    page.locator("#note").fill("quer pagar a consulta")
    page.locator(".transfer button[type=submit]").click()

    expect(page.locator(".undo")).to_be_visible()
    eventually(lambda: other.locator("#context").count() == 0)
    page.locator(".undo button").click()
    expect(page.locator("#conversation")).to_be_visible()
    expect(page.locator(".msg.int")).to_contain_text("quer pagar a consulta")
    assert page.evaluate("violations") == []
