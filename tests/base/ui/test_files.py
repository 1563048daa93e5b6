"""Sizes people download, checksums of what is not ours, and contrast of every pair of colours we promise."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

import desvelo
from desvelo.base.ui.served import without_comments

PACKAGE = Path(desvelo.__file__).parent
STATIC = PACKAGE / "base/ui/static/ui"
CSS = (STATIC / "desvelo.css").read_text()
KILO = 1000


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(as_it_leaves(path), 9)) for path in paths)


def as_it_leaves(path: Path) -> bytes:
    """Return the bytes that a browser gets of a file (`tests/journeys/test_files_leave_small.py` asks for them)."""
    ours = path.suffix in (".js", ".css") and path.parent.name != "vendor"
    return without_comments(path.read_text()).encode() if ours else path.read_bytes()


def imported(script: Path, found: set[Path], pattern: str = r'^import (?:[^"]* from )?"([^"]+)";') -> set[Path]:
    """Return a script with all that it imports."""
    if script not in found:
        found.add(script)
        for name in re.findall(pattern, script.read_text(), re.MULTILINE):
            imported((script.parent / name).resolve(), found, pattern)
    return found


def named_in(template: Path) -> set[Path]:
    """Return the scripts that a screen loads beside those of every screen."""
    return {STATIC / name for name in re.findall(r"static 'ui/(js/[^']+)'", template.read_text())}


VENDOR = sorted(STATIC.glob("vendor/*.js"))
INBOX = PACKAGE / "service/desk/templates/desk/inbox.html"
TEMPLATES = sorted(PACKAGE.glob("*/*/templates/*/*.html"))
SCREENS = [template for template in TEMPLATES if named_in(template)]
# Scripts fetched when somebody reaches for what they do are named in full, beside the imports.
ANY_IMPORT = r'"(\./(?:js/)?[a-z]+\.js)"'


def first_fetched(template: Path) -> set[Path]:
    """Return what a browser fetches to open a screen."""
    found = imported(STATIC / "desk.js", set())
    for script in named_in(template):
        imported(script, found)
    return found


def ever_fetched(template: Path) -> set[Path]:
    """Return what a browser fetches for a screen by the time that everything there was done once."""
    found = imported(STATIC / "desk.js", set(), ANY_IMPORT)
    for script in named_in(template):
        imported(script, found, ANY_IMPORT)
    return found


@pytest.mark.parametrize("template", SCREENS, ids=lambda path: path.stem)
def test_the_scripts_of_each_screen_fit_their_budget(template: Path) -> None:
    assert {path.name for path in first_fetched(template)} >= {"desk.js", "stream.js", "popover.js"}
    assert packed(*first_fetched(template), *VENDOR) <= 40 * KILO


def test_what_the_inbox_fetches_later_is_counted_too() -> None:
    later = ever_fetched(INBOX) - first_fetched(INBOX)

    assert {path.name for path in later} >= {"answering.js", "attach.js", "checking.js", "patterns.js"}
    assert packed(*ever_fetched(INBOX), *VENDOR) <= 48 * KILO


def test_no_script_is_forgotten() -> None:
    counted = set[Path]().union(*map(ever_fetched, SCREENS))

    assert INBOX in SCREENS
    assert set(STATIC.glob("js/*.js")) == counted - {STATIC / "desk.js"}


def test_the_scripts_of_the_door_fit_theirs() -> None:
    assert packed(STATIC / "door.js", STATIC / "js/dom.js", *STATIC.glob("door/*.js")) <= 6 * KILO


def test_the_style_sheet_fits_its_budget() -> None:
    assert packed(STATIC / "desvelo.css") <= 20 * KILO


def test_fonts_and_icons_fit_their_budget() -> None:
    assert (STATIC / "fonts/inter.woff2").stat().st_size <= 36 * KILO
    assert (STATIC / "fonts/newsreader-500.woff2").stat().st_size <= 20 * KILO
    assert packed(STATIC / "icons.svg") <= 6 * KILO


def test_what_is_not_ours_is_what_the_table_says() -> None:
    table = re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})`", (STATIC / "vendor/VENDOR.md").read_text(), re.MULTILINE)
    assert len(table) == 6
    for name, digest in table:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_the_style_sheet_asks_for_nothing_from_elsewhere() -> None:
    assert set(re.findall(r"url\(([^)]*)\)", CSS)) == {
        '"fonts/inter.woff2"',
        '"fonts/newsreader-500.woff2"',
        '"search.svg"',
    }
    assert "@import" not in CSS


TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);", CSS)
}
TEXT, CONTROL = 4.5, 3.0
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3") for ground in ("surface", "surface-2", "canvas")],
    *[(ink, "soft", TEXT) for ink in ("ink", "ink-2", "ink-3")],
    *[("petrol", ground, TEXT) for ground in ("surface", "canvas")],
    ("on-petrol", "petrol", TEXT), ("on-petrol", "petrol-hover", TEXT), ("soft-ink", "soft", TEXT),
    ("brass", "brass-bg", TEXT), ("ink", "brass-bg", TEXT), ("ink-2", "brass-bg", TEXT), ("ink", "bubble-in", TEXT),
    *[(state, f"{state}-bg", TEXT) for state in ("ok", "warn", "danger", "info")], ("danger", "danger-field", TEXT),
    *[("control", ground, CONTROL) for ground in ("surface", "canvas")], ("brass-solid", "surface", CONTROL),
    *[(f"tint-{each}-ink", f"tint-{each}", TEXT) for each in range(1, 7)],
]  # fmt: skip


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#0f5563", "#ffffff") == pytest.approx(8.40, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=str)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_promised_pair_can_be_read(ink: str, ground: str, least: float, theme: int) -> None:
    assert contrast(TOKENS[ink][theme], TOKENS[ground][theme]) >= least
