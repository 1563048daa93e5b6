"""One table of keys: the sheet says all of it in both languages, the browser knows each of its actions, none twice."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

import desvelo
from desvelo.base.ui.shortcuts import GROUPS

PACKAGE = Path(desvelo.__file__).parent
KEYS_JS = (PACKAGE / "base/ui/static/ui/js/keys.js").read_text()
TABLE = [each for group in GROUPS for each in group.shortcuts]


def actions_of_the_browser() -> set[str]:
    body = re.search(r"const ACTIONS = \{(.*?)\n\};", KEYS_JS, re.DOTALL)[1]
    return set(re.findall(r"^  (\w+)[:,]", body, re.MULTILINE))


def test_the_browser_knows_each_action_of_the_table_and_no_other():
    assert actions_of_the_browser() == {each.action for each in TABLE if each.action}


def test_no_key_means_two_things():
    pressed = [each.pressed for each in TABLE if each.action]

    assert len(pressed) == len(set(pressed))


def test_a_key_that_begins_a_pair_does_nothing_alone():
    pressed = {each.pressed for each in TABLE if each.action}

    assert [key for key in pressed for other in pressed if other.startswith(f"{key} ")] == []


@pytest.mark.parametrize(("language", "said"), [("pt-br", "próxima da lista"), ("en", "next in the list")])
def test_the_sheet_says_every_key_in_the_readers_language(language, said):
    with translation.override(language):
        sheet = render_to_string("ui/components/shortcuts.html", {"single_keys": True})
        words = [str(each.does) for each in TABLE]

    assert said in sheet
    assert [each for each in words if each not in sheet] == []
    assert sheet.count("data-action") == len([each for each in TABLE if each.action])


@pytest.mark.parametrize("on", [True, False])
def test_the_sheet_shows_whether_letters_are_keys(on):
    sheet = render_to_string("ui/components/shortcuts.html", {"single_keys": on})

    assert ('value="yes" checked' in sheet) is on


def test_where_the_keys_go_is_in_the_navigation_of_whoever_attends():
    letters = {each.keys[-1].lower() for each in TABLE if each.action == "go"}
    places = [PACKAGE / "service/desk/navigation.py", PACKAGE / "base/ui/templates/ui/components/nav.html"]
    sources = "".join(path.read_text() for path in places)

    assert letters == {"m", "s", "u", "l"}
    assert [letter for letter in letters if f'"{letter}"' not in sources] == []
