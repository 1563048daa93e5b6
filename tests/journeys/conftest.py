"""One demonstration for all journeys, one Chromium, and for each journey a customer nobody else knows."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

import second_chance
from customers import Customer, new_customer
from started import Started, folder, rows
from visitor import CHROMIUM, Visitors, launch


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
    second_chance.give(journeys)


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
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def everybody(demo: Started, info: dict[str, Any], browser: Browser) -> Visitors:
    return Visitors(info=info, keys=demo.data / "keys", browser=browser)


@pytest.fixture
def visitors(everybody: Visitors) -> Iterator[Visitors]:
    """Return the people, who looked at nothing yet; their windows close with the test, their sessions stay."""
    rows(everybody.info["database_url"], "DELETE FROM vault_taken RETURNING 1")
    yield everybody
    everybody.close()


@pytest.fixture
def customer(info: dict[str, Any]) -> Customer:
    return new_customer(info)
