from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection import runs


def chains(text):
    return [[text[group.start : group.end] for group in chain] for chain in runs.chains_in(text, runs.groups_in(text))]


def windows(text, low, high):
    found = runs.windows_in(text, runs.chains_in(text, runs.groups_in(text)))
    return [window.digits for window in found if low <= len(window.digits) <= high]


def test_groups_join_over_separators_and_not_over_words():
    assert chains("5555 5555-5555.4444 val 08/29\n123 e 45") == [
        ["5555", "5555", "5555", "4444"],
        ["08", "29", "123"],
        ["45"],
    ]


def test_money_is_in_no_chain():
    assert chains("paguei r$ 1.250,00 e r$300 em 12 2026") == [["12", "2026"]]


def test_a_list_with_commas_is_not_one_number():
    assert chains("10, 20, 30") == [["10"], ["20"], ["30"]]


def test_windows_try_every_join_of_the_wanted_length():
    assert windows("12 345 6789", 5, 7) == ["12345", "3456789"]


def test_a_letter_that_touches_a_group_is_noted():
    led, trailed = runs.groups_in("r12 34x")

    assert (led.led, led.trailed) == (True, False)
    assert (trailed.led, trailed.trailed) == (False, True)


@given(st.text(alphabet="0123456789 .-/()ax$\n", max_size=80))
def test_windows_lie_in_the_text_and_hold_exactly_its_digits(text):
    for window in runs.windows_in(text, runs.chains_in(text, runs.groups_in(text))):
        written = text[window.start : window.end]
        assert window.digits == "".join(char for char in written if char.isdigit())
        assert runs.SHORTEST <= len(window.digits) <= runs.LONGEST
        assert sum(window.groups) == len(window.digits)
