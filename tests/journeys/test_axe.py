"""No screen has an accessibility fault that axe calls serious or critical, in either theme, at any of three widths.

Each screen is opened once; the width and the theme change around it.

Source: ux.md section 8 and acceptance check 17; WCAG 2.2 AA as axe-core checks it.
"""

import re
from datetime import timedelta

import httpx
import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from accessible import WHERE_THEY_ARE_USED, everywhere, faults, in_both_themes, screens
from customers import new_customer
from desvelo.sandbox import attachments
from phone import Sender, attach
from started import Started, eventually, folder, rows

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
CODE = re.compile(r"código ((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})")
FIELDS = {"company": "Clínica Nova", "name": "Ana Prado", "email": "ana@nova.example", "team": "Recepção",
          "password": "uma frase só minha"}  # fmt: skip


def test_every_screen_is_looked_at():
    assert set(LOOKED_AT) | WHERE_THEY_ARE_USED == screens()


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
    wrong |= in_both_themes(conversation, "customer")

    assert wrong == {}


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

    assert in_both_themes(conversation, "a value") == {}
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
    page.goto("/auditoria/guarda")
    wrong |= everywhere(page, "where the seals are kept")
    page.goto("/confianca/auditoria")
    wrong |= everywhere(page, "seals")
    page.goto("/auditoria/conferir-fora")
    wrong |= everywhere(page, "outside")
    page.goto("/auditoria/exportar?ato=datum%3Areveal")
    wrong |= everywhere(page, "export")

    assert wrong == {}


@pytest.mark.parametrize(
    "path", ["/meus-acessos", "/conta/seguranca", "/conta/seguranca/codigos", "/conta/aparencia", "/confirmar"]
)
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


def test_a_look_that_was_a_mistake(conversation):
    conversation.keyboard.press("r")
    conversation.locator("#reveal[open] [data-reveal-form]").wait_for()
    conversation.keyboard.press("1")
    conversation.keyboard.press("Enter")
    conversation.locator("[data-revealed]").wait_for()
    conversation.goto("/meus-acessos")
    conversation.locator(".mistake summary").first.click()
    wrong = everywhere(conversation, "mistake")
    field = conversation.locator(".mistake [name=text]").first
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("era outra pessoa " * 100)
    conversation.locator(".mistake [type=submit]").first.click()
    conversation.wait_for_url("**/engano")
    wrong |= everywhere(conversation, "mistake refused")

    assert wrong == {}


def test_a_file_before_and_while_it_is_shown(visitors, customer, info):
    agent, phone = visitors.page("marina"), visitors.page()
    Sender(info, customer).sends("text", "segue a foto")
    customer.opened_by(agent)
    phone.goto(customer.phone_url)
    attach(phone, "eu.png", "image/png", attachments.png(300, 200), caption="aqui")
    agent.locator("#items button.look").click()
    agent.locator("#reveal[open] [data-reveal-form]").wait_for()
    wrong = everywhere(agent, "before a file")
    agent.keyboard.press("2")
    agent.keyboard.press("Enter")
    agent.locator("[data-revealed] img").wait_for()
    wrong |= in_both_themes(agent, "a file")

    assert wrong == {}


def test_a_quote_a_changed_phone_and_a_message_that_failed(conversation, customer, info):
    conversation.locator("#items .msg.in").hover()
    conversation.locator("[data-quote]").click()
    wrong = everywhere(conversation, "quote")
    conversation.locator("[data-unquote]").click()
    control = info["sandbox_control_url"]
    httpx.post(f"{control}/faults", json={"kind": "131026", "times": 1}, trust_env=False).raise_for_status()
    conversation.locator("#reply").fill("chegou?")
    conversation.locator("#reply").press("Enter")
    conversation.locator("#items .msg.failed").wait_for()
    wrong |= everywhere(conversation, "failed")
    told = {"wa_id": customer.phone, "notice": True}
    httpx.post(f"{control}/change-identity", json=told, trust_env=False).raise_for_status()
    customer.writes("agora sou eu com outro celular")
    conversation.locator("[data-suggest]").wait_for()
    wrong |= everywhere(conversation, "another phone")

    assert wrong == {}


def test_the_picker_where_the_window_is_closed(visitors, customer, info):
    _have_templates(visitors)
    customer.writes("oi")
    page = visitors.page("marina")
    conversation = customer.opened_by(page)
    _a_day_passes(info, conversation)
    page.reload()
    page.locator("#picker button").wait_for()
    wrong = everywhere(page, "window closed")
    page.locator("#picker button").click()
    page.locator(".picker summary").first.click()
    page.locator(".picker [type=submit]").first.wait_for()
    wrong |= everywhere(page, "picker")

    assert wrong == {}


def _have_templates(visitors) -> None:
    page = visitors.let_in("caio")
    page.goto("/modelos")
    if page.get_by_role("button", name="Enviar à Meta").count():
        page.get_by_role("button", name="Enviar à Meta").click()
        page.wait_for_load_state()
    eventually(lambda: page.goto("/modelos") and page.get_by_text("retomar_conversa").count())


