import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import statuses

KNOWN = [*statuses.LADDER, "failed"]


@pytest.mark.parametrize(
    ("held", "reported", "kept"),
    [
        ("accepted", "sent", "sent"),
        ("sent", "read", "read"),
        ("read", "delivered", "read"),
        ("read", "sent", "read"),
        ("read", "played", "played"),
        ("accepted", "failed", "failed"),
        ("sent", "failed", "failed"),
        ("delivered", "failed", "delivered"),
        ("read", "failed", "read"),
        ("failed", "delivered", "failed"),
        ("failed", "sent", "failed"),
        ("delivered", "deleted", "delivered"),
        ("sent", "", "sent"),
    ],
)
def test_news_moves_a_message_up_the_ladder_only(held, reported, kept):
    assert statuses.advance(held, reported) == kept


@given(st.lists(st.sampled_from(statuses.LADDER)))
def test_the_order_of_arrival_does_not_matter(news):
    ends = {
        tuple(itertools.accumulate(order, statuses.advance, initial="accepted"))[-1]
        for order in itertools.islice(itertools.permutations(news), 24)
    }

    assert ends == {max(["accepted", *news], key=statuses.LADDER.index)}


@given(st.sampled_from(KNOWN), st.text())
def test_doubled_news_changes_nothing_and_unknown_news_neither(held, other):
    assert statuses.advance(held, held) == held
    assert statuses.advance(held, "x" + other) == held
