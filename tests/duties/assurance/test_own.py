"""People see what they did themselves, in plain sentences, and may say that it was a mistake; nothing is erased."""

import re
from html import unescape

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.duties.assurance import actions, one_entry, own
from desvelo.duties.assurance.errors import AlreadyNoted, NoteNotKept, NoteTooLong
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.guards.vault import actions as vault
from house import NOW

EVERYBODY = ["marina", "denise", "rui", "helena", "caio", "lucia"]


def sentences(actor, *, everything: bool = False) -> list[str]:
    trail = own.trail(actor, everything=everything, before=None, now=NOW)
    return [line.sentence for day in trail.days for line in day.lines]


def note(house, login: str, index: int, text: str = "") -> None:
    actions.note_mistake(actor=house.actors[login], index=index, text=text, now=NOW)


def text_of(found) -> str:
    return "".join(part if isinstance(part, str) else f"[{part.label}]" for part in found.text.parts)


@pytest.mark.parametrize("login", EVERYBODY)
def test_every_role_reaches_their_own_trail(house, shown, login):
    page = unescape(signed_in(house.actors[login]).get("/meus-acessos").content.decode())

    assert ("Você viu um CPF de Beatriz N." in page) is (login == "marina")


def test_the_trail_says_in_plain_words_what_was_done_and_why(house, shown):
    trail = own.trail(house.marina, everything=False, before=None, now=NOW)

    [day] = trail.days
    [line] = day.lines
    assert day.label.startswith("Hoje, ")
    assert (line.sentence, line.reason) == ("Você viu um CPF de Beatriz N.", "emitir nota fiscal")
    assert line.url == f"/auditoria/{shown}"


def test_everything_is_there_for_who_asks_for_everything(house, shown):
    said = sentences(house.marina, everything=True)

    assert "Você assumiu a conversa de Beatriz N." in said
    assert "Você abriu a conversa de Beatriz N." in said
    assert len(said) == sum(ledger.entry(index).actor == house.marina.id for index in range(ledger.size()))


def test_the_trail_holds_nothing_of_anybody_else(house, reveal):
    reveal("marina")
    reveal("rui")

    assert sentences(house.rui) == ["Você viu um CPF de Beatriz N."]
    assert sentences(house.denise) == []


def test_it_looks_a_few_things_up_once_for_a_whole_page(house, reveal, django_assert_max_num_queries):
    for _ in range(4):
        reveal()

    with django_assert_max_num_queries(8):
        assert len(sentences(house.marina)) == 4


def test_a_long_trail_continues(house):
    audit.record([Entry(tag="datum:reveal", at=NOW, actor=house.lucia.id) for _ in range(ledger.PAGE + 2)])
    audit.sequence()

    first = own.trail(house.lucia, everything=False, before=None, now=NOW)
    cursor = int(re.search(r"cursor=(\d+)", first.older_url)[1])
    rest = own.trail(house.lucia, everything=False, before=cursor, now=NOW)

    assert sum(len(day.lines) for day in rest.days) == 2
    assert rest.older_url == ""


def test_a_mistake_is_an_entry_of_its_own_and_the_first_one_stays(house, shown, audit_tags):
    before = ledger.entry(shown)

    note(house, "marina", shown)

    assert audit_tags()[-1] == ("entry:annotate", "done")
    assert ledger.entry(shown) == before
    written = ledger.entry(ledger.size() - 1)
    assert (written.actor, written.contact, dict(written.objects)) == (
        house.marina.id,
        before.contact,
        {"entry": str(shown), "reason": "mistake"},
    )


def test_the_note_stands_beside_the_entry_with_its_words(house, shown):
    note(house, "marina", shown, "cliquei na conversa errada")

    [line] = own.trail(house.marina, everything=False, before=None, now=NOW).days[0].lines
    [seen] = one_entry.detail(house.helena, shown, now=NOW).notes

    assert (line.may_note, text_of(line.notes[0])) == (False, "cliquei na conversa errada")
    assert (seen.who.name, text_of(seen)) == ("Marina Lopes", "cliquei na conversa errada")


