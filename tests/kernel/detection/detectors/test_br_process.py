import random

import pytest

from desvelo.kernel.detection.detectors import br_process

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


def test_the_check_is_the_one_of_iso_7064_and_not_97_less_the_rest():
    chance = random.Random(20261126)
    for _ in range(2000):
        head, tail = f"{chance.randrange(10**7):07}", f"{chance.randrange(1990, 2027)}8{chance.randrange(10**6):06}"
        (check,) = [check for check in range(100) if br_process.is_valid(f"{head}{check:02}{tail}")]

        assert int(f"{head}{tail}{check:02}") % 97 == 1


@pytest.mark.parametrize(
    "typed",
    [
        "2395424-55.2006.8.04.0295",
        "23954245520068040295",
        "2395424.55.2006.8.04.0295",
        "2395424 55 2006 8 04 0295",
        "2395424-55.\n2006.8.04.0295",
    ],
)
def test_any_spelling_is_found(typed):
    assert found(f"processo {typed}, andou?") == [("PROCESS_NUMBER", typed)]


def test_the_printed_form_counts_with_a_wrong_check_and_bare_digits_do_not():
    assert found("2395424-56.2006.8.04.0295") == [("PROCESS_NUMBER", "2395424-56.2006.8.04.0295")]
    assert found("23954245620068040295") == []


@pytest.mark.parametrize(
    "text",
    [
        "protocolo 23954245520068040295",
        "SEI 23080.012345/2024-11",
        "processo seletivo 2026/0042",
        "239542455200680402951",
    ],
)
def test_protocols_and_other_procedures_are_left(text):
    assert found(text) == []
