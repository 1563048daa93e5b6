"""A code is the same however a person types it."""

import pytest

from desvelo.guards.access import typed_codes


def test_it_is_shown_in_groups_and_read_as_it_was_made():
    code = typed_codes.make()

    assert (len(code), typed_codes.shown(code).count("-")) == (typed_codes.LETTERS, 3)
    assert typed_codes.read(typed_codes.shown(code)) == code


@pytest.mark.parametrize(
    "typed", ["2345-6789-abcd-efgh", " 2345 6789\nABCD EFGH ", "2345–6789–ABCD–EFGH", "23456789ABCDEFGH."]
)
def test_spaces_dashes_and_small_letters_change_nothing(typed):
    assert typed_codes.read(typed) == "23456789ABCDEFGH"


def test_a_letter_more_is_another_code():
    assert typed_codes.read("2345-6789-ABCD-EFGHJ") != "23456789ABCDEFGH"
