import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import strict_json
from desvelo.kernel.whatsapp.errors import Unparsable, Unreadable
from desvelo.kernel.whatsapp.strict_json import Flaw

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_nesting_of_sixty_four_is_read_and_one_more_is_not():
    assert strict_json.load(b"[" * 64 + b"]" * 64) is not None

    with pytest.raises(Unparsable, match="too_deep"):
        strict_json.load(b"[" * 65 + b"]" * 65)


def test_without_the_limit_such_a_body_breaks_the_parser():
    with pytest.raises(RecursionError):
        json.loads(b"[" * 200_000)


def test_brackets_inside_strings_do_not_nest():
    text = json.dumps({"a": "[" * 500 + '\\"' + "{" * 500}).encode()

    assert strict_json.load(text) == json.loads(text)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"a":1}x', "not_json"),
        (b"[1,]", "not_json"),
        (b'"\x01"', "not_json"),
        (b'{"a":"\xff"}', "not_utf8"),
        ("\ufeff{}".encode(), "not_json"),
        ('{"a":1}'.encode("utf-16"), "not_utf8"),
        (b" " * (4 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_a_broken_body_says_how(body, reason):
    with pytest.raises(Unparsable) as refused:
        strict_json.load(body)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("NaN", "not_finite"),
        ("Infinity", "not_finite"),
        ("-Infinity", "not_finite"),
        ("1e999", "not_finite"),
        ("18446744073709551616", "number_too_big"),
        ("9" * 5_000, "number_too_big"),
        ('{"a":1,"a":2}', "duplicate_key"),
        (r'{"a":1,"\u0061":2}', "duplicate_key"),
    ],
)
def test_a_bad_value_is_a_flaw_in_its_place_only(written, reason):
    assert strict_json.load(f"[1,{written},2]".encode()) == [1, Flaw(reason), 2]


def test_a_flaw_cannot_be_mended():
    with pytest.raises(Unreadable) as refused:
        strict_json.mend({"a": [Flaw("not_finite")]})

    assert refused.value.reason == "not_finite"


@pytest.mark.asvs("1.4.2")
@pytest.mark.parametrize("number", [2**64 - 1, -(2**63), 0])
def test_numbers_of_sixty_four_bits_are_read(number):
    assert strict_json.load(str(number).encode()) == number


@pytest.mark.parametrize(
    ("written", "read", "altered"),
    [
        (r'"a\ud800b"', "a\ufffdb", True),
        (r'"a\udc00"', "a\ufffd", True),
        (r'"\u0000"', "\ufffd", True),
        (r'"\ud83d\ude0a"', "😊", False),
        (r'{"\u0000": [{"a": "\ud800"}]}', {"\ufffd": [{"a": "\ufffd"}]}, True),
        ('"é"', "é", False),
    ],
)
def test_what_no_database_takes_is_replaced_and_reported(written, read, altered):
    assert strict_json.mend(strict_json.load(written.encode())) == (read, altered)


@given(JSON)
def test_sound_json_is_read_as_python_reads_it(value):
    text = json.dumps(value).encode()

    assert strict_json.load(text) == json.loads(text)


@given(st.text(alphabet=st.characters(), max_size=50))
def test_mended_text_always_encodes(text):
    mended, _ = strict_json.mend(text)

    assert "\x00" not in mended
    assert mended.encode().decode() == mended


@given(st.binary(max_size=200) | st.text(alphabet='[]{}",:\\0u1e', max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_by_name(body):
    with suppress(Unparsable):
        strict_json.load(body)
