"""Our check digits, which are fast, beside those of python-stdnum, which cleans each number first."""

import random

import pytest
from stdnum import luhn
from stdnum.br import cnpj, cpf

from desvelo.kernel.detection.check_digits import is_cnpj, is_cpf, is_luhn

CHARACTERS = "0123456789" * 3 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def drawn(length, characters="0123456789", *, count=2000):
    source = random.Random(length)
    return ["".join(source.choices(characters, k=length)) for _ in range(count)]


@pytest.mark.parametrize("number", ["52998224725", "11144477735", "00000000000", "11111111111", "5299822472", ""])
def test_a_cpf_is_judged_as_by_the_library(number):
    assert is_cpf(number) == cpf.is_valid(number)


def test_of_many_cpfs_the_same_are_right():
    numbers = [digits[:9] + ending for digits in drawn(9, count=30) for ending in (f"{end:02}" for end in range(100))]

    assert [is_cpf(number) for number in numbers] == [cpf.is_valid(number) for number in numbers]
    assert sum(map(is_cpf, numbers)) == 30


@pytest.mark.parametrize("characters", ["0123456789", CHARACTERS])
def test_of_many_cnpjs_the_same_are_right(characters):
    first = drawn(12, characters)
    right = [number + cnpj.calc_check_digits(number) for number in first]
    wrong = [number + "07" for number in first]

    assert all(map(is_cnpj, right))
    assert all(map(is_cnpj, map(str.lower, right)))
    assert [is_cnpj(number) for number in wrong] == [cnpj.is_valid(number) for number in wrong]
    assert not is_cnpj("0" * 14)


@pytest.mark.parametrize("length", range(12, 20))
def test_of_many_card_numbers_the_same_are_right(length):
    numbers = drawn(length)

    assert [is_luhn(number) for number in numbers] == [luhn.is_valid(number) for number in numbers]
