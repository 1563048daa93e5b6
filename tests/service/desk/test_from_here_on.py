"""«Só daqui em diante»: the team that gets a conversation reads nothing of before, by whichever way it tries."""

import io
import re

import pytest
from PIL import Image

import searches
from arrived_files import keep, picture
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.kernel.reach import ALL
from desvelo.service.channel.errors import NothingToAnswer
from desvelo.service.channel.hiding import Selection
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, answering, hiding, looking, queries, reaching, searching
from desvelo.service.desk.models import Conversation, ReadSpan
from desvelo.service.desk.queries import Stretch
from desvelo.service.desk.searching import Asked
from handing import NOTE, hand
from house import NOW

CPF = "529.982.247-25"
SECRET = "remarcar a consulta do joelho"
REASON = vault.Reason(code="payment")


@pytest.fixture
def conversation(house, arrive) -> str:
    arrive(f"{SECRET}, meu cpf é {CPF}")
    return arrive("segunda mensagem de antes")


@pytest.fixture
def parted(house, conversation, arrive) -> str:
    hand(house.marina, conversation, house.financeiro, with_history=False)
    arrive("o que veio depois")
    return conversation


@pytest.fixture
def without_the_guard(monkeypatch):
    """The attack: whatever asks what a team reads of a conversation is told «all»."""

    def take_away() -> None:
        monkeypatch.setattr(reaching, "of_each", lambda rows: {row.id: ALL for row in rows})

    return take_away


def photo() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 120, 60)).save(written, "JPEG")
    return written.getvalue()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def first_message() -> Message:
    return Message.objects.order_by("arrival").first()


def datum_of_before() -> str:
    row = Conversation.objects.get()
    return vault_queries.data_of(row.contact_id)[0].public_id


def thread(house, conversation: str, **stretch) -> str:
    shown, context = queries.conversation(house.denise, conversation, now=NOW, stretch=Stretch(**stretch))
    return f"{shown} {context}"


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize(
    "stretch", [{}, {"first": 0}, {"before": 10**12}, {"first": 0, "before": 10**12}, {"around": "that"}], ids=str
)
def test_the_thread_begins_with_the_note(house, parted, without_the_guard, stretch):
    asked = {**stretch, **({"around": first_message().public_id} if "around" in stretch else {})}

    shown = thread(house, parted, **asked)

    assert SECRET not in shown
    assert "segunda mensagem" not in shown
    assert NOTE in shown
    assert "o que veio depois" in shown
    assert "has_older=False" in shown
    without_the_guard()
    assert SECRET in thread(house, parted, first=0)


def test_the_page_and_what_it_fetches_show_nothing_of_before(house, parted):
    browser = signed_in(house.denise)
    first = first_message()

    for path in (
        f"/atendimento/c/{parted}?m={first.public_id}",
        f"/atendimento/c/{parted}/mensagens?from=0",
        f"/atendimento/c/{parted}/mensagens?before={first.arrival + 1}",
        "/atendimento/todas",
    ):
        shown = browser.get(path)
        assert shown.status_code == 200
        assert SECRET not in text(shown)
        assert "segunda mensagem" not in text(shown)
        assert "247-25" not in text(shown)


def test_the_list_never_shows_a_last_message_of_before(house, parted, without_the_guard):
    Conversation.objects.update(last_message_id=first_message().id)
    browser = signed_in(house.denise)

    assert "remarcar" not in text(browser.get("/atendimento/todas"))
    without_the_guard()
    assert "remarcar" in text(browser.get("/atendimento/todas"))


@pytest.mark.asvs("8.2.2")
def test_no_search_finds_words_of_before(house, parted, monkeypatch):
    denise = signed_in(house.denise)

    assert searches.found(searches.read(denise, "remarcar")) == ""
    assert "depois" in searches.found(searches.read(denise, "depois"))
    monkeypatch.setattr(reaching, "readable", _by_team_alone)
    assert searches.found(searches.read(denise, "remarcar")) != ""


def _by_team_alone(teams):
    from django.db.models import Exists, OuterRef

    of = {"contact_id": OuterRef("contact_id"), "number_id": OuterRef("number_id")}
    return Exists(Conversation.objects.filter(**of, team_id__in=list(teams)))


def test_no_identifier_of_before_is_found(house, parted, without_the_guard):
    def places() -> int:
        begun = searching.begin(actor=house.denise, asked=Asked(typed=CPF), now=NOW)
        return len(begun.exact.places)

    assert places() == 0
    without_the_guard()
    assert places() == 1


@pytest.mark.asvs("8.2.2")
def test_no_datum_of_before_is_seen_compared_asked_or_explained(house, parted, without_the_guard, audit_tags):
    datum, browser = datum_of_before(), signed_in(house.denise)

    with pytest.raises(NotFound):
        actions.reveal(actor=house.denise, datum=datum, reason=REASON, now=NOW)
    with pytest.raises(NotFound):
        actions.compare(actor=house.denise, datum=datum, typed=CPF, now=NOW)
    for path in ("", "/conferir", "/motivo"):
        assert browser.get(f"/atendimento/dado/{datum}{path}").status_code == 404
    for path in ("/pedir", "/emergencia"):
        assert browser.post(f"/atendimento/dado/{datum}{path}", {"reason": "payment"}).status_code in {401, 404}
    assert ("datum:reveal", "done") not in audit_tags()
    without_the_guard()
    assert actions.compare(actor=house.denise, datum=datum, typed=CPF, now=NOW).matches


