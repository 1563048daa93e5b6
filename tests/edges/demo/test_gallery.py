"""The gallery shows every component in every state, in both languages and themes, and only in the demonstration."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

import desvelo
from browser import Browser
from desvelo.edges.demo import gallery
from pages import running

PACKAGE = Path(desvelo.__file__).parent
COMPONENTS = PACKAGE / "base/ui/templates/ui/components"
# Drawn by a tag, or not to be drawn by itself.
BY_TAG = {"chip.html", "mask.html", "masked.html"}
ELSEWHERE = {
    "connection.html": "hidden until the browser loses the server; its looks are among the notices",
    "empty_state.html": "used by no screen yet",
    "lock_warning.html": "hidden until a minute before the lock",
    "reveal_dialog.html": "holds what the browser copies into the popover",
    "toast.html": "used by no screen yet",
}


def reached(name: str, seen: set[str]) -> set[str]:
    """Return *name* and every template it includes."""
    [path] = PACKAGE.glob(f"*/*/templates/{name}")
    if name not in seen:
        seen.add(name)
        for included in re.findall(r'{%\s*include "([^"]+)"', path.read_text()):
            reached(included, seen)
    return seen


@pytest.fixture
def page() -> str:
    return Browser().get("/demo/galeria").content.decode()


def test_every_component_has_its_place():
    drawn: set[str] = set()
    for plan in gallery._plans():
        reached(plan.template, drawn)

    names = {path.name for path in COMPONENTS.glob("*.html")}
    assert names - {Path(each).name for each in drawn} - BY_TAG == set(ELSEWHERE)


def test_no_id_stands_twice_and_every_reference_finds_its_own(page):
    ids = re.findall(r' id="([^"]+)"', page)
    referred = {name for found in re.findall(r' (?:for|aria-labelledby)="([^"]+)"', page) for name in found.split()}

    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert referred - set(ids) == set()


def test_it_loads_and_runs_nothing(page):
    assert [each for each in running(page) if "<link" not in each] == []
    assert "<script" not in page


@pytest.mark.parametrize(
    ("asked", "theme"), [("claro", "light"), ("escuro", "dark"), ("", "system"), ('"><b>', "system")]
)
def test_the_theme_is_the_one_asked_for(asked, theme):
    page = Browser().get("/demo/galeria", data={"tema": asked}).content.decode()

    assert f'data-theme="{theme}"' in page


@pytest.mark.parametrize(("language", "title"), [("pt-br", "Dados protegidos"), ("en", "Protected data")])
def test_it_speaks_both_languages(language, title):
    with translation.override(language):
        page = Browser(HTTP_ACCEPT_LANGUAGE=language).get("/demo/galeria").content.decode()

    assert title in page


def test_outside_the_demonstration_it_does_not_exist(settings):
    settings.DESVELO = replace(settings.DESVELO, mode="main")

    assert Browser().get("/demo/galeria").status_code == 404


def test_the_suffix_keeps_escaped_text_escaped_and_plain_text_plain():
    source = Template("{% load gallery_ids %}{{ html|apart:'1' }}")

    assert source.render(Context({"html": '<b id="x">'})) == "&lt;b id=&quot;x-1&quot;&gt;"
