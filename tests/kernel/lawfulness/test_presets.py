"""Preset cases: whole in both languages but for what only the company knows."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import desvelo
from desvelo.kernel.lawfulness import case_checks, preset_cases, suggesting
from desvelo.kernel.lawfulness.basis import Standing
from desvelo.kernel.lawfulness.case import Company
from desvelo.kernel.lawfulness.presets import Firm, Trade, adopt
from desvelo.kernel.lawfulness.problems import codes

from .whole import NOW, SINCE

FIRM = Firm(name="Aurora", contact="a@aurora.example", officer="Helena Teles", link="https://aurora.example/aviso")
COMPANY = Company(standings=frozenset({Standing.HEALTH_SERVICE}))
LEFT = {
    "appointments_health": ("record_registration", "record_registration"),
    "exams": ("record_registration", "record_registration"),
    "satisfaction": ("balancing_unsigned", "balancing_over"),
}

with (Path(desvelo.__file__).parent / "locale/pt_BR/LC_MESSAGES/django.po").open("rb") as file:
    PORTUGUESE = read_po(file, locale="pt_BR")


def look_up(language: str, text: str) -> str:
    return text if language == "en" else PORTUGUESE.get(text).string


def made(preset, *languages):
    return adopt(
        preset, firm=FIRM, teams=frozenset({"agenda"}), since=SINCE, languages=languages or ("pt-br", "en"),
        look_up=look_up,
    )  # fmt: skip


@pytest.mark.parametrize("preset", preset_cases.PRESETS, ids=lambda preset: preset.code)
def test_a_preset_leaves_open_only_what_the_company_alone_knows(preset):
    problems = case_checks.problems(made(preset), company=COMPANY, now=NOW)

    assert codes(problems) == LEFT.get(preset.code, ())


@pytest.mark.parametrize("preset", preset_cases.PRESETS, ids=lambda preset: preset.code)
def test_a_preset_speaks_both_languages(preset):
    notice = made(preset).notices[0]

    assert "Aqui é Aurora" in notice.short["pt-br"]
    assert "This is Aurora" in notice.short["en"]
    assert set(notice.page["pt-br"]) == set(notice.page["en"])
    assert "%(" not in str(notice.page) + str(notice.short)


@pytest.mark.parametrize("trade", Trade)
def test_each_trade_begins_with_a_handful(trade):
    assert 5 <= len(preset_cases.of_trade(trade)) <= 7


def test_the_words_of_a_preset_can_be_found():
    for preset in preset_cases.PRESETS:
        case = made(preset)
        for word in preset.words:
            found = suggesting.suggest([case], suggesting.Signs(texts=[f"oi, {word.upper()}?"]))
            assert found is not None, word