def test_no_file_of_before_is_looked_at(house, arrive, without_the_guard):
    conversation = arrive("segue o exame")
    message = picture()
    keep(message, photo())
    there = message.public_id
    hand(house.marina, conversation, house.financeiro, with_history=False)

    with pytest.raises(NotFound):
        looking.look(actor=house.denise, message=there, reason=REASON, now=NOW)
    assert signed_in(house.denise).get(f"/atendimento/arquivo/{there}").status_code == 404
    without_the_guard()
    assert looking.look(actor=house.denise, message=there, reason=REASON, now=NOW).sources


def test_nothing_of_before_is_quoted_reacted_to_hidden_or_sent_again(house, parted, without_the_guard):
    first = first_message().public_id
    ours = Message.objects.filter(direction="in").order_by("arrival")[1]
    Message.objects.filter(pk=ours.pk).update(direction="out", status="failed", failure="131000")
    reply = actions.Reply(text="sobre isso", about=first)

    with pytest.raises(NothingToAnswer):
        actions.send_reply(actor=house.denise, conversation=parted, reply=reply, now=NOW)
    with pytest.raises(NothingToAnswer):
        answering.react(actor=house.denise, conversation=parted, message=first, emoji="👍", now=NOW)
    selection = Selection(start=0, end=3, in_heading=False, words="rem")
    with pytest.raises(NotFound):
        hiding.form(house.denise, parted, first, selection, now=NOW)
    with pytest.raises(NotFound):
        actions.send_again(actor=house.denise, conversation=parted, message=ours.public_id, now=NOW)
    without_the_guard()
    assert hiding.form(house.denise, parted, first, selection, now=NOW).words == "rem"
    assert actions.send_again(actor=house.denise, conversation=parted, message=ours.public_id, now=NOW)


def test_a_quote_of_before_is_drawn_as_a_message_that_is_not_here(house, parted, without_the_guard):
    first = first_message()
    Message.objects.filter(arrival=Message.objects.order_by("-arrival").first().arrival).update(
        about_index=first.wamid_index
    )

    assert SECRET not in thread(house, parted)
    without_the_guard()
    assert SECRET in thread(house, parted)


def test_nobody_hears_who_answered_before(house, conversation):
    reply = actions.Reply(text="respondido antes")
    actions.send_reply(actor=house.marina, conversation=conversation, reply=reply, now=clock.business())
    hand(house.marina, conversation, house.financeiro, with_history=False)
    late = actions.Reply(text="oi", seen=0)

    assert actions.send_reply(actor=house.denise, conversation=conversation, reply=late, now=clock.business())


def test_a_parted_conversation_of_which_no_row_says_who_reads_it_is_closed(house, parted):
    ReadSpan.objects.all().delete()

    assert NOTE not in thread(house, parted)
    assert searches.found(searches.read(signed_in(house.denise), "depois")) == ""


def test_with_the_history_nobody_gives_more_than_they_have(house, parted, arrive):
    hand(house.denise, parted, house.agenda, with_history=True)
    shown, _ = queries.conversation(house.marina, parted, now=NOW, stretch=Stretch(first=0))
    assert SECRET in str(shown)
    assert "o que veio depois" in str(shown)

    third = _third_team(house)
    hand(house.marina, parted, third, with_history=False)
    hand(house.rui, parted, house.financeiro, with_history=True)

    assert SECRET not in thread(house, parted, first=0)
    assert "o que veio depois" in thread(house, parted, first=0)


def _third_team(house):
    from desvelo.guards.access import actions as access
    from desvelo.guards.access import queries as people
    from desvelo.guards.access.models import User
    from house import given

    third = access.create_team(name="Exames")
    given(house.rui.id, lambda: User.objects.get(pk=house.rui.id).teams.add(third))
    house.actors["rui"] = people.actor_named("Rui Pinho")
    return third


def test_what_was_on_its_way_when_it_was_given_away_is_read_by_who_has_it(house, conversation, arrive, monkeypatch):
    """A batch took its places before the move and is stored after it."""
    from desvelo.service.channel import store

    [early] = store.next_arrivals(1)
    hand(house.marina, conversation, house.financeiro, with_history=False)
    later = store.next_arrivals
    monkeypatch.setattr(store, "next_arrivals", lambda count: [early] if count == 1 else later(count))

    arrive("estava a caminho")

    shown = thread(house, conversation, first=0)
    assert "estava a caminho" in shown
    assert SECRET not in shown


def test_two_customers_who_turn_out_to_be_one_open_nothing_to_a_team_that_reads_from_here_on(house, parted):
    stays, gone = Conversation.objects.get(), Conversation.objects.get()
    gone.is_parted, gone.team_id = False, house.agenda

    reaching.unite(stays, gone, team=house.financeiro)

    assert SECRET not in thread(house, parted, first=0)
    assert NOTE in thread(house, parted, first=0)
