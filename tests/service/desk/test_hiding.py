"""What detection missed is selected and hidden: gone from the message and all that shows it, kept as a datum alone."""

import html
import re
from uuid import UUID

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import boxes, places
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection import catalogue
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import sealed
from desvelo.service.channel.errors import NothingToHide, SelectionMoved, StillLeaving
from desvelo.service.channel.hiding import Selection
from desvelo.service.channel.models import Message
from desvelo.service.desk import hiding, queries
from desvelo.service.desk.errors import ClassUnknown
from desvelo.service.desk.models import Conversation

MISSED = "apelido Jabuticaba Sanfona"
TEXT = f"oi 👩‍👩‍👧 meu {MISSED}, cpf 529.982.247-25, ok?"


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive(TEXT)


def message() -> str:
    return Message.objects.get().public_id


def selection(words: str = MISSED, text: str = TEXT) -> Selection:
    start = text.index(words)
    return Selection(start=start, end=start + len(words), words=words)


def hide(actor, conversation, *, label: str = "OTHER", of: Selection | None = None) -> int:
    return hiding.hide(
        actor=actor,
        conversation=conversation,
        message=message(),
        selection=of or selection(),
        label=label,
        now=clock.business(),
    )


def shown(actor, conversation: str) -> str:
    """Return all that this person's screens show of the conversation."""
    pages = [f"/atendimento/c/{conversation}", f"/atendimento/c/{conversation}/mensagens", "/atendimento/todas"]
    return html.unescape("".join(signed_in(actor).get(page).content.decode() for page in pages))


@pytest.mark.asvs("14.2.6")
def test_it_leaves_the_message_the_list_and_the_page_at_once(house, conversation):
    assert shown(house.marina, conversation).count(MISSED) >= 3

    assert hide(house.marina, conversation) == 1

    after = shown(house.marina, conversation)
    assert MISSED not in after
    assert Datum.objects.get(label="OTHER").public_id in after


def test_its_value_opens_from_the_datum_and_the_rule_says_a_person_found_it(house, conversation):
    hide(house.marina, conversation)

    row = Datum.objects.get(label="OTHER")
    assert row.rule == "person/by_hand"
    assert (
        boxes.of(row.contact_id, why=Why.UNSAID).open(places.datum(row.id, "OTHER"), bytes(row.sealed)).decode()
        == MISSED
    )


def test_as_a_password_it_is_kept_nowhere(house, conversation):
    hide(house.marina, conversation, label="PASSWORD")

    assert Datum.objects.get(label="PASSWORD").sealed is None
    box = boxes.of(Message.objects.get().contact_id, why=Why.UNSAID)
    body = box.open(places.body(Message.objects.get().id), bytes(Message.objects.get().body))
    assert MISSED.encode() not in body


def test_it_is_on_record_without_the_words(house, conversation, audit_tags):
    hide(house.marina, conversation)

    assert audit_tags()[-1] == ("datum:hide", "done")
    assert tables.bearing(connection, MISSED) == {}


def test_a_quote_of_it_shows_the_chip_too(house, conversation, arrive):
    original = Message.objects.get()
    arrive("foi isso que eu disse")
    quoting = Message.objects.exclude(pk=original.pk).get()
    Message.objects.filter(pk=quoting.pk).update(about_index=original.wamid_index)
    assert shown(house.marina, conversation).count(MISSED) >= 3

    hiding.hide(
        actor=house.marina,
        conversation=conversation,
        message=original.public_id,
        selection=selection(),
        label="OTHER",
        now=clock.business(),
    )

    assert MISSED not in shown(house.marina, conversation)


def test_nobody_of_another_team_hides_anything(house, conversation, audit_tags):
    with pytest.raises(NotFound):
        hide(house.denise, conversation)

    assert Datum.objects.filter(label="OTHER").count() == 0
    assert audit_tags()[-1] == ("datum:hide", "denied:other_team")


def test_without_the_gate_another_team_would(house, conversation, monkeypatch):
    """The attack: with the guard taken out, the same call changes another team's message."""
    found = Conversation.objects.get()
    monkeypatch.setattr("desvelo.service.desk.actions.conversation_for", lambda *_args, **_more: found)

    assert hide(house.denise, conversation) == 1


def test_a_message_of_another_conversation_is_none(house, conversation, arrive):
    other = arrive("bom dia", phone="5511900004418", name="Rosa")

    with pytest.raises(NotFound):
        hiding.hide(
            actor=house.marina,
            conversation=other,
            message=Message.objects.earliest("arrival").public_id,
            selection=selection(),
            label="OTHER",
            now=clock.business(),
        )


@pytest.mark.parametrize(
    ("of", "refused"),
    [
        (Selection(start=3, end=9, words="outra coisa"), SelectionMoved),
        (Selection(start=-1, end=4, words="oi"), SelectionMoved),
        (Selection(start=0, end=100_000, words="oi"), SelectionMoved),
        (Selection(start=2, end=3, words=" "), NothingToHide),
    ],
)
def test_what_is_not_there_is_not_hidden(house, conversation, of, refused):
    before = bytes(Message.objects.get().body)

    with pytest.raises(refused):
        hide(house.marina, conversation, of=of)

    assert bytes(Message.objects.get().body) == before


def test_the_second_of_two_who_hide_the_same_is_told_that_it_moved(house, conversation):
    hide(house.marina, conversation)

    with pytest.raises(SelectionMoved):
        hide(house.rui, conversation)
    assert Datum.objects.filter(label="OTHER").count() == 1


