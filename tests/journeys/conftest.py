"""One demonstration for all journeys, one Chromium, and for each journey a customer nobody else knows."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from started import Started, arrived, eventually, folder, rows, write
from visitor import CHROMIUM, Visitors, launch

_numbers = itertools.count(5_511_900_050_001)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def demo() -> Iterator[Started]:
    """Return a demonstration as a person starts it; in the end it stops cleanly and leaves nothing behind."""
    with folder() as data:
        running = Started(data, "demo", "--no-browser", "--json")
        yield running
        assert running.end() == 0, running.stderr
        assert running.stdout.count("\n") == 1


@pytest.fixture(scope="session")
def info(demo: Started) -> dict[str, Any]:
    return demo.info


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; `make test` finds or installs one")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def everybody(info: dict[str, Any], browser: Browser) -> Visitors:
    return Visitors(info=info, browser=browser)


@pytest.fixture
def visitors(everybody: Visitors) -> Iterator[Visitors]:
    """Return the people; their windows close with the test, their sessions stay."""
    yield everybody
    everybody.close()


@dataclass(kw_only=True)
class Customer:
    """Somebody with a phone in the sandbox, and a conversation at the desk once they wrote."""

    info: dict[str, Any]
    phone: str
    name: str

    def writes(self, text: str, *, wait: bool = True) -> str:
        wamid = write(self.info, phone=self.phone, name=self.name, text=text)
        if wait:
            eventually(lambda: arrived(self.info, wamid))
        return wamid

    def received(self) -> list[str]:
        """What the phone got from the company."""
        url = f"{self.info['sandbox_control_url']}/phones/{self.phone}/messages"
        shown = httpx.get(url, timeout=10, trust_env=False).json()["messages"]
        return [message["text"] for message in shown if message["direction"] == "out"]

    def contact(self, wamid: str) -> Any:
        return rows(self.info["database_url"], "SELECT contact_id FROM channel_message WHERE wamid = %s", wamid)[0][0]

    def opened_by(self, page: Page) -> str:
        """Let an agent find the conversation in the list and open it; return its id."""
        page.goto("/atendimento/todas")
        page.locator("[data-row]", has_text=self.name).locator("a").click()
        thread = page.locator(".thread[data-conversation]")
        thread.wait_for()
        page.locator("#conversation", has_text=self.name).wait_for()
        return str(thread.get_attribute("data-conversation"))


@pytest.fixture
def customer(info: dict[str, Any]) -> Customer:
    number = str(next(_numbers))
    return Customer(info=info, phone=number, name=f"Cliente {number[-5:]}")
