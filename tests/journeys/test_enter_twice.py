"""Enter pressed while an answer is on its way: nothing typed is lost, nothing is sent twice."""

import pytest
from playwright.sync_api import Page, Route, expect

from started import eventually


class Slow:
    """Holds the answers of a page back until they are let go."""

    def __init__(self, page: Page) -> None:
        self._page, self.held = page, list[Route]()
        page.route("**/responder", self._hold)

    def _hold(self, route: Route) -> None:
        self.held.append(route)

    def waits(self, count: int) -> Route:
        """Return the last request once *count* of them wait."""
        for _ in range(100):
            if len(self.held) >= count:
                break
            self._page.wait_for_timeout(50)
        assert len(self.held) == count
        return self.held[-1]


@pytest.fixture
def agent(visitors, customer) -> Page:
    customer.writes("bom dia")
    page = visitors.page("marina")
    customer.opened_by(page)
    page.locator("#reply").focus()
    return page


def test_what_is_typed_meanwhile_is_the_next_answer(agent, customer):
    slow, field = Slow(agent), agent.locator("#reply")
    agent.keyboard.type("primeira")
    agent.keyboard.press("Enter")
    first = slow.waits(1)
    expect(field).to_have_value("")
    agent.keyboard.type("segunda")
    agent.keyboard.press("Enter")
    agent.keyboard.press("Enter")
    expect(field).to_have_value("segunda")
    assert len(slow.held) == 1

    first.continue_()
    slow.waits(2).continue_()

    expect(field).to_have_value("")
    expect(agent.locator("#items .msg.out")).to_have_count(2)
    eventually(lambda: sorted(customer.received()) == ["primeira", "segunda"])
    assert len(slow.held) == 2


def test_enter_twice_sends_once(agent, customer):
    slow = Slow(agent)
    agent.keyboard.type("uma só")
    for _ in range(3):
        agent.keyboard.press("Enter")
    slow.waits(1).continue_()

    expect(agent.locator("#items .msg.out .tick")).to_contain_text("entregue")
    agent.wait_for_timeout(300)
    assert (len(slow.held), customer.received()) == (1, ["uma só"])


def test_what_was_refused_comes_back_before_what_came_after_it_and_nothing_goes_by_itself(agent, customer):
    slow, field = Slow(agent), agent.locator("#reply")
    agent.keyboard.type("meu cpf é 529.982.247-25")
    agent.keyboard.press("Enter")
    first = slow.waits(1)
    agent.keyboard.type("depois")
    agent.keyboard.press("Enter")

    first.continue_()

    agent.locator("[data-guard]").wait_for()
    expect(field).to_have_value("meu cpf é 529.982.247-25\ndepois")
    agent.wait_for_timeout(300)
    assert (len(slow.held), customer.received()) == (1, [])


def test_what_failed_comes_back_and_is_there_after_a_reload(agent, customer):
    slow, field = Slow(agent), agent.locator("#reply")
    agent.keyboard.type("primeira")
    agent.keyboard.press("Enter")
    first = slow.waits(1)
    agent.keyboard.type("segunda")
    agent.wait_for_timeout(1200)

    first.fulfill(status=500, body="")

    expect(field).to_have_value("primeira\nsegunda")
    expect(agent.locator(".composer-error")).to_be_visible()
    assert customer.received() == []
    agent.reload()
    expect(agent.locator("#reply")).to_have_value("primeira\nsegunda")


def test_what_was_typed_meanwhile_is_kept_as_the_draft_once_the_first_went(agent):
    slow = Slow(agent)
    agent.keyboard.type("primeira")
    agent.keyboard.press("Enter")
    first = slow.waits(1)
    agent.keyboard.type("rascunho")
    agent.wait_for_timeout(1200)
    first.continue_()
    expect(agent.locator("#items .msg.out")).to_have_count(1)
    agent.wait_for_timeout(1200)

    agent.reload()

    expect(agent.locator("#reply")).to_have_value("rascunho")
