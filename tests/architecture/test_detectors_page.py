"""docs/detectors.md is made from the code, and says so of every detector and every label."""

import importlib.util

import pytest

from desvelo.kernel.detection import policies
from desvelo.kernel.detection.catalogue import shipped


@pytest.fixture(scope="module")
def maker(root):
    spec = importlib.util.spec_from_file_location("make_detectors_page", root / "scripts/make_detectors_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(root) -> str:
    return (root / "docs/detectors.md").read_text(encoding="utf-8")


def test_the_page_is_current(maker, page):
    assert page == maker.page(), "run scripts/make_detectors_page.py"


@pytest.mark.parametrize("detector", shipped().detectors, ids=lambda detector: detector.code)
def test_every_detector_has_a_row_with_certainty_and_source(page, detector):
    (row,) = [line for line in page.splitlines() if line.startswith(f"| [`{detector.code}`]")]
    cells = [cell.strip() for cell in row.strip("|").split(" | ")]

    assert cells[1] == detector.label.code
    assert all(cells)


def test_every_label_of_the_guidelines_is_on_it(page):
    assert [code for code in policies.GUIDELINES if f"`{code}`" not in page] == []


def test_it_says_that_masking_misses(page):
    assert "Masking misses" in page


def test_a_changed_policy_changes_the_page(maker, page, monkeypatch):
    """The check can fail: had the code another word, the page on disk would be old."""
    monkeypatch.setattr(maker, "_roles", lambda _: "everybody")

    assert maker.page() != page
