"""What a customer sent by mistake is nowhere: not in the database, its files, the logs, nor in what the desk sent.

Source: issue 2, "Done when" 3.  The sandbox is the customer's phone and Meta, and is exempt.
"""

import gzip
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

import traces
from customers import Customer, new_customer
from opening import dumped, opened_with_every_key
from shown_value import shown_value
from started import Started, eventually, rows
from visitor import Visitors, launch
from wiretap import Exchange, Wiretap

CPF = "529.982.247-25"
MISTAKES = (
    f"meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf {CPF}",
    "pode usar o e-mail beatriz.nogueira77@exemplo.example e o telefone (11) 98765-4321",
    "a senha do portal é Girassol#88vento",
    "o código de verificação é 48151623",
)
VALUES = {
    "card": ("5555 5555 5555 4444", "5555555555554444"),
    "expiry": ("val 08/29",),
    "cvv": ("cvv 123", "123, cpf"),
    "cpf": (CPF, "52998224725"),
    "e-mail": ("beatriz.nogueira77@exemplo.example",),
    "phone": ("(11) 98765-4321", "11987654321"),
    "password": ("Girassol#88vento",),
    "code": ("48151623",),
}
DISCARDED = {name: VALUES[name] for name in ("card", "cvv", "password", "code")}
NAME = "Canária 7391"
CHIPS_IN_ALL = 8
CANARY = "papagaio 5819-2746"


@pytest.fixture(scope="module")
def customer(info: dict[str, Any]) -> Customer:
    return new_customer(info, name=NAME)


@pytest.fixture(scope="module")
def values(customer: Customer) -> traces.Values:
    """Return all that must be nowhere: what was written, and the number it came from."""
    return {**VALUES, "sender": (customer.phone,)}


@pytest.fixture(scope="module")
def heard(info: dict[str, Any], browser: Browser, everybody: Visitors, customer: Customer) -> list[Exchange]:
    """Return everything the desk sent while agent and officer lived through the whole story."""
    with Wiretap(int(info["url"].rsplit(":", 1)[1])) as tap:
        tapped = launch(browser.browser_type, tap.rule)
        visitors = Visitors(info=info, keys=everybody.keys, browser=tapped, steps=everybody.steps)
        try:
            _agent_works(visitors.page("rui"), customer)
            _officer_reads(visitors.page("helena"))
        finally:
            visitors.close()
            tapped.close()
    return tap.exchanges


def _agent_works(page: Page, customer: Customer) -> None:
    customer.writes("Bom dia")
    conversation = customer.opened_by(page)
    for text in MISTAKES:
        customer.writes(text)
    expect(page.locator("#items .msg.in .chip")).to_have_count(CHIPS_IN_ALL)
    page.locator("#items button.chip", has_text="CPF").focus()
    page.keyboard.press("r")
    page.locator("#reveal[open] [data-reveal-form]").wait_for()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(shown_value(page)).to_have_text(CPF)
    page.keyboard.press("Escape")
    page.locator("#reply").fill(f"Temos {CPF} e {MISTAKES[1]}, certo?")
    page.keyboard.press("Enter")
    page.locator("[data-guard]").wait_for()
    page.keyboard.press("Enter")
    eventually(lambda: len(customer.received()) > 1)
    for path in ("minhas", "sem-responsavel", f"c/{conversation}", "lista", f"c/{conversation}/mensagens"):
        page.goto(f"/atendimento/{path}")
    page.goto("/auditoria")
    page.goto("/atendimento/c/nao-existe")
    page.goto("/demo")
    page.locator("iframe.phone").wait_for()


def _officer_reads(page: Page) -> None:
    page.goto("/auditoria")
    for link in [row.get_attribute("href") for row in page.locator("a.row-cover").all()[:12]]:
        page.goto(link)
    page.locator("[data-verify] button").click()
    page.locator(".banner.ok").wait_for()


def shows(exchange: Exchange) -> bool:
    return exchange.path.startswith("/atendimento/mostrado/")


def sent(exchanges: list[Exchange]) -> list[tuple[str, bytes]]:
    return [(f"{each.method} {each.path}", bytes(each.headers) + b"\n" + opened(each)) for each in exchanges]


def is_compressed(exchange: Exchange) -> bool:
    return b"content-encoding" in exchange.headers.lower()


def opened(exchange: Exchange) -> bytes:
    """Return the body as the browser reads it."""
    return gzip.decompress(exchange.body) if is_compressed(exchange) and exchange.body else bytes(exchange.body)


