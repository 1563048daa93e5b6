"""The screens of coming back, passwords, teams and roles: no grave fault in either theme and at any width."""

from accessible import everywhere


def test_the_ways_back(visitors):
    page = visitors.page()
    page.goto("/entrar/recuperar")
    wrong = everywhere(page, "coming back")
    page.goto("/entrar")
    page.fill("#email", visitors.account("lucia")["email"])
    page.fill("#password", visitors.account("lucia")["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/segundo-fator")
    page.goto("/entrar/codigo-de-recuperacao")
    wrong |= everywhere(page, "recovery code")
    own = visitors.let_in("marina")
    own.goto("/conta/seguranca/senha")
    wrong |= everywhere(own, "password")

    assert wrong == {}


def test_teams_and_roles(visitors, customer):
    caio = visitors.let_in("caio")
    caio.goto("/ajustes/equipes")
    caio.fill("#new-name", "Exames")
    caio.select_option("#new-kind", "restricted")
    caio.get_by_role("button", name="Criar a equipe").click()
    caio.get_by_text("Exames").first.wait_for()
    wrong = everywhere(caio, "teams")
    caio.goto("/ajustes/papeis")
    wrong |= everywhere(caio, "roles")
    caio.get_by_role("link", name="Atendente").click()
    wrong |= everywhere(caio, "role")
    customer.writes("Bom dia, tudo bem?")
    conversation = visitors.let_in("marina")
    customer.opened_by(conversation)
    conversation.get_by_role("link", name="Transferir").click()
    conversation.wait_for_url("**/transferir")
    wrong |= everywhere(conversation, "transfer")
    conversation.get_by_role("link", name="Financeiro").click()
    conversation.locator("#note").wait_for()
    wrong |= everywhere(conversation, "who will see what")
    conversation.get_by_role("link", name="Exames").first.click()
    conversation.wait_for_load_state()
    wrong |= everywhere(conversation, "a team's closed door")

    assert wrong == {}
