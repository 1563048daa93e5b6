"""Our own messages about numbers, cards, accounts and secrets: exact spans and labels, or untouched."""

from pathlib import Path

import pytest

from .marked import Marked, found, written

MESSAGES = list(written(Path(__file__).with_name("numbers.txt")))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.text[:40])
def test_a_message_about_a_number_is_masked_exactly_where_it_is_marked(message: Marked):
    assert found(message.text, question=message.question, previous=message.previous) == message.expected
