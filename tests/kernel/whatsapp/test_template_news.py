"""What Meta tells of templates is read from its own published bodies, and whatever else comes breaks nothing."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import essential_templates, limits, notices, outbound_templates, template_news
from desvelo.kernel.whatsapp.notice_words import Level
from desvelo.kernel.whatsapp.template_news import TemplateChanged

_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
SAMPLES = _SHARED / "reference" / "webhook-samples"
APPLIED = ("status", "quality", "category", "next_category", "reason")
needs_samples = pytest.mark.skipif(
    not SAMPLES.exists() and os.environ.get("CI") != "true", reason="the shared webhook samples are not here"
)


@needs_samples
@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            "template-status-rejected",
            {"event": "REJECTED", "level": Level.WARNING, "name": "abandoned_cart", "language": "en",
             "template_id": "1689556908129835", "status": "REJECTED",
             "category": "MARKETING", "reason": "INVALID_FORMAT"},
        ),
        (
            "template-category-impending",
            {"event": "CATEGORY", "level": Level.INFO, "name": "welcome_template", "language": "en_US",
             "template_id": "278077987957091", "next_category": "MARKETING"},
        ),
        (
            "template-quality-yellow",
            {"event": "YELLOW", "level": Level.WARNING, "name": "welcome_template", "language": "en_US",
             "template_id": "806312974732579", "quality": "YELLOW"},
        ),
    ],
)  # fmt: skip
def test_a_published_body_says_what_changed(sample, expected):
    [entry] = json.loads((SAMPLES / f"{sample}.json").read_bytes())["entry"]
    [change] = entry["changes"]

    told = notices.value(change["field"], change["value"])

    assert isinstance(told, TemplateChanged)
    assert {name: getattr(told, name) for name in (*expected, *APPLIED)} == dict.fromkeys(APPLIED, "") | expected


@pytest.mark.parametrize(
    ("told", "people"),
    [(2000, 2_000), ("TIER_250", 250), ("TIER_10K", 10_000), ("100K", 100_000), ("TIER_UNLIMITED", 1_000_000),
     (-1, 1_000_000), ("x", None), (None, None), (True, None)],
)  # fmt: skip
def test_how_many_people_may_be_reached_is_read_as_number_or_tier(told, people):
    assert limits.people_per_day(told) == people


KEYS = ["event", "message_template_id", "message_template_name", "message_template_language", "reason",
        "new_category", "correct_category", "category_update_timestamp", "new_quality_score"]  # fmt: skip
ANYTHING = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()) | st.just({"a": 1})


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_any_value_is_read_and_a_category_is_so_or_will_be_so(value):
    told = template_news.read(value)

    assert not (told.category and told.next_category)
    assert all(len(each) <= 60 for each in (told.event, told.status, told.quality, told.reason))


def test_what_is_put_right_again_may_be_sent():
    assert [template_news.read({"event": each}).status for each in ("REINSTATED", "FLAGGED", "PAUSED", "APPROVED")] == [
        "APPROVED", "APPROVED", "PAUSED", "APPROVED",
    ]  # fmt: skip


def test_the_essential_templates_are_what_meta_takes():
    for template in essential_templates.TEMPLATES:
        asked = outbound_templates.created(template, essential_templates.examples(template))
        body = template.parts[0].text

        assert (asked["category"], asked["parameter_format"]) == ("UTILITY", "NAMED")
        assert not body.startswith("{{")
        assert not body.rstrip(".!").endswith("}}")
        assert "}} {{" not in body