@pytest.mark.parametrize(("login", "read"), [("helena", True), ("rui", True), ("caio", False), ("lucia", False)])
def test_the_words_are_read_only_by_who_may_know_the_customer(house, shown, login, read):
    note(house, "marina", shown, "cliquei na conversa errada")

    page = signed_in(house.actors[login]).get(f"/auditoria/{shown}").content.decode()

    assert "disse que foi engano" in page
    assert ("conversa errada" in page) is read


def test_what_the_words_hold_of_a_customer_is_dropped_before_they_are_sealed(house, shown):
    note(house, "marina", shown, "o certo era o cpf 111.444.777-35, cartão 5555 5555 5555 4444")

    [seen] = one_entry.detail(house.helena, shown, now=NOW).notes

    assert text_of(seen) == "o certo era o cpf [CPF], cartão [CARD_NUMBER]"


def test_the_words_stand_nowhere_readable(house, shown):
    note(house, "marina", shown, "cliquei na conversa errada do Cardoso")

    assert tables.bearing(connection, "conversa errada", "Cardoso") == {}


def test_the_words_die_with_the_customer_and_the_tree_still_holds(house, shown):
    note(house, "marina", shown, "cliquei na conversa errada")
    audit.checkpoint(now=NOW)

    vault.erase_contact(contact=ledger.entry(shown).contact, reason="request", now=NOW)

    [seen] = one_entry.detail(house.helena, shown, now=NOW).notes
    assert seen.text is None
    assert ledger.verify_all().problem is None


def test_an_erased_customer_leaves_no_key_for_new_words_but_a_bare_note_can_be_made(house, shown):
    vault.erase_contact(contact=ledger.entry(shown).contact, reason="request", now=NOW)

    with pytest.raises(NoteNotKept):
        note(house, "marina", shown, "foi sem querer")
    note(house, "marina", shown)

    assert len(one_entry.detail(house.helena, shown, now=NOW).notes) == 1


@pytest.mark.asvs("16.3.2")
@pytest.mark.parametrize("login", ["denise", "rui", "helena", "caio", "lucia"])
def test_nobody_explains_what_somebody_else_did(house, shown, audit_tags, login):
    """Who may read the entry may not write on it either."""
    with pytest.raises(EntryNotFound):
        note(house, login, shown, "foi a Marina")

    assert audit_tags()[-1] == ("audit:read", "denied:not_own")
    assert ledger.notes_on([shown]) == []


def test_a_mistake_is_said_once(house, shown):
    note(house, "marina", shown)

    with pytest.raises(AlreadyNoted):
        note(house, "marina", shown, "de novo")

    assert len(ledger.notes_on([shown])) == 1


def test_words_that_are_too_long_are_refused_and_nothing_is_written(house, shown):
    with pytest.raises(NoteTooLong):
        note(house, "marina", shown, "x" * (actions.LONGEST_NOTE + 1))

    assert ledger.notes_on([shown]) == []
    note(house, "marina", shown, "x" * actions.LONGEST_NOTE)


def test_over_http_the_note_is_made_and_the_page_is_the_one_it_came_from(house, shown):
    browser = signed_in(house.marina)

    answer = browser.post(f"/meus-acessos/{shown}/engano?tudo=1", {"text": "cliquei errado"})

    assert (answer.status_code, answer["Location"]) == (302, f"/meus-acessos?tudo=1#e{shown}")
    assert "cliquei errado" in browser.get("/meus-acessos").content.decode()


def test_over_http_words_that_cannot_be_kept_come_back_as_they_were_written(house, shown):
    written = "cliquei errado " * 40

    answer = signed_in(house.marina).post(f"/meus-acessos/{shown}/engano", {"text": written})

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert written.strip() in page
    assert "Passou de 500 caracteres." in page


def test_over_http_what_is_not_ones_own_does_not_exist(house, shown):
    browser = signed_in(house.denise)

    assert browser.post(f"/meus-acessos/{shown}/engano").status_code == 404
    assert browser.post(f"/meus-acessos/{10**6}/engano").status_code == 404


def test_hostile_words_come_out_as_words(house, shown):
    note(house, "marina", shown, "<img src=x onerror=alert(1)> %(who)s {{ nav }}")

    for path in ("/meus-acessos", f"/auditoria/{shown}"):
        page = signed_in(house.marina).get(path).content.decode()
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt; %(who)s {{ nav }}" in page
