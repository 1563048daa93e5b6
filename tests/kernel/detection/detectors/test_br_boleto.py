import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.detectors import br_boleto
from desvelo.kernel.detection.scanning import scan

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

SLIP = "00190.50095 40144.816069 06809.350314 3 37370000000100"
"""Published by Banco do Brasil as the example of its layout."""


def weighted(digits: str, weights: list[int]) -> list[int]:
    """Multiply from the right, the weights again and again: a second way to the check digits."""
    return [int(digit) * weights[place % len(weights)] for place, digit in enumerate(digits[::-1])]


def ten(digits: str) -> str:
    total = sum(int(char) for product in weighted(digits, [2, 1]) for char in str(product))
    return str((10 - total % 10) % 10)


def eleven(digits: str) -> int:
    return 11 - sum(weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9])) % 11


def slip(bank: str, free: str, rest: str) -> str:
    """Write a bank slip as the layout says: three fields, the general check digit, due date and amount."""
    general = eleven(bank + "9" + rest + free)
    first, second, third = bank + "9" + free[:5], free[5:15], free[15:]
    return first + ten(first) + second + ten(second) + third + ten(third) + str(general if general < 10 else 1) + rest


def bill(body: str) -> str:
    check = ten if body[2] in "67" else lambda digits: str(eleven(digits) if eleven(digits) < 10 else 0)
    return "".join(block + check(block) for block in (body[start : start + 11] for start in range(0, 44, 11)))


def cut(digits: str, *lengths: int, by: str = " ") -> str:
    pieces, place = [], 0
    for length in lengths:
        pieces.append(digits[place : place + length])
        place += length
    return by.join(pieces)


NUMBERS = {length: st.from_regex(rf"[0-9]{{{length}}}", fullmatch=True) for length in (3, 14, 25, 42)}
SLIPS = st.builds(slip, NUMBERS[3], NUMBERS[25], NUMBERS[14])
BILLS = st.builds(lambda kind, body: bill("8" + kind + body), st.sampled_from("6789"), NUMBERS[42])


def test_the_published_line_is_right_and_each_changed_digit_makes_it_wrong():
    digits = "".join(char for char in SLIP if char.isdigit())

    assert br_boleto.is_valid(digits)
    for place in range(33):
        other = str((int(digits[place]) + 1) % 10)
        assert not br_boleto.is_valid(digits[:place] + other + digits[place + 1 :])


@given(SLIPS, st.sampled_from(["{}", "boleto {}", "paguei {} ontem", "cod de barras:\n{}"]), st.integers(0, 4))
def test_a_slip_is_one_datum_in_any_spelling(digits, text, form):
    written = [
        digits,
        cut(digits, 5, 5, 5, 6, 5, 6, 1, 14),
        cut(digits, 10, 11, 11, 1, 14),
        cut(digits, 10, 11, 11, 1, 14, by="\n"),
        cut(digits, *[4] * 11, 3),
    ][form]

    assert found(text.format(written)) == [("BOLETO", written)]


@given(BILLS, st.booleans())
def test_a_bill_of_four_blocks_is_one_datum(digits, dashed):
    written = "-".join(digits.split()) if dashed else cut(digits, 12, 12, 12, 12)

    assert found(f"conta de luz {written}") == [("BOLETO", written)]


def test_a_mistyped_line_in_its_printed_form_counts():
    wrong = SLIP.replace("40144", "40145")

    assert found(f"esse aqui {wrong}") == [("BOLETO", wrong)]
    assert [finding.rule for finding in scan(wrong)] == ["form"]


def test_a_line_that_lacks_a_digit_counts_after_its_word():
    short = SLIP[:-1].replace(".", "")

    assert found(f"linha digitável {short}") == [("BOLETO", short)]
    assert found(f"chave de acesso da nf-e {short}") == []


def test_a_slip_cut_short_counts_by_its_three_fields():
    assert [finding.rule for finding in scan(SLIP[:-4])] == ["fields"]
    assert found(SLIP[:-4].replace("40144", "40145")) == []


@pytest.mark.parametrize(
    "text",
    [
        "chave NF-e 35260811222333000181550010000482911000482910",
        "chave de acesso 3326 0900 1234 5600 0199 6500 1000 1122 3311 8800 4471",
        "nosso número 00040144816-6",
        "o boleto de R$ 1.204,90 vence dia 15",
        "medidas 100 200 300 400 500 600 700 800 900 1000 1100 1200 1300 1400",
        "00000000000000000000000000000000000000000000000",
        "SN 7490X19832A77410020000",
    ],
)
def test_keys_of_invoices_and_lists_are_left(text):
    assert "BOLETO" not in [label for label, _ in found(text)]
