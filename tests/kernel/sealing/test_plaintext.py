"""A readable value shows itself to who asks by name, and to nobody else."""

import copy
import io
import json
import logging
import pickle
import traceback

import msgspec
import pytest

from desvelo.kernel.sealing.plaintext import NotShown, Plaintext

VALUE = "4111 1111 1111 1111"
BOTH = pytest.mark.parametrize("content", [VALUE, VALUE.encode()])


@BOTH
def test_who_asks_by_name_gets_the_value_as_it_was_given(content):
    assert Plaintext(content).expose() == content
    assert type(Plaintext(content).expose()) is type(content)


@BOTH
@pytest.mark.parametrize(
    "show",
    [
        repr,
        str,
        format,
        lambda value: f"{value}",
        lambda value: f"{value!r:>40}",
        lambda value: f"{value:>40}",
        "{}".format,
        lambda value: "%s %r" % (value, value),  # noqa: UP031  this form is the one under test
        lambda value: repr([value, {"key": value}]),
        lambda value: str(ValueError(value)),
    ],
)
def test_whatever_shows_it_shows_a_mark(content, show):
    shown = show(Plaintext(content))

    assert "•••" in shown
    assert "4111" not in shown


@BOTH
@pytest.mark.parametrize(
    "ask",
    [
        len,
        hash,
        bool,
        iter,
        list,
        sorted,
        copy.copy,
        copy.deepcopy,
        pickle.dumps,
        lambda value: pickle.dumps(value, protocol=0),
        lambda value: value.__getstate__(),
        lambda value: value[0],
        lambda value: VALUE in value,
        lambda value: {value},
        lambda value: value == VALUE,
        lambda value: value == VALUE.encode(),
        lambda value: value != VALUE,
        lambda value: value in [VALUE, VALUE],
    ],
)
def test_whatever_asks_about_the_value_is_refused_without_it(content, ask):
    with pytest.raises(NotShown) as refusal:
        ask(Plaintext(content))

    assert "4111" not in str(refusal.value)


@BOTH
@pytest.mark.parametrize(
    "use",
    [json.dumps, msgspec.json.encode, bytes, int, vars, lambda value: "" + value, " ".join],
)
def test_whatever_needs_a_string_fails_without_it(content, use):
    with pytest.raises(TypeError) as refusal:
        use(Plaintext(content))

    assert "4111" not in str(refusal.value)


def test_a_plain_string_would_be_in_all_of_these():
    assert VALUE in f"{VALUE}"
    assert VALUE in json.dumps(VALUE)
    assert VALUE.encode() in pickle.dumps(VALUE)


def test_two_of_them_can_be_compared():
    assert Plaintext(VALUE) == Plaintext(VALUE)
    assert Plaintext(VALUE) != Plaintext(VALUE + "1")
    assert Plaintext(VALUE) != Plaintext(VALUE.encode())
    assert Plaintext("\ud800") == Plaintext("\ud800")


def test_a_log_line_does_not_hold_it():
    stream = io.StringIO()
    logger = logging.getLogger("plaintext under test")
    handler = logging.StreamHandler(stream)
    logger.addHandler(handler)

    logger.error("could not send %s", Plaintext(VALUE))
    logger.removeHandler(handler)

    assert stream.getvalue() == "could not send Plaintext(•••)\n"


def test_a_traceback_with_locals_does_not_hold_it():
    held = Plaintext(VALUE)
    try:
        len(held)
    except NotShown as error:
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())

    assert "held = Plaintext(•••)" in told
    assert "4111" not in told
