"""The screens on which people decide about policies and people: at every width, and an emergency from end to end."""

from playwright.sync_api import Page, expect

from accessible import everywhere

EFFECT = ".rules-effect"


def test_policies_and_approvals_have_no_grave_fault(visitors):
    caio = visitors.let_in("caio")
    caio.goto("/ajustes/politicas")
    wrong = everywhere(caio, "policies")
    caio.get_by_label("Passaporte, Financeiro").select_option("visible")
    caio.get_by_label("Passaporte, Agenda").select_option("never")
    caio.get_by_role("button", name="Ver o efeito").click()
    caio.locator(EFFECT).wait_for()
    wrong |= everywhere(caio, "effect")
    caio.get_by_role("button", name="Fechar agora e pedir o resto").click()
    caio.locator("#waiting-title").wait_for()
    wrong |= everywhere(caio, "policies, waiting")
    helena = visitors.let_in("helena")
    helena.goto("/supervisao/aprovacoes")
    helena.locator(".approval-no summary").first.click()
    wrong |= everywhere(helena, "approvals")
    helena.get_by_role("button", name="Concordar").first.click()
    expect(helena.locator(".badge.ok").first).to_contain_text("Concordou")

    assert wrong == {}


def test_people_and_their_review_have_no_grave_fault(visitors):
    caio = visitors.let_in("caio")
    caio.goto("/ajustes/equipe")
    caio.get_by_role("link", name="Denise Couto").click()
    caio.locator("#leave-title").wait_for()
    wrong = everywhere(caio, "person")
    caio.goto("/ajustes/revisao")
    wrong |= everywhere(caio, "review, due")
    caio.get_by_role("button", name="Começar uma revisão").click()
    caio.locator("#lines-title").wait_for()
    caio.get_by_role("button", name="Continua Denise Couto").click()
    caio.locator(".badge.ok").wait_for()
    wrong |= everywhere(caio, "review")

    assert wrong == {}


def test_an_emergency_from_the_chip_to_the_review(visitors, customer):
    customer.writes("meu cnpj é 11.222.333/0001-81 ok")
    caio = visitors.let_in("caio")
    _two_people(caio, "CNPJ, Agenda")
    marina = visitors.let_in("marina")
    customer.opened_by(marina)
    marina.locator("#items button.chip").first.click()
    marina.get_by_role("button", name="Abrir em emergência").click()
    marina.get_by_text("são avisadas na hora").wait_for()
    marina.locator("[data-reveal-form] [type=submit]").click()
    marina.locator("[data-revealed]").wait_for()
    marina.goto("/supervisao/aprovacoes")
    wrong = everywhere(marina, "to explain")
    marina.locator("textarea").fill("O sistema caiu na recepção e a fila esperava o cadastro.")
    marina.get_by_role("button", name="Explicar").click()
    helena = visitors.let_in("helena")
    helena.goto("/supervisao/aprovacoes")
    helena.get_by_text("a fila esperava o cadastro").wait_for()
    wrong |= everywhere(helena, "to review")
    helena.get_by_role("button", name="Li e revisei").click()
    expect(helena.get_by_text("a fila esperava o cadastro")).to_have_count(0)

    assert wrong == {}


def _two_people(page: Page, cell: str) -> None:
    page.goto("/ajustes/politicas")
    if page.get_by_label(cell).input_value() == "two_people":
        return
    page.get_by_label(cell).select_option("two_people")
    page.get_by_role("button", name="Ver o efeito").click()
    page.locator(".rules-apply button").click()
    page.wait_for_url("**/ajustes/politicas")
