"""Our own messages, in many voices: exact spans and labels, or untouched."""

from pathlib import Path

import pytest

from .marked import Marked, found, written

MESSAGES = list(written(Path(__file__).with_name("written.txt")))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.text[:40])
def test_a_written_message_is_masked_exactly_where_it_is_marked(message: Marked):
    assert found(message.text, question=message.question) == message.expected


def test_the_written_messages_are_many_and_about_half_are_lookalikes():
    harmless = sum(not message.expected for message in MESSAGES)

    assert len(MESSAGES) >= 600
    assert 0.4 <= harmless / len(MESSAGES) <= 0.6
