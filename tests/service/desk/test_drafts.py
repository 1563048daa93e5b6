"""What somebody began to write is kept sealed, comes back to them alone, and outlives a lock."""

import html
import re

import pytest
from django.db import connection

import tables
import threads
from browser import locked, signed_in
from desvelo.base import clock
from desvelo.guards.access.models import Session
from desvelo.guards.vault import actions as vault
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.desk import actions, drafts, queries
from desvelo.service.desk.errors import DraftTooLong
from desvelo.service.desk.models import Conversation, Draft
from house import NOW

CPF = "529.982.247-25"
TEXT = f"Bom dia, Beatriz! O CPF {CPF} está certo?"
_TEXTAREA = re.compile(r"<textarea[^>]*>(.*?)</textarea>", re.DOTALL)


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia")


def save(browser, conversation: str, text: str = TEXT):
    return browser.post(f"/atendimento/c/{conversation}/rascunho", {"text": text})


def box_of(browser, conversation: str) -> str:
    """Return what the reply box holds when the conversation opens."""
    page = browser.get(f"/atendimento/c/{conversation}").content.decode()
    return html.unescape(_TEXTAREA.search(page)[1])


def keep(actor, conversation: str, text: str = TEXT) -> None:
    actions.keep_draft(actor=actor, conversation=conversation, text=text, now=clock.business())


def test_what_was_written_comes_back_with_the_conversation(house, conversation):
    browser = signed_in(house.marina)

    answer = save(browser, conversation)

    assert (answer.status_code, answer.content) == (204, b"")
    assert box_of(browser, conversation) == TEXT
    assert box_of(signed_in(house.marina), conversation) == TEXT


def test_nobody_else_sees_it_and_each_has_their_own(house, conversation):
    save(signed_in(house.marina), conversation)
    supervisor = signed_in(house.rui)
    assert box_of(supervisor, conversation) == ""

    save(supervisor, conversation, "outro texto")

    assert box_of(supervisor, conversation) == "outro texto"
    assert box_of(signed_in(house.marina), conversation) == TEXT
    assert CPF not in supervisor.get(f"/atendimento/c/{conversation}").content.decode()


def test_it_appears_in_no_list_and_no_fragment_and_the_log_says_once_that_it_is_there(house, conversation, audit_tags):
    browser = signed_in(house.marina)
    before = audit_tags()

    for _ in range(3):
        save(browser, conversation)

    assert audit_tags() == [*before, ("record:keep", "done")]
    for path in ("/atendimento/todas", "/atendimento/lista", f"/atendimento/c/{conversation}/mensagens"):
        assert CPF not in browser.get(path).content.decode()


def test_no_table_holds_it_readable(house, conversation):
    keep(house.marina, conversation)

    assert tables.bearing(connection, TEXT, CPF, "Bom dia, Beatriz") == {}


def test_left_readable_it_would_be_found(house, conversation):
    keep(house.marina, conversation)

    Draft.objects.update(sealed=TEXT.encode())

    assert tables.bearing(connection, CPF) == {CPF: ["public.desk_draft"]}


CARD, CVV, PASSWORD = "5555 5555 5555 4444", "733", "Abacate!77"
NEVER_STORED = f"cartão {CARD} val 08/29 cvv {CVV}, a senha é {PASSWORD} e o cpf {CPF}"


def test_what_is_never_stored_is_not_stored_here_either_and_the_rest_is(house, conversation):
    keep(house.marina, conversation, NEVER_STORED)

    kept = queries.draft(house.marina, conversation, now=NOW)

    assert [value in kept for value in (CARD, f"cvv {CVV}", PASSWORD)] == [False] * 3
    assert "•••• 4444" in kept
    assert CPF in kept


def test_without_that_care_a_card_code_would_lie_there_sealed(house, conversation, monkeypatch):
    monkeypatch.setattr(drafts, "_storable", lambda text: text)

    keep(house.marina, conversation, NEVER_STORED)

    assert queries.draft(house.marina, conversation, now=NOW) == NEVER_STORED


def test_moved_to_another_person_or_conversation_it_does_not_open(house, conversation, arrive):
    """The attack: who can write to the database makes somebody's text appear in their own box."""
    other = Conversation.objects.get(public_id=arrive("oi", phone="5511900003317", name="Tânia Mello"))
    keep(house.marina, conversation)
    assert queries.draft(house.marina, conversation, now=NOW) == TEXT

    Draft.objects.update(author_id=house.rui.id)
    with pytest.raises(NotReadable):
        queries.draft(house.rui, conversation, now=NOW)

    Draft.objects.update(author_id=house.marina.id, conversation=other, contact_id=other.contact_id)
    with pytest.raises(NotReadable):
        queries.draft(house.marina, other.public_id, now=NOW)


