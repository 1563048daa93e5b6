"""Looking for something: `/`, words or a whole identifier, results that open the message, all with the keyboard.

Source: ux.md section 5 (`/`) and 6.2; security-design section 6.
"""

import json
import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from accessible import everywhere
from desvelo.kernel.ledger import packing
from started import eventually, rows
from storm import words
from visitor import Complaints


@pytest.fixture
def word(customer) -> str:
    """Return a word that no other customer wrote."""
    return words(int(customer.phone[-6:])).split()[0] + customer.phone[-6:]


@pytest.fixture
def agent(visitors, customer, word) -> Page:
    """Return Marina's page at her list; a customer wrote the word, and then many other messages."""
    customer.writes(f"Perdi o {word.upper()} e meu cpf é 529.982.247-25")
    for place in range(3):
        customer.writes(f"mensagem {place}")
    page = visitors.page("marina")
    page.goto("/atendimento/todas")
    return page


def search(page: Page, typed: str) -> None:
    page.locator("#search-words").fill(typed)
    page.locator("#search-words").press("Enter")
    page.locator("#search-state [data-over]").wait_for()


def test_from_the_list_to_the_message_without_a_pointer(agent, customer, word, info):
    complaints = Complaints(agent)
    agent.keyboard.press("/")
    agent.wait_for_url("**/atendimento/buscar")
    expect(agent.locator("#search-words")).to_be_focused()
    agent.keyboard.type(word)
    agent.keyboard.press("Enter")
    hit = agent.locator("#search-found [data-row]")
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text(customer.name)
    expect(hit.locator("mark")).to_have_text(word.upper())
    expect(hit.locator(".chip")).to_contain_text("CPF")
    assert "529.982" not in agent.content()
    assert word not in agent.url

    agent.locator("#search-state [data-over]").wait_for()
    agent.keyboard.press("Escape")
    agent.keyboard.press("j")
    agent.keyboard.press("Enter")

    agent.wait_for_url(re.compile(r"/atendimento/c/\w{22}\?view=todas&m=\w{22}$"))
    expect(agent.locator("#items .msg.asked")).to_contain_text(word.upper())
    expect(agent.locator("#items .msg.asked")).to_be_in_viewport()
    assert complaints.take() == []
    ended = "SELECT leaf FROM ledger.entry WHERE tag = 'search:end'"
    said = json.loads(packing.unpack(bytes(eventually(lambda: rows(info["database_url"], ended))[-1][0])))
    assert said["objects"].keys() == {"ended", "hits", "read", "search"}


def test_the_whole_cpf_finds_the_customer_and_part_of_it_nobody(agent, customer):
    agent.goto("/atendimento/buscar")
    search(agent, "529.982.247-25")
    expect(agent.locator("#search-people [data-row]", has_text=customer.name)).to_have_count(1)
    expect(agent.locator("#search-found [data-row]")).to_have_count(0)

    search(agent, "529.982.247")

    expect(agent.locator("#search-people")).to_be_hidden()
    expect(agent.locator("#search-found [data-row]")).to_have_count(0)
    expect(agent.locator("#search-state")).to_contain_text("O que está oculto nunca é buscado")


STOPPED = "SELECT stopped_at IS NOT NULL FROM desk_search ORDER BY began_at DESC LIMIT 1"
ENDED = "SELECT ended_at IS NOT NULL FROM desk_search ORDER BY began_at DESC LIMIT 1"


@pytest.fixture
def slowly(info):
    """Let each stretch of a search take long, as it does where there are many messages: the database waits."""
    lock = psycopg.connect(info["database_url"], options="-c lock_timeout=5s")
    lock.execute("LOCK TABLE channel_message IN ACCESS EXCLUSIVE MODE")
    yield lock
    lock.close()


def test_a_search_is_stopped_while_it_reads(agent, word, slowly, info):
    agent.goto("/atendimento/buscar")
    agent.locator("#search-words").fill(word)
    agent.locator("#search-words").press("Enter")
    with agent.expect_response("**/buscar/parar") as stopped:
        agent.locator("[data-stop-search]").click()
    assert stopped.value.status == 204
    assert eventually(lambda: rows(info["database_url"], STOPPED)[0][0])
    slowly.rollback()

    expect(agent.locator("#search-state [data-over]")).to_be_visible()
    expect(agent.locator("[data-stop-search]")).to_be_hidden()
    expect(agent.locator("#search-results")).not_to_have_attribute("aria-busy", "true")
    assert eventually(lambda: rows(info["database_url"], ENDED)[0][0])


def test_a_stop_that_was_not_heard_is_said_again(agent, word, slowly, info):
    heard = []
    agent.route("**/buscar/parar", lambda route: route.fulfill(status=204) if not heard else route.continue_())
    agent.on("response", lambda response: heard.append(response.status) if "parar" in response.url else None)
    agent.goto("/atendimento/buscar")
    agent.locator("#search-words").fill(word)
    agent.locator("#search-words").press("Enter")
    agent.locator("[data-stop-search]").click()

    assert eventually(lambda: agent.wait_for_timeout(50) or rows(info["database_url"], STOPPED)[0][0])

    assert len(heard) >= 2
    slowly.rollback()
    expect(agent.locator("#search-state [data-over]")).to_be_visible()


def test_an_agent_who_loses_the_connection_keeps_what_was_found(agent, word):
    agent.goto("/atendimento/buscar")
    agent.route("**/buscar/ler", lambda route: route.abort())
    agent.locator("#search-words").fill(word)
    agent.locator("#search-words").press("Enter")

    expect(agent.locator("#search-state .wrong")).to_contain_text("A conexão terminou antes da busca")
    expect(agent.locator("#search-words")).to_have_value(word)


def test_on_a_phone_the_way_there_is_over_the_list(visitors, agent, word):
    phone = visitors.page("marina", width=390, height=844, has_touch=True)
    phone.goto("/atendimento/todas")
    phone.locator("[data-search]").click()
    phone.wait_for_url("**/atendimento/buscar")
    search(phone, word)
    expect(phone.locator("#search-found [data-row]")).to_have_count(1)
    assert not phone.evaluate("document.scrollingElement.scrollWidth > innerWidth")


def test_no_accessibility_fault_in_any_state(agent, word):
    agent.goto("/atendimento/buscar")
    wrong = everywhere(agent, "search")
    for typed, named in ((word, "found"), ("529.982.247-25", "identifier"), ("nada disso aqui", "nothing found")):
        search(agent, typed)
        wrong |= everywhere(agent, f"search, {named}")
    agent.locator("#search-words").fill("x x x x x x x x x")
    agent.locator("#search-words").press("Enter")
    agent.locator("#search-state .wrong").wait_for()
    wrong |= everywhere(agent, "search refused")

    assert wrong == {}