@pytest.mark.parametrize("label", ["NO_SUCH", "", "UNREADABLE", "LOCATION"])
def test_a_class_that_nobody_may_give_is_refused(house, conversation, label):
    with pytest.raises(ClassUnknown):
        hide(house.marina, conversation, label=label)


def test_what_has_not_left_yet_is_left_alone(house, conversation):
    Message.objects.update(direction="out", status="queued")

    with pytest.raises(StillLeaving):
        hide(house.marina, conversation)


def test_what_failed_after_something_in_it_was_hidden_is_not_sent_again_without_it(house, conversation):
    signed_in(house.marina).post(f"/atendimento/c/{conversation}/responder", {"text": f"está bem, {MISSED}"})
    ours = Message.objects.get(direction="out")
    Message.objects.filter(pk=ours.pk).update(status="sent")
    of = selection(MISSED, f"está bem, {MISSED}")
    done = {"actor": house.marina, "conversation": conversation, "message": ours.public_id, "now": clock.business()}
    assert hiding.hide(selection=of, label="OTHER", **done) == 1
    Message.objects.filter(pk=ours.pk).update(status="unsure")

    answer = signed_in(house.marina).post(f"/atendimento/c/{conversation}/reenviar/{ours.public_id}")

    assert answer.status_code == 409
    assert "Algo nesta mensagem já está oculto. Escreva de novo sem isso." in html.unescape(answer.content.decode())
    assert Message.objects.filter(direction="out").count() == 1


def test_the_buttons_of_a_message_that_left_repeat_nothing_that_was_hidden(house, conversation):
    said = {"body": f"Confirma {MISSED}?", "button.1": "Sim"}
    signed_in(house.marina).post(f"/atendimento/c/{conversation}/compor/botoes", said)
    ours = Message.objects.get(direction="out")
    Message.objects.filter(pk=ours.pk).update(status="sent")
    box = boxes.of(ours.contact_id, why=Why.UNSAID)
    assert MISSED in sealed.open_detail(box, message=ours.id, record=bytes(ours.detail)).sends
    of = selection(MISSED, f"Confirma {MISSED}?")
    done = {"actor": house.marina, "conversation": conversation, "message": ours.public_id, "now": clock.business()}

    hiding.hide(selection=of, label="OTHER", **done)

    ours.refresh_from_db()
    assert MISSED not in sealed.open_detail(box, message=ours.id, record=bytes(ours.detail)).sends


# -- the popover --


def asked(house, conversation, words: str = MISSED):
    of = selection(words)
    address = f"/atendimento/c/{conversation}/ocultar/{message()}"
    return address, signed_in(house.marina).get(f"{address}?start={of.start}&end={of.end}")


def fields(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_the_question_shows_the_words_and_the_classes_and_the_answer_hides_them(house, conversation):
    address, answer = asked(house, conversation)
    assert fields(answer)["words"] == MISSED
    assert answer.content.decode().index('value="OTHER"') < answer.content.decode().index('value="CPF"')

    done = signed_in(house.marina).post(address, {**fields(answer), "label": "OTHER"})

    assert done.status_code == 200
    assert "Oculto" in done.content.decode()
    assert MISSED not in done.content.decode()
    assert MISSED not in shown(house.marina, conversation)


def test_what_detection_takes_the_words_for_is_offered_first(db):
    choices = hiding._choices("111.444.777-35")

    assert choices[0].key == "CPF"
    assert {each.key for each in choices} == {each.code for each in catalogue.shipped().labels} - {
        "LOCATION",
        "SPECIAL",
        "UNREADABLE",
    }


def test_a_selection_across_a_chip_hides_what_is_around_it(house, conversation):
    masked = queries.conversation(house.marina, conversation, now=clock.business())[0].items[1].body
    text = "".join(part if isinstance(part, str) else "\ufffc" for part in masked.parts)
    words = text[text.index("Jabuticaba") :]

    assert hide(house.marina, conversation, of=selection(words, text)) == 2
    assert ", ok?" not in shown(house.marina, conversation)


def test_a_form_that_was_changed_is_refused_in_words(house, conversation):
    address, answer = asked(house, conversation)
    browser = signed_in(house.marina)

    moved = browser.post(address, {**fields(answer), "start": "1", "label": "OTHER"})
    wrong = browser.post(address, {**fields(answer), "label": "X"})
    none = browser.get(f"{address}?start=abc&end=9e9")

    assert (moved.status_code, wrong.status_code, none.status_code) == (409, 422, 409)
    assert "A mensagem mudou agora há pouco. Selecione de novo." in moved.content.decode()
    assert "Escolha uma das classes." in wrong.content.decode()


def test_hostile_words_are_words(house, arrive):
    text = 'veja <b onclick="x">Jabuticaba</b> aqui'
    conversation = arrive(text)
    of = selection('<b onclick="x">Jabuticaba</b>', text)
    address = f"/atendimento/c/{conversation}/ocultar/{message()}"

    answer = signed_in(house.marina).get(f"{address}?start={of.start}&end={of.end}")

    assert b"<b onclick" not in answer.content
    assert fields(answer)["words"] == of.words


def test_the_datum_has_an_id_like_every_other(house, conversation):
    hide(house.marina, conversation)

    assert UUID(str(Datum.objects.get(label="OTHER").id)).version == 7
