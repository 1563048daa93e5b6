"""What was found beside what was declared."""

import pytest

from desvelo.kernel.lawfulness.differences import ENOUGH, Level, differences


def told(declared: set[str], found: dict[str, int]) -> list[tuple[str, str]]:
    return [(each.code, each.level.value) for each in differences(frozenset(declared), found)]


@pytest.mark.parametrize(
    ("declared", "found", "different"),
    [
        ({"CPF"}, {"CPF": 3}, []),
        ({"CPF"}, {"CPF": 3, "HEALTH": 1}, [("HEALTH", "sensitive")]),
        ({"CPF"}, {"SPECIAL": 1, "BANK_ACCOUNT": 9}, [("SPECIAL", "sensitive"), ("BANK_ACCOUNT", "undeclared")]),
        ({"CPF", "HEALTH"}, {"SPECIAL": 1}, []),
        ({"SPECIAL"}, {"RELIGION": 1}, []),
        ({"HEALTH"}, {"RELIGION": 1}, [("RELIGION", "sensitive")]),
        ({"CPF"}, {"CARD_CVV": 4, "PASSWORD": 1}, []),
        ({"CPF"}, {"OTHER": 1, "UNREADABLE": 2, "NEW_ONE": 1},
         [("UNREADABLE", "unnamed"), ("NEW_ONE", "unnamed"), ("OTHER", "unnamed")]),
        ({"CPF", "RG"}, {"CPF": ENOUGH - 1}, []),
        ({"CPF", "RG"}, {"CPF": ENOUGH}, [("RG", "unseen")]),
        ({"CPF", "HEALTH"}, {"CPF": ENOUGH, "SPECIAL": 1}, []),
        ({"CPF"}, {"RG": 0}, []),
    ],
)  # fmt: skip
def test_more_less_and_unnamed(declared, found, different):
    assert told(declared, found) == different


@pytest.mark.parametrize("level", Level)
def test_every_difference_says_what_to_do(level):
    found = {"SPECIAL": ENOUGH, "RG": 1, "OTHER": 1}
    different = {each.level: each for each in differences(frozenset({"CPF"}), found)}

    assert different[level].step.in_english().endswith(".")