def _a_day_passes(info, conversation: str) -> None:
    query = "UPDATE desk_conversation SET last_inbound_at = last_inbound_at - %s WHERE public_id = %s RETURNING 1"
    assert rows(info["database_url"], query, timedelta(hours=25), conversation)


def test_the_numbers_and_the_templates(visitors, info):
    page = visitors.let_in("caio")
    wrong = {}
    number = f"/ajustes/numeros/{info['phone_number_id']}"
    for path in ("/ajustes/numeros", "/ajustes/numeros/conectar", f"{number}?conferir=1"):
        page.goto(path)
        expect(page.locator("[aria-busy]")).to_have_count(0, timeout=20_000)
        wrong |= everywhere(page, path)
    for login in ("caio", "marina"):
        page = visitors.let_in(login)
        page.goto("/modelos")
        wrong |= everywhere(page, f"templates of {login}")

    assert wrong == {}


def test_the_keys(visitors):
    page = visitors.let_in("caio")
    page.goto("/ajustes/chaves")
    page.locator(".key-replace summary, .confirm-first").first.wait_for()
    wrong = everywhere(page, "keys")
    if page.locator(".key-replace").count():
        page.locator(".key-replace summary").click()
        wrong |= everywhere(page, "keys, before replacing")

    assert wrong == {}


def test_the_first_steps(visitors):
    with folder() as data:
        running = Started(data, "up")
        code = eventually(lambda: CODE.search(running.stderr), seconds=30).group(1)
        page = visitors.browser.new_page(base_url=running.url, locale="pt-BR")
        page.goto("/primeiros-passos")
        wrong = everywhere(page, "first steps")
        for name, value in FIELDS.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=code]").fill("AAAA-AAAA-AAAA-AAAA")
        page.locator("[type=submit]").click()
        page.locator("[role=alert]").wait_for()
        wrong |= everywhere(page, "first steps refused")
        page.locator("[name=code]").fill(code)
        page.locator("[name=password]").fill(FIELDS["password"])
        page.locator("[type=submit]").click()
        page.wait_for_url("**/cadastrar-fator")
        wrong |= everywhere(page, "another factor")
        page.close()
        assert running.end() == 0

    assert wrong == {}


@pytest.mark.parametrize("name", ["403_csrf.html", "500.html", "ui/error.html"])
def test_what_is_shown_when_something_went_wrong(visitors, name):
    page = visitors.page()
    html = render_to_string(name, {"status": 500, "code": ""})
    page.route("**/quebrou", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/quebrou")

    assert everywhere(page, name) == {}


def test_what_detection_does(visitors):
    page = visitors.page("helena")
    page.goto("/protecao")
    page.fill("#text", CARD)
    page.locator(".protection-try [type=submit]").click()
    page.locator(".protection-found li").first.wait_for()

    assert everywhere(page, "hiding") == {}


def test_the_pages_that_refuse(visitors):
    page = visitors.page("caio")
    wrong = {}
    for path in ("/atendimento/todas", "/atendimento/c/nao-existe"):
        page.goto(path)
        wrong |= everywhere(page, path)

    assert wrong == {}


LOOKED_AT = {
    "403.html": test_the_pages_that_refuse,
    "403_csrf.html": test_what_is_shown_when_something_went_wrong,
    "404.html": test_the_pages_that_refuse,
    "500.html": test_what_is_shown_when_something_went_wrong,
    "access/confirm.html": test_what_is_ones_own,
    "access/enrol_totp.html": test_the_first_steps,
    "access/lock.html": test_the_locked_screen,
    "access/look.html": test_what_is_ones_own,
    "access/recovery_codes.html": test_what_is_ones_own,
    "access/second_factor.html": test_the_door,
    "access/security.html": test_what_is_ones_own,
    "access/setup.html": test_the_first_steps,
    "access/sign_in.html": test_the_door,
    "audit/entry.html": test_the_audit,
    "audit/export.html": test_the_audit,
    "audit/list.html": test_the_audit,
    "audit/keeping.html": test_the_audit,
    "audit/outside.html": test_the_audit,
    "audit/own.html": test_what_is_ones_own,
    "audit/own_note.html": test_a_look_that_was_a_mistake,
    "desk/compose.html": test_the_forms_for_what_is_more_than_words,
    "demo/demo.html": test_the_demonstration_and_the_gallery,
    "demo/gallery.html": test_the_demonstration_and_the_gallery,
    "desk/inbox.html": test_the_conversation,
    "desk/keys.html": test_the_keys,
    "desk/number.html": test_the_numbers_and_the_templates,
    "desk/number_new.html": test_the_numbers_and_the_templates,
    "desk/numbers.html": test_the_numbers_and_the_templates,
    "desk/protection.html": test_what_detection_does,
    "desk/templates.html": test_the_numbers_and_the_templates,
    "trail/list.html": test_the_trail_of_messages,
    "trail/message.html": test_the_trail_of_messages,
    "trust/seals.html": test_the_audit,
    "ui/error.html": test_what_is_shown_when_something_went_wrong,
}