def test_the_last_text_replaces_the_one_before_and_nothing_but_space_forgets_it(house, conversation):
    for text in ("um", "um dois", TEXT):
        keep(house.marina, conversation, text)
    assert Draft.objects.count() == 1
    assert queries.draft(house.marina, conversation, now=NOW) == TEXT

    keep(house.marina, conversation, "  \n ")

    assert Draft.objects.count() == 0


@pytest.mark.parametrize("text", ["<b>oi</b> & tchau", "linha\noutra linha", "  com espaço ", "ã\u0301🙂\x00"])
def test_whatever_was_typed_comes_back_as_it_was(house, conversation, text):
    keep(house.marina, conversation, text)

    assert queries.draft(house.marina, conversation, now=NOW) == text


def test_a_text_longer_than_whatsapp_carries_leaves_what_was_kept(house, conversation):
    keep(house.marina, conversation, "x" * drafts.LONGEST)

    with pytest.raises(DraftTooLong):
        keep(house.marina, conversation, "y" * (drafts.LONGEST + 1))

    assert queries.draft(house.marina, conversation, now=NOW) == "x" * drafts.LONGEST


def test_sending_ends_it_and_a_refusal_does_not(house, conversation):
    browser = signed_in(house.marina)
    save(browser, conversation)

    held_back = browser.post(f"/atendimento/c/{conversation}/responder", {"text": TEXT})
    assert (held_back.status_code, box_of(browser, conversation)) == (422, TEXT)

    sent = browser.post(f"/atendimento/c/{conversation}/responder", {"text": "Bom dia, Beatriz!"})
    assert (sent.status_code, box_of(browser, conversation)) == (204, "")


def test_it_ends_with_the_customer(house, conversation):
    keep(house.marina, conversation)

    vault.erase_contact(contact=Conversation.objects.get().contact_id, reason="test", now=NOW)

    assert Draft.objects.count() == 0


@pytest.mark.parametrize("login", ["denise", "helena", "caio"])
def test_who_may_not_answer_keeps_nothing_on_record(house, conversation, audit_tags, login):
    answer = save(signed_in(house.actors[login]), conversation)

    assert (answer.status_code, Draft.objects.count()) == (404, 0)
    assert audit_tags()[-1][0] == "conversation:reply"


def test_another_team_takes_the_conversation_and_its_draft_out_of_sight(house, conversation):
    browser = signed_in(house.marina)
    save(browser, conversation)

    Conversation.objects.update(team_id=house.financeiro)

    assert browser.get(f"/atendimento/c/{conversation}").status_code == 404
    assert box_of(signed_in(house.denise), conversation) == ""


def test_a_locked_screen_hands_in_what_was_typed_and_gets_nothing_back(house, conversation):
    """Typed without a connection for longer than the lock waits, it must not be lost."""
    browser = locked(house.marina)

    answer = save(browser, conversation)

    assert (answer.status_code, answer.content) == (204, b"")
    assert "desvelo" not in answer.cookies
    assert TEXT not in browser.get(f"/atendimento/c/{conversation}", follow=True).content.decode()
    assert box_of(signed_in(house.marina), conversation) == TEXT


def test_handing_in_does_not_open_or_prolong_a_locked_session(house, conversation):
    browser = locked(house.marina)
    before = Session.objects.values().get()

    save(browser, conversation)

    assert Session.objects.values().get() == before


def test_two_windows_that_save_at_once_leave_one_of_their_texts(committed, house, conversation):
    results = threads.at_once(lambda number: keep(house.marina, conversation, f"janela {number}"))

    assert results == [None, None]
    assert queries.draft(house.marina, conversation, now=NOW) in {"janela 0", "janela 1"}


def test_a_closed_window_says_that_the_draft_waits(house, conversation):
    from datetime import timedelta

    browser = signed_in(house.marina)
    save(browser, conversation)
    Conversation.objects.update(last_inbound_at=clock.business() - timedelta(hours=25))

    page = browser.get(f"/atendimento/c/{conversation}").content.decode()

    assert "Seu rascunho fica guardado para quando a janela abrir." in page
    assert CPF not in page


def test_the_demonstration_shows_it_too(house, arrive):
    conversation = arrive("bom dia", phone="5511900004417")
    browser = signed_in(house.marina)

    save(browser, conversation)

    assert CPF in browser.get("/demo").content.decode()
