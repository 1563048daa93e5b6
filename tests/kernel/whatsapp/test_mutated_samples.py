"""Every published body, changed at random: nothing raises, and no element vanishes."""

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest

import mutations
from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.errors import Unparsable

from .test_samples import SAMPLES

LISTS = {
    "messages": ("messages", "statuses"),
    "calls": ("calls", "statuses"),
    "smb_app_state_sync": ("state_sync",),
    "smb_message_echoes": ("message_echoes",),
    "user_preferences": ("user_preferences",),
}


def elements(root: dict) -> Iterator[str]:
    """Yield where each element stands that must come out of *root* again, by a reading of its own."""
    is_ours = root.get("object", "whatsapp_business_account") == "whatsapp_business_account"
    for at, entry in enumerate(root["entry"]):
        if not isinstance(entry, dict) or not isinstance(entry.get("changes"), list):
            yield f"/entry/{at}"
            continue
        for place, change in enumerate(entry["changes"]):
            pointer = f"/entry/{at}/changes/{place}"
            inside = list(listed(change, pointer)) if is_ours and isinstance(change, dict) else []
            yield from inside or [pointer]


def listed(change: dict, pointer: str) -> Iterator[str]:
    value, field = change.get("value"), change.get("field")
    names = LISTS.get(field, ()) if isinstance(field, str) and isinstance(value, dict) else ()
    for name in names:
        found = value.get(name)
        yield from (f"{pointer}/value/{name}/{n}" for n in range(len(found) if isinstance(found, list) else 0))


def lost(raw: bytes) -> list[str]:
    """Return the elements of *raw* that the reader says nothing of."""
    found = [item.pointer for item in payload.parse(raw).items]
    return [
        place
        for place in elements(json.loads(raw))
        if not any(each == place or each.startswith(f"{place}/") for each in found)
    ]


@pytest.mark.asvs("15.3.5")
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_published_body_changed_at_random_loses_nothing(sample):
    for seed in range(60):
        raw = mutations.mutated(sample.read_bytes(), seed)
        with suppress(Unparsable):
            assert lost(raw) == [], (seed, raw)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_same_body_is_always_read_the_same(sample):
    for seed in range(10):
        raw = mutations.mutated(sample.read_bytes(), seed)
        with suppress(Unparsable):
            assert repr(payload.parse(raw)) == repr(payload.parse(raw))


@pytest.mark.skipif(not SAMPLES, reason="the shared webhook samples are not here")
def test_the_search_for_what_is_lost_finds_it(monkeypatch):
    """The control: a reader that forgets what it cannot read is caught."""
    body = next(each for each in SAMPLES if each.stem == "smb-message-echo-text").read_bytes()
    assert lost(body) == []

    monkeypatch.setattr(payload, "_elements", lambda *_, **__: iter(()))

    assert lost(body) == ["/entry/0/changes/0/value/message_echoes/0"]
