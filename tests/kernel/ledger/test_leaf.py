"""One value has one canonical form, and a commitment tells nothing without its salt."""

import json
from enum import IntEnum, StrEnum
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger import leaf
from desvelo.kernel.ledger.errors import NotCanonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_the_example_of_the_standard_is_ordered_by_utf_16_code_units():
    value = {
        "€": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\x80": "Control",
        "ö": "Latin Small Letter O With Diaeresis",
    }

    assert leaf.canonical(value).decode() == (
        '{"\\r":"Carriage Return","1":"One","\x80":"Control","ö":"Latin Small Letter O With Diaeresis",'
        '"€":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'
    )


def test_ordering_by_code_points_would_give_another_leaf():
    value = {"\ufb33": 1, "\U0001f600": 2}

    assert list(value) == sorted(value)
    assert leaf.canonical(value).decode() == '{"\U0001f600":2,"\ufb33":1}'


def test_the_string_of_the_standard_is_escaped_as_it_says():
    assert leaf.canonical('€$\x0f\nA\'B"\\\\"/').decode() == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x1f\x7f\u2028", '"\\u0000\\u001f\x7f\u2028"'),
        ([], "[]"),
        ({}, "{}"),
        ([None, True, False, 0, -1], "[null,true,false,0,-1]"),
        ((1, (2,)), "[1,[2]]"),
        (2**53 - 1, "9007199254740991"),
        ({"b": {"z": 1, "a": []}, "a": ""}, '{"a":"","b":{"a":[],"z":1}}'),
        (StrEnum("Word", {"YES": "sim"}).YES, '"sim"'),
        (IntEnum("Number", {"ONE": 1}).ONE, "1"),
    ],
)
def test_a_value_is_written_in_one_way(value, written):
    assert leaf.canonical(value).decode() == written


@given(VALUES)
def test_what_was_written_reads_back_and_is_written_the_same(value):
    written = leaf.canonical(value)

    assert json.loads(written) == value
    assert leaf.canonical(json.loads(written)) == written


@given(st.dictionaries(TEXT, NUMBERS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_were_set_does_not_matter(value, random):
    items = list(value.items())
    random.shuffle(items)

    assert leaf.canonical(dict(items)) == leaf.canonical(value)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "type"),
        (float("nan"), "type"),
        ([1, 0.5], "type"),
        (b"bytes", "type"),
        ({1, 2}, "type"),
        (2**53, "number"),
        (-(2**53), "number"),
        ({1: "a"}, "key"),
        ({"a": 1, None: 2}, "key"),
        ("\ud800", "text"),
        ({"\udfff": 1}, "text"),
    ],
)
def test_a_value_with_no_single_form_is_refused(value, reason):
    with pytest.raises(NotCanonical) as refusal:
        leaf.canonical(value)

    assert refusal.value.params == {"reason": reason}


def test_a_commitment_is_the_hash_of_salt_and_payload():
    assert leaf.commitment(b"s" * 32, b"why").hex() == sha256(b"s" * 32 + b"why").hexdigest()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_of_another_length_would_let_salt_and_payload_slide(length):
    assert sha256(b"s" * 31 + b"swhy").digest() == leaf.commitment(b"s" * 32, b"why")

    with pytest.raises(ValueError, match=str(length)):
        leaf.commitment(b"s" * length, b"why")


def test_without_a_salt_a_short_reason_could_be_guessed():
    reasons = [b"fraud", b"refund", b"customer asked"]

    assert {sha256(reason).digest(): reason for reason in reasons}[sha256(b"refund").digest()] == b"refund"
    assert leaf.commitment(b"s" * 32, b"refund") not in {leaf.commitment(bytes(32), reason) for reason in reasons}
