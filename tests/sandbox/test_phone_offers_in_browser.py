"""Lists, templates, quotes and reactions on the phone's page, pressed in a real browser, in both languages."""

import pytest

from .running import BIA, eventually
from .test_kinds_sent import LIST, interactive, named, reply
from .test_phone_in_browser import browser, desk, framed, page, pytestmark  # noqa: F401  fixtures of the page
from .test_templates import FULL, PARAMETERS


def offer(meta, content, kind="interactive", **more):
    meta.writes("Bom dia")
    return meta.send(**{"type": kind, "text": None, kind: content}, **more).json()["messages"][0]["id"]


def test_a_row_of_a_list_is_chosen(page):  # noqa: F811
    offer(page.meta, interactive("list", LIST))

    page.phone.click("text=Ver horários")
    page.phone.click("text=8h às 12h")

    answer = eventually(lambda: [one for one in page.meta.messages() if one["direction"] == "in"][1:])[0]
    assert answer["payload"]["list_reply"]["id"] == "manha"
    page.phone.wait_for_function("() => document.querySelectorAll('.taps').length === 0")


def test_a_template_shows_its_parts_and_answers_with_a_quick_reply(page):  # noqa: F811
    page.meta.control("template", name="consulta", components=FULL)
    template = {"name": "consulta", "language": {"code": "pt_BR"}, "components": PARAMETERS}
    offer(page.meta, template, "template")

    page.phone.wait_for_selector(".tap")
    assert page.bubbles()[-1] == "Olá, Beatriz\nSua consulta é quinta às 9h.\nClínica Aurora"
    assert page.phone.get_attribute("a.tap", "href") == "https://aurora.example/c-77"
    assert page.phone.is_disabled("text=Copiar código")
    page.phone.click("text=Confirmo")

    answer = eventually(lambda: [one for one in page.meta.messages() if one["kind"] == "button"])[0]
    assert answer["payload"] == {"payload": "SIM", "text": "Confirmo"}


def test_a_message_is_quoted_and_the_quote_is_drawn(page):  # noqa: F811
    wamid = offer(page.meta, interactive("button", {"buttons": [reply("s", "Sim")]}))

    page.phone.click("text=Responder")
    assert page.phone.inner_text(".quoting-text") == "Qual horário?"
    page.phone.fill(".field", "Às nove")
    page.phone.press(".field", "Enter")

    page.phone.wait_for_selector(".own .quote")
    assert page.meta.messages()[-1]["reply_to"] == wamid
    assert page.phone.is_hidden(".quoting")


def test_a_quote_can_be_cancelled(page):  # noqa: F811
    offer(page.meta, interactive("button", {"buttons": [reply("s", "Sim")]}))

    page.phone.click("text=Responder")
    page.phone.click(".quoting-end")
    page.phone.fill(".field", "Às nove")
    page.phone.press(".field", "Enter")

    page.phone.wait_for_selector("text=Às nove")
    assert page.meta.messages()[-1]["reply_to"] is None


def test_reactions_stand_on_the_bubble_and_go_again(page):  # noqa: F811
    offer(page.meta, interactive("button", {"buttons": [reply("s", "Sim")]}))

    page.phone.click(".tool >> text=👍")
    page.phone.wait_for_selector(".reactions")
    rows = page.phone.locator(".row").count()
    page.phone.click(".tool >> text=👍")
    page.phone.wait_for_selector(".reactions", state="detached")

    assert (rows, page.phone.locator(".row").count()) == (2, 2)
    assert [one["text"] for one in page.meta.messages() if one["kind"] == "reaction"] == ["👍", ""]


def test_the_business_reacts_to_the_customer(page):  # noqa: F811
    wamid = page.meta.writes("Bom dia")
    page.meta.send(type="reaction", text=None, reaction={"message_id": wamid, "emoji": "🎉"})

    page.phone.wait_for_selector(".own .reactions")

    assert page.phone.get_attribute(".reactions", "aria-label") == "Reação: 🎉"


@pytest.mark.parametrize(("lang", "word"), [("pt", "Enviar localização"), ("en", "Send location")])
def test_the_words_of_the_app_are_in_the_language_of_the_phone(page, lang, word):  # noqa: F811
    offer(page.meta, interactive("location_request_message", named("send_location")))
    page.page.goto(f"{page.meta.origin}/phone?wa_id={BIA}&lang={lang}")

    page.page.click(f"text={word}")

    assert eventually(lambda: [one for one in page.meta.messages() if one["kind"] == "location"])
