"""docs/asvs.md says what the markers on the tests say, and no requirement is without a proof or a reason."""

import csv
import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).parents[2]
STANDARD = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared")) / "reference/asvs/OWASP_ASVS_5.0.0_en.csv"
WHOLE = ("V6", "V7", "V8", "V9", "V10")
TO_LEVEL_3 = ("V6", "V7")
KINDS = {"means", "exception", "absent"}


@pytest.fixture(scope="module")
def maker(root) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_asvs_page", root / "scripts/make_asvs_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def proofs(maker) -> dict[str, list[str]]:
    """Every marker there is: each test file is read for them once."""
    found: dict[str, list[str]] = maker.marked()
    return found


def unproved(said: dict[str, dict[str, object]], proofs: dict[str, list[str]]) -> list[str]:
    """List what is said to be proved and no test proves, and what tests prove and nobody explains."""
    claimed = {number for number, each in said.items() if "means" in each}
    return sorted(claimed ^ set(proofs))


@pytest.fixture(scope="module")
def standard() -> list[dict[str, str]]:
    if not STANDARD.exists() and "CI" not in os.environ:
        pytest.skip(f"{STANDARD} is absent; set DESVELO_SHARED to compare with the standard")
    with STANDARD.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_that_is_claimed_has_its_test_and_every_marker_its_requirement(maker, proofs):
    assert unproved(maker.requirements(), proofs) == []


def test_each_requirement_is_proved_or_excepted_or_does_not_apply_and_one_of_these_alone(maker):
    assert [number for number, each in maker.requirements().items() if len(KINDS & set(each)) != 1] == []


def test_the_page_is_current(root, maker, proofs):
    page = (root / "docs/asvs.md").read_text(encoding="utf-8")

    assert page == maker.page(maker.requirements(), proofs), "run scripts/make_asvs_page.py"


def test_numbers_and_levels_are_those_of_the_standard(maker, standard):
    levels = {row["req_id"].removeprefix("V"): int(row["L"]) for row in standard}

    assert {number: each["level"] for number, each in maker.requirements().items()}.items() <= levels.items()


def test_the_chapters_about_who_may_are_whole(maker, standard):
    """Levels 1 and 2 of V6 to V10, and Level 3 of V6 and V7: what is not there would be missing silently."""
    needed = {
        row["req_id"].removeprefix("V")
        for row in standard
        if row["chapter_id"] in WHOLE and (row["L"] in "12" or row["chapter_id"] in TO_LEVEL_3)
    }

    assert sorted(needed - set(maker.requirements())) == []


@pytest.mark.parametrize(
    ("said", "proofs"),
    [
        ({"6.3.1": {"level": 1, "means": "x"}}, {}),
        ({"6.3.1": {"level": 1, "exception": "x"}}, {"6.3.1": ["tests/a.py::test_a"]}),
        ({}, {"6.3.1": ["tests/a.py::test_a"]}),
    ],
)
def test_a_claim_without_proof_and_a_proof_of_nothing_claimed_are_caught(said, proofs):
    assert unproved(said, proofs) == ["6.3.1"]
