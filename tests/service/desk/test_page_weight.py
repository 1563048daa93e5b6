"""The inbox stays light with a full list and a full page of messages beside it.

Source: ux.md section 11.
"""

import gzip
from html.parser import HTMLParser

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.service.desk import actions, queries

KILO = 1000
TEXT = "Quinta de manhã? meu cpf é 529.982.247-25 e o email bia@exemplo.example"
PLAIN = "Certo, combinado então. Até quinta."
ANSWER = "Bom dia! Quinta às 9h20 com a Dra. Sílvia. Confirmo para você?"


class Elements(HTMLParser):
    """Counts the elements of a page; what lies in a template is none until it is copied."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._templates = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.count += not self._templates
        self._templates += tag == "template"

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"


def elements(page: bytes) -> int:
    reader = Elements()
    reader.feed(page.decode())
    return reader.count


@pytest.fixture
def full(house, arrive) -> str:
    """Return a conversation with a page of messages, beside a page of others; every fourth holds protected data."""
    for number in range(queries.PAGE):
        arrive(TEXT if number % 4 == 0 else PLAIN, phone=f"55119000{number:05}", name=f"Cliente Número {number}")
    for number in range(queries.MESSAGES - 10):
        conversation = arrive(TEXT if number % 4 == 0 else PLAIN)
    for _ in range(10):
        actions.send_reply(
            actor=house.marina, conversation=conversation, reply=actions.Reply(text=ANSWER), now=clock.business()
        )
    return conversation


def test_a_full_inbox_fits_its_budget(house, full):
    page = signed_in(house.marina).get(f"/atendimento/c/{full}?view=todas").content

    assert page.count(b"data-row=") == queries.PAGE
    assert page.count(b"data-message") == queries.MESSAGES
    assert len(gzip.compress(page, 9)) <= 30 * KILO
    assert elements(page) <= 1_500


def test_what_a_refresh_fetches_is_smaller_than_the_page(house, full):
    browser = signed_in(house.marina)
    page = browser.get(f"/atendimento/c/{full}?view=todas").content
    listed = browser.get(f"/atendimento/lista?view=todas&c={full}").content
    items = browser.get(f"/atendimento/c/{full}/mensagens").content

    assert len(listed) + len(items) < len(page)
    assert b"<html" not in listed + items


def test_the_count_counts_elements_and_not_what_lies_in_templates():
    assert elements(b"<p><b>x</b><br></p><template><i>y</i></template><svg><use></use></svg>") == 6
