"""What became of an answer is on the open page as it happens, in words too; what failed goes again by one press."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from started import eventually


@pytest.fixture
def tell(info):
    """Tell the pretend Meta what to do next; afterwards it behaves again."""

    def _tell(path: str, **what: object) -> None:
        answer = httpx.post(f"{info['sandbox_control_url']}/{path}", json=what, timeout=10, trust_env=False)
        answer.raise_for_status()

    yield _tell
    _tell("fault", kind="none")


@pytest.fixture
def agent(visitors, customer) -> Page:
    page = visitors.page("marina")
    customer.writes("bom dia")
    customer.opened_by(page)
    return page


def answer(page: Page, text: str) -> None:
    page.locator("#reply").fill(text)
    page.locator("#reply").press("Enter")


def test_a_tick_climbs_to_read_while_the_page_is_open(agent, customer, tell):
    answer(agent, "até quinta")

    tick = agent.locator("#items .msg.out .tick")
    expect(tick).to_have_text("entregue")
    assert tick.locator(".i.read").count() == 0
    tell("read", wa_id=customer.phone)
    expect(tick).to_have_text("lida")
    assert tick.locator(".i.read").count() == 1


def test_what_meta_refused_says_why_and_goes_again_by_one_press(agent, customer, tell):
    tell("fault", kind="190", times=1)
    answer(agent, "até quinta")

    failed = agent.locator("#items .msg.out.failed")
    expect(failed.locator(".failure")).to_contain_text("A Meta recusou o token deste número.")
    expect(failed.locator(".tick")).to_have_text("não entregue")
    failed.get_by_role("button", name="Tentar de novo").click()

    expect(agent.locator("#items .msg.out").last.locator(".tick")).to_have_text("entregue")
    expect(agent.locator("#items .msg.out").first.locator(".tick")).to_have_text("enviada de novo")
    expect(agent.get_by_role("button", name="Tentar de novo")).to_have_count(0)
    assert eventually(customer.received) == ["até quinta"]


def test_what_may_have_left_is_said_so_and_only_a_person_sends_it_again(agent, customer, tell):
    tell("fault", kind="131000", times=1)
    answer(agent, "até quinta")

    expect(agent.locator("#items .msg.out .tick")).to_have_text("Talvez enviado")
    expect(agent.locator("#items .failure")).to_contain_text("Não sabemos se esta chegou.")
    assert customer.received() == []
    agent.get_by_role("button", name="Enviar de novo").click()

    expect(agent.locator("#items .msg.out").last.locator(".tick")).to_have_text("entregue")
    assert customer.received() == ["até quinta"]
