"""No template carries what the page's policy forbids: inline style or script, handlers, unescaped text."""

import re
from pathlib import Path

import pytest

import desvelo

PACKAGE = Path(desvelo.__file__).parent
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html") if path.is_file())
SPRITE = (PACKAGE / "base/ui/static/ui/icons.svg").read_text()
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "event handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off"),
    "code in an attribute": re.compile(r"hx-(on|vals\s*=\s*[\"']js:|vars)", re.IGNORECASE),
    "foreign address": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//", re.IGNORECASE),
}


# A document of its own under a policy of its own, which knows its one style by the hash (test_shown_document).
BY_HASH = {"service/desk/templates/desk/shown.html": ["inline style"]}


def faults(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_holds_nothing_the_policy_forbids(path: Path) -> None:
    assert faults(path.read_text()) == BY_HASH.get(str(path.relative_to(PACKAGE)), [])


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color:red">', "<style>p{}</style>", "<script>alert(1)</script>", '<p onclick="x()">',
        '<a href="javascript:x">', "{{ name|safe }}", "{% autoescape off %}", '<i hx-on:click="x">',
        "<i hx-vals='js:{a:1}'>", '<img src="https://elsewhere.example/a.png">',
        '<script src="//elsewhere.example/a.js">',
    ],
)  # fmt: skip
def test_a_forbidden_line_is_caught(line: str) -> None:
    assert faults(line) != []


@pytest.mark.parametrize(
    "line", ['<script src="/static/a.js" defer></script>', '<p class="style">on = off</p>', "{{ name }}"]
)
def test_an_innocent_line_passes(line: str) -> None:
    assert faults(line) == []


def test_every_icon_a_template_or_a_view_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{%\s*icon\s+"([^"]+)"', path.read_text())
        + re.findall(r'icon_name="([^"]+)"', path.read_text())
    }
    asked = {
        name for path in PACKAGE.rglob("*.py") for name in re.findall(r'icon="([a-z][a-z0-9-]+)"', path.read_text())
    }
    assert named > {"eye", "ban"}
    assert (named | asked) - drawn == set()


def test_every_template_that_shows_user_text_stops_htmx_inside_it() -> None:
    for name in ("_message.html", "_row.html"):
        text = (PACKAGE / "service/desk/templates/desk" / name).read_text()
        for at in [found.start() for found in re.finditer(r"{% masked ", text)]:
            assert "hx-disable" in text[:at], name
