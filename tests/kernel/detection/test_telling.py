"""What is told without its name: a class of sayings each, in words that no rule was made by."""

from pathlib import Path

import pytest

from desvelo.kernel.detection.scanning import scan
from tests.kernel.detection.marked import unmark

_HERE = Path(__file__).parent
_SPECIAL = {"HEALTH", "RELIGION", "POLITICAL", "UNION", "SEX_LIFE", "RACE", "BIOMETRIC"}


@pytest.mark.parametrize("line", (_HERE / "telling.txt").read_text(encoding="utf-8").splitlines())
def test_a_saying_that_names_nothing_is_found_with_all_that_it_tells(line):
    text, expected, *_ = unmark(line)

    found = [(each.label, text[each.start : each.end]) for each in scan(text) if each.label in _SPECIAL]

    assert [label for label, _ in found] == [label for label, _ in expected]
    assert all(told in said or said in told for (_, said), (_, told) in zip(found, expected, strict=True))


@pytest.mark.parametrize("line", (_HERE / "telling_nothing.txt").read_text(encoding="utf-8").splitlines())
def test_its_look_alike_stays_readable(line):
    assert not [each for each in scan(line) if each.label in _SPECIAL]
