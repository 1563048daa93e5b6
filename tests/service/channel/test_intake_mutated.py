"""Every published body, changed at random, is taken in: each element ends somewhere, and again it changes nothing."""

import os
import random
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import deliveries
import house as company
import mutations
from desvelo.base import tally
from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import InboundMessage, Item, Notice, StatusUpdate
from desvelo.service.channel import intake
from house import PHONE_NUMBER_ID, WABA_ID, put_delivery

_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
SAMPLES = sorted((_SHARED / "reference" / "webhook-samples").glob("*.json"))


def kept() -> dict[str, int]:
    """Count what is there now, by what it is."""
    tables = {
        "messages": "channel_message",
        "statuses": "intake.parked_status",
        "notices": "channel_notice",
        "aside": "intake.quarantine",
    }
    counts = {name: deliveries.rows(f"SELECT count(*) FROM {table}")[0][0] for name, table in tables.items()}  # noqa: S608
    return {**counts, "cards": sum(tally.totals("address_book").values())}


def expected(raw: bytes) -> int:
    """Count the different elements of a body."""
    try:
        items = payload.parse(raw).items
    except Unparsable:
        return 1
    return len({name_of(item) for item in items})


def name_of(item: Item) -> tuple[object, ...]:
    """Return what makes an element the same one when it comes again; what is not ours is as it stands."""
    ours = getattr(item, "phone_number_id", None) == PHONE_NUMBER_ID
    match item:
        case InboundMessage() if ours:
            return ("message", item.wamid, item.kind == "media_placeholder")
        case StatusUpdate() if ours:
            return ("status", item.wamid, item.status[:12])
        case Notice() if ours or (item.phone_number_id is None and item.waba_id == WABA_ID):
            return ("notice", item.name, item.at, repr(sorted(item.content.items(), key=str)))
        case _:
            return ("one", item.pointer)


@pytest.mark.asvs("15.3.5")
@pytest.mark.skipif(not SAMPLES, reason="the shared webhook samples are not here; set DESVELO_SHARED to their folder")
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sample=st.sampled_from(SAMPLES or [None]), seed=st.integers(0, 2**32))
def test_each_element_ends_somewhere_and_the_same_body_again_changes_nothing(number, sample, seed):
    raw = mutations.mutated(sample.read_bytes(), seed)
    with transaction.atomic():
        first = taken_in(raw, seed=seed)
        assert sum(first.values()) == expected(raw), (sample.stem, raw)
        assert {**taken_in(raw, seed=seed), "cards": first["cards"]} == first
        transaction.set_rollback(True)


def taken_in(raw: bytes, *, seed: int) -> dict[str, int]:
    """Let a body be taken in, under the name that the door gives it; return what is there then."""
    put_delivery(raw, delivery=random.Random(seed).randbytes(16))
    assert intake.take_in() == 1
    assert deliveries.waiting()[0] == 0
    assert [each.reason for each in deliveries.aside() if each.reason.startswith("failed")] == []
    return kept()


def test_a_number_of_ours_is_in_the_samples():
    """So the property above is about what is taken in, not only about what is set aside."""
    ours = [each for each in SAMPLES if PHONE_NUMBER_ID in each.read_text(encoding="utf-8")]

    assert company.PHONE_NUMBER_ID == PHONE_NUMBER_ID
    assert len(ours) > len(SAMPLES) // 3 or not SAMPLES
