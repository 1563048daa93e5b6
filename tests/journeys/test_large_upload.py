"""A document of 60 MB leaves from a real browser: progress is shown, the customer has it, the pages stay small."""

import os
import threading
from typing import Self

import pytest
from playwright.sync_api import Page, expect

from started import Started, eventually, rows
from visitor import Complaints

MEGABYTE = 1024 * 1024
SIZE = 60 * MEGABYTE


class Watch:
    """The most memory that a process and what it started held while somebody looked."""

    def __init__(self, words: str, demo: Started) -> None:
        self._processes = [each for each in demo.tree() if words in " ".join(each.cmdline())]
        assert self._processes
        self._stop = threading.Event()
        self.most = self.before = self._now()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            self.most = max(self.most, self._now())

    def _now(self) -> int:
        return sum(each.memory_info().rss for each in self._processes)


@pytest.fixture
def page(visitors, customer) -> Page:
    customer.writes("pode me mandar o laudo?")
    page = visitors.let_in("marina")
    customer.opened_by(page)
    return page


def test_a_large_document_leaves_in_pieces_and_says_how_far_it_is(page, info, demo: Started, tmp_path):
    complaints = Complaints(page)
    large = tmp_path / "laudo.pdf"
    large.write_bytes(b"%PDF-1.7\n" + os.urandom(SIZE))
    page.evaluate("""() => {
      const bar = document.querySelector("[data-attached] progress");
      window.seen = [];
      new MutationObserver(() => seen.push(bar.value)).observe(bar, { attributes: true });
    }""")
    page.locator("[data-file]").set_input_files(large)

    with Watch("desvelo.config.wsgi", demo) as pages, Watch("desvelo.config.asgi", demo) as edge:
        page.locator("[data-composer]").evaluate("form => form.requestSubmit()")
        expect(page.locator("[data-attached]")).to_be_hidden(timeout=60_000)

    eventually(
        lambda: rows(info["database_url"], "SELECT 1 FROM channel_message WHERE kind = 'document' "
                     "AND direction = 'out' AND status NOT IN ('queued', 'sending')"),
        seconds=60,
    )  # fmt: skip
    assert max(page.evaluate("window.seen")) == 100
    grown = {"pages": pages.most - pages.before, "edge": edge.most - edge.before}
    assert max(grown.values()) < SIZE / 2, grown
    assert complaints.take() == []


def test_what_is_larger_than_whatsapp_carries_is_said_before_it_is_sent(page, tmp_path):
    large = tmp_path / "filme.pdf"
    with large.open("wb") as file:
        file.truncate(101 * MEGABYTE)

    page.locator("[data-file]").set_input_files(large)

    expect(page.locator("#guard")).to_contain_text("até 100 MB")
