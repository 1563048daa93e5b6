"""What a customer writes, or is called, is text on every screen: it never runs, loads or leads anywhere."""

import re

import pytest

import pages
from browser import signed_in
from desvelo.guards.audit import actions as audit

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><svg/onload=alert(1)>",
    "{{ 7*7 }}{% debug %}",
    "javascript:alert(1)",
    "<a href=//evil.example>oi</a>",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("path", ["/atendimento/todas", "/atendimento/c/{conversation}", "/auditoria"])
def test_what_a_customer_writes_or_is_called_never_becomes_markup(house, arrive, attack, path):
    conversation = arrive(f"oi {attack}", name=f"Ana {attack}")
    audit.sequence()

    page = signed_in(house.marina).get(path.format(conversation=conversation)).content.decode()

    assert pages.running(page) == []
    assert "Ana 49" not in page


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<img src=/x onerror=alert(1)>",
        "<p onmouseover='alert(1)'>",
        "<svg/onload=alert(1)>",
        "<a href=' javascript:alert(1)'>",
        "<a href=//evil.example>",
        "<iframe src=https://evil.example></iframe>",
        "<form action=https://evil.example>",
        "<p style=background:url(//evil.example)>",
    ],
)
def test_the_reader_of_these_tests_would_see_each_attack(page):
    assert len(pages.running(page)) == 1


def test_the_attack_is_there_as_text(house, arrive):
    conversation = arrive("<script>alert(1)</script>", name='Ana "><b>')

    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Ana &quot;&gt;&lt;b&gt;" in page


def test_the_html_is_not_trusted_to_the_escape_alone(house, arrive):
    conversation = arrive("oi")

    answer = signed_in(house.marina).get(f"/atendimento/c/{conversation}")

    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert re.findall(r"\sstyle=", answer.content.decode()) == []
