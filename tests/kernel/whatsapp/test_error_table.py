"""Every code of the reference has its row, and what a row asks for is what the reference says."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from desvelo.kernel.whatsapp import error_table
from desvelo.kernel.whatsapp.error_table import Advice, Told

_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
REFERENCE = _SHARED / "reference" / "whatsapp-cloud-api.md"
needs_reference = pytest.mark.skipif(
    not REFERENCE.exists() and os.environ.get("CI") != "true",
    reason="the shared reference is not here; set DESVELO_SHARED to its folder",
)
_NUMBER = re.compile(r"(\d+)(?:[–-](\d+))?")


def published() -> dict[int, str]:
    """Return every code of section 16 with the words of its column "retry"; ranges by their ends."""
    section = REFERENCE.read_text().split("## 16. Error codes")[1].split("\n## ")[0]
    found = {}
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 4 or not cells[0][:1].isdigit():
            continue
        for first, last in _NUMBER.findall(cells[0].replace("(subcode)", "")):
            found |= {int(first): cells[3], **({int(last): cells[3]} if last else {})}
    return found


@needs_reference
def test_every_published_code_is_in_the_table():
    codes = published()

    assert len(codes) == 96
    assert sorted(code for code in codes if error_table.entry(code) is None) == []


@needs_reference
def test_what_the_reference_calls_transient_goes_again_and_what_it_calls_permanent_does_not():
    for code, retry in published().items():
        advice = error_table.entry(code).advice
        if retry == "yes" or (code in {139102, 139103}):
            assert advice is Advice.RETRY, code
        elif retry == "care":
            assert advice is Advice.UNSURE, code
        elif retry.startswith(("no", "never", "**no")):
            assert advice in {Advice.REFUSED, Advice.ALARM}, code


def test_what_stops_everything_is_told_to_whoever_can_mend_it():
    alarms = {code: each for code, each in error_table.codes().items() if each.advice is Advice.ALARM}

    assert {190, 10, 200, 299, 33, 131005, 131031, 131042, 131037, 133010} <= set(alarms)
    assert {each.told for each in alarms.values()} == {Told.IT, Told.SUPERVISOR}


def test_a_code_stands_in_one_row():
    counted = [code for codes, _ in error_table._TABLE for each in codes for code in error_table_codes(each)]

    assert len(counted) == len(set(counted))


def error_table_codes(each: int | range) -> tuple[int, ...]:
    return tuple(each) if isinstance(each, range) else (each,)


@pytest.mark.parametrize("code", [131047, 131026, 131050, 132001, 131009, 133005])
def test_a_permanent_refusal_would_be_refused_again(code):
    assert error_table.is_final(str(code))


@pytest.mark.parametrize("code", [190, 131056, 131049, 137000, 132015, 987654])
def test_what_time_or_a_person_can_mend_may_go_again(code):
    assert not error_table.is_final(str(code))


@pytest.mark.parametrize("code", ["", "refused", "no_address", "131026 "])
def test_a_reason_of_ours_is_final(code):
    assert error_table.is_final(code)


def test_the_pair_limit_waits_in_powers_of_four():
    waits = [error_table.wait(131056, attempt=attempt).total_seconds() for attempt in range(8)]

    assert waits == [1, 4, 16, 64, 256, 1024, 3600, 3600]


@pytest.mark.parametrize(
    ("code", "first", "third"), [(130429, 5, 20), (80007, 60, 240), (134101, 600, 2400), (None, 5, 20), (987654, 5, 20)]
)
def test_other_limits_wait_longer_each_time_and_an_hour_at_most(code, first, third):
    assert error_table.wait(code, attempt=0) == timedelta(seconds=first)
    assert error_table.wait(code, attempt=2) == timedelta(seconds=third)
    assert error_table.wait(code, attempt=50) == timedelta(hours=1)
