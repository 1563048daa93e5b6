"""Order numbers are recognised in the forms a company names, and in no other."""

import pytest

from desvelo.kernel.search import order_numbers
from desvelo.kernel.search.order_numbers import NotAForm

FORMS = tuple(order_numbers.read(each) for each in ("PED-999999", "#99999"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("o pedido PED-004512 não chegou", ["PED004512"]),
        ("ped 004512 e ped004512", ["PED004512"]),
        ("#12345?", ["12345"]),
        ("PED-0045", []),
        ("PED-0045123", []),
        ("XPED-004512", []),
        ("o número 004512", []),
        ("", []),
    ],
)
def test_what_is_one_and_what_is_not(text, found):
    assert order_numbers.found(text, FORMS) == found


@pytest.mark.parametrize("typed", ["PED-004512", "ped004512", " Ped 004512 "])
def test_it_is_typed_in_many_ways(typed):
    assert order_numbers.typed(typed, FORMS) == "PED004512"
    assert order_numbers.typed(f"o {typed}", FORMS) is None


@pytest.mark.parametrize(
    "written", ["", "9999", "PED", "ped-9999", ".*9999", "A" * 9 + "9999", "9" * 13, "(a+)+9999", "99-99"]
)
def test_nothing_else_is_a_form(written):
    with pytest.raises(NotAForm):
        order_numbers.read(written)


def test_without_a_form_nothing_is_recognised():
    assert order_numbers.found("PED-004512", ()) == []
    assert order_numbers.typed("PED-004512", ()) is None
