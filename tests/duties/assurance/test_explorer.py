"""The log as people read it: a table of sentences that continues, and the words for every kind of entry."""

import html

from browser import signed_in
from desvelo.duties.assurance import sentences
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Datum
from desvelo.service.desk import actions as desk
from house import NOW


def bake(count: int, **more: object) -> None:
    audit.record([Entry(tag="loaf:bake", at=NOW, **more) for _ in range(count)])
    audit.sequence()


def test_every_kind_of_entry_there_is_has_words(house, arrive):
    arrive("cpf 529.982.247-25")
    signed_in(house.marina).post("/sair")
    contact = vault_queries.contact_with_phone("5511900004417")
    vault.erase_contact(contact=contact, reason="request", now=NOW)
    audit.sequence()
    seen = {ledger.entry(index).tag: index for index in range(ledger.size())}

    said = {tag: sentences.did(ledger.entry(index)).text for tag, index in seen.items()}

    assert [tag for tag, text in said.items() if text == tag] == []


def test_a_kind_without_words_is_shown_as_it_is(house):
    bake(1)

    page = signed_in(house.helena).get("/auditoria").content.decode()

    assert "loaf:bake" in page


def test_a_reason_in_words_is_not_shown_to_anybody(house, arrive):
    arrive("cpf 529.982.247-25")
    datum = Datum.objects.get(label="CPF").public_id
    shown = desk.reveal(
        actor=house.marina, datum=datum, reason=Reason(code="other", text="o cliente pediu no balcão"), now=NOW
    )

    for login in ("helena", "caio", "lucia", "marina"):
        page = html.unescape(signed_in(house.actors[login]).get(f"/auditoria/{shown.entry_index}").content.decode())
        assert "balcão" not in page


def test_a_long_log_continues_where_the_page_ended_and_leads_back(house, ask):
    bake(ledger.PAGE * 2, actor=house.marina.id)

    first = ask(house.marina)
    cursor = first.older_url.removeprefix("/auditoria?cursor=")
    second = ask(house.marina, before=int(cursor))

    shown = [row.index for row in first.rows + second.rows]
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == ledger.PAGE * 2
    assert (first.newer_url, second.newer_url) == ("", "/auditoria")


def test_the_head_counts_what_the_reader_may_read_and_says_since_when(house, conversation, ask):
    own = sum(ledger.entry(index).actor == house.marina.id for index in range(ledger.size()))

    assert ask(house.marina).since_label.startswith(f"{own} registros desde ")
    assert ask(house.helena).since_label.startswith(f"{ledger.size()} registros desde ")


def test_an_empty_log_says_what_will_appear(house):
    page = signed_in(house.lucia).get("/auditoria?quem=&cursor=0").content.decode()
    empty = signed_in(house.lucia).get("/meus-acessos").content.decode()

    assert "Não há nada mais antigo." in page
    assert "Você ainda não viu nem comparou nenhum dado protegido." in empty


def test_the_selected_row_is_marked_and_the_drawer_closes_where_it_was_opened(house, shown):
    browser = signed_in(house.helena)

    page = browser.get(f"/auditoria/{shown}?ato=datum%3Areveal").content.decode()

    assert f'id="open-{shown}" href="/auditoria/{shown}?ato=datum%3Areveal" aria-current="true"' in page
    assert '<a class="icon-btn" href="/auditoria?ato=datum%3Areveal" data-close-drawer>' in page


def test_the_table_has_a_caption_and_headers(house, conversation):
    page = signed_in(house.helena).get("/auditoria").content.decode()

    assert '<caption class="vh">Registros de auditoria, os mais novos primeiro</caption>' in page
    assert page.count('<th scope="col">') == 6 + 3  # the entries, and the days in words


def test_a_page_of_the_log_costs_the_same_however_much_is_on_it(house, shown, django_assert_max_num_queries):
    browser = signed_in(house.helena)
    few = count_of(browser)
    bake(ledger.PAGE, actor=house.denise.id)

    assert count_of(browser) <= few
    assert few <= 36  # eleven ask for what waits, for answers, for alarms, for keys, for the standing of the policies


def count_of(browser) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert browser.get("/auditoria").status_code == 200
    return len(captured)