def on_disk(demo: Started) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the installation as it is after a checkpoint, and what it said at the terminal."""
    with psycopg.connect(demo.info["database_url"], autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    yield from traces.files(demo.data)
    yield "terminal", demo.stderr.encode()


def test_the_desk_sent_a_value_only_in_the_one_document_that_shows_it(heard, values):
    [showing] = [each for each in heard if shows(each)]
    others = [each for each in heard if not shows(each) and each.path != "/demo"]

    assert traces.report(sent([showing]), values) == [(f"GET {showing.path}", "cpf", "typed")]
    assert traces.report(sent(others), values) == []


def test_the_page_of_the_demonstration_holds_no_value_either(heard, values):
    assert traces.report(sent([each for each in heard if each.path == "/demo"]), values) == []


def test_the_tap_heard_pages_fragments_files_and_the_stream(heard):
    stream = next(each for each in heard if each.path.startswith("/events?c="))

    assert b"event: conversation" in stream.body
    assert {each.path.split("?")[0] for each in heard} >= {"/static/ui/desk.js", "/atendimento/lista", "/auditoria"}
    assert {each.path.split("/")[1] for each in heard if is_compressed(each)} == {"static"}


def test_a_dump_of_the_database_holds_no_value(heard, info, values):
    dump = dumped(info)

    assert b"COPY public.channel_message" in dump
    assert traces.report([("pg_dump", dump)], values) == []


def test_no_file_of_the_installation_holds_a_value(heard, demo, values):
    assert traces.report(on_disk(demo), values) == []


def test_no_key_of_the_installation_opens_what_was_discarded(heard, demo, info):
    eventually(lambda: rows(info["database_url"], "SELECT count(*) FROM intake.raw") == [(0,)])
    found = opened_with_every_key(demo.data)
    plaintexts = [(column, text.encode()) for column, text in found["opened"]]

    assert (found["unknown"], found["closed"]) == ([], [])
    assert traces.report(plaintexts, DISCARDED) == []
    assert ("vault_datum.sealed", CPF) in [tuple(each) for each in found["opened"]]
    assert "123" not in [text for column, text in found["opened"] if column == "vault_datum.sealed"]


@pytest.fixture
def planted(info: dict[str, Any]) -> Iterator[str]:
    """Put a canary into rows in every form, and another into the write-ahead log alone; return the other."""
    in_log_alone = "periquito 6620-3518"
    with psycopg.connect(info["database_url"], autocommit=True) as connection:
        connection.execute("CREATE TABLE public.canary (said text)")
        try:
            for needles in traces.forms(CANARY).values():
                for needle in needles:
                    if b"\0" not in needle:
                        connection.execute("INSERT INTO canary VALUES (%s)", [needle.decode()])
            connection.execute("SELECT pg_logical_emit_message(true, 'canary', %s)", [in_log_alone])
            yield in_log_alone
        finally:
            connection.execute("DROP TABLE public.canary")


def test_the_same_search_finds_a_canary_in_a_row_in_every_form(planted, demo, info):
    in_dump = traces.report([("dump", dumped(info))], {"canary": (CANARY,)})
    on_files = traces.report(on_disk(demo), {"canary": (CANARY,)})

    forms = {"typed", "url", "base64", "hex"}
    assert {form for _, _, form in in_dump} == forms
    assert {form for place, _, form in on_files if "/base/" in place} == forms
    assert {form for place, _, form in on_files if place.endswith("pg_wal joined")} == forms


def test_the_same_search_finds_a_canary_in_the_write_ahead_log_alone(planted, demo, info):
    values = {"canary": (planted,)}

    assert traces.report([("dump", dumped(info))], values) == []
    places = {place for place, _, _ in traces.report(on_disk(demo), values)}
    assert "postgres/pgdata/pg_wal joined" in places
    assert [place for place in places if "/pg_wal" not in place] == []


def test_the_same_search_finds_a_canary_in_a_log(demo):
    with (demo.data / "logs" / "worker.log").open("a", encoding="utf-8") as log:
        log.write(f"{CANARY}\n")

    assert ("logs/worker.log", "canary", "typed") in traces.report(on_disk(demo), {"canary": (CANARY,)})


def test_the_same_search_finds_what_the_desk_did_send(heard):
    found = traces.report(sent(heard), {"name": (NAME,)})

    assert {"GET /atendimento/todas", "GET /atendimento/lista"} <= {place.split("?")[0] for place, _, _ in found}
