"""A failure of ours gives a code to quote; the log has it with the place, and neither has a word of the content."""

import json
import logging
import re

import pytest

from browser import signed_in
from desvelo.base.logs import ContentFree
from desvelo.config import failures

SECRET = "529.982.247-25"


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.ERROR, logger="desvelo.web")
    return caplog


@pytest.fixture
def browser(house, monkeypatch):
    """Return Marina's browser on a desk whose list breaks over a word of a customer."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("desvelo.service.desk.queries.conversation_list", broken)
    opened = signed_in(house.marina)
    opened.client.raise_request_exception = False
    return opened


def code_of(answer) -> str:
    return re.search(r"<code>(\w{4}-\w{4})</code>", answer.content.decode())[1]


@pytest.mark.asvs("16.5.1")
def test_the_page_says_what_to_do_and_gives_a_code_to_quote(browser, log):
    answer = browser.get("/atendimento/minhas")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Algo falhou do nosso lado" in page
    assert code_of(answer) == answer.headers["X-Desvelo-Failure"]
    assert (SECRET in page, "RuntimeError" in page) == (False, False)


def test_the_log_has_the_same_code_with_the_kind_and_the_place_and_no_word_of_it(browser, log):
    answer = browser.get("/atendimento/minhas")

    [record] = [each for each in log.records if each.name == "desvelo.web"]
    line = ContentFree(process="web").format(record)
    said = json.loads(line)
    assert (said["event"], said["failure_code"]) == ("web.failed", code_of(answer))
    assert [error["type"] for error in said["errors"]] == ["builtins.RuntimeError"]
    assert SECRET not in line


def test_where_a_fragment_was_asked_a_fragment_answers(browser, log):
    answer = browser.get("/atendimento/lista", headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert (answer.status_code, "<html" in page, "data-refused" in page) == (500, False, True)
    assert code_of(answer)


def test_no_two_failures_have_one_code():
    codes = {failures.new_code() for _ in range(2_000)}

    assert len(codes) == 2_000
    assert [
        code for code in codes if not re.fullmatch(r"[a-hjkmnp-z][a-hjkmnp-z2-9]{3}-[a-hjkmnp-z2-9]{4}", code)
    ] == []
