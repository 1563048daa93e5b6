"""Every published webhook body at hand is read whole."""

import json
import os
from pathlib import Path

import pytest

from desvelo.kernel.whatsapp import payload, signature
from desvelo.kernel.whatsapp.items import InboundMessage, Poison, StatusUpdate, Unknown

_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
SAMPLES = sorted((_SHARED / "reference" / "webhook-samples").glob("*.json"))

needs_samples = pytest.mark.skipif(
    not SAMPLES and os.environ.get("CI") != "true",
    reason="the shared webhook samples are not here; set DESVELO_SHARED to their folder",
)


@needs_samples
def test_the_samples_are_present():
    assert len(SAMPLES) >= 80


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_published_body_gives_its_elements_and_no_poison(sample):
    raw = sample.read_bytes()
    elements = [
        element
        for entry in json.loads(raw)["entry"]
        for change in entry["changes"]
        if change["field"] == "messages"
        for name in ("messages", "statuses")
        for element in change["value"].get(name, [])
    ]

    elements += [
        message
        for entry in json.loads(raw)["entry"]
        for change in entry["changes"]
        for chunk in change["value"].get("history", [])
        for thread in chunk["threads"]
        for message in thread["messages"]
    ]

    found = payload.parse(raw).items

    assert len(found) == max(1, len(elements))
    assert not [item for item in found if isinstance(item, Poison)]
    for item, element in zip(found, elements, strict=False):
        assert_same(item, element)


def assert_same(item, element):
    if isinstance(item, InboundMessage):
        assert (item.wamid, item.sent_at, item.kind) == (element["id"], int(element["timestamp"]), element["type"])
    elif isinstance(item, StatusUpdate):
        assert (item.wamid, item.status) == (element["id"], element["status"])
    else:
        assert isinstance(item, Unknown)
        assert item.reason == "no_sender"
        assert not element["from"].isdigit()


@needs_samples
def test_the_sample_of_the_wire_format_carries_its_signature():
    raw = (_SHARED / "reference" / "webhook-samples" / "wire-format-escaped.json").read_bytes()
    secret = signature.AppSecret(id="s", secret=b"test_app_secret", phone_number_ids=frozenset({"200000000000002"}))

    verdict = signature.verify("sha256=0c6eff4868fd3cd4a12256564bf7b24db7f1c620fbd2f1e02c70ed74f038cc95", raw, [secret])

    [item] = payload.parse(raw).items
    assert verdict.covers(item.phone_number_id)
    assert item.text == "Olá, meu CPF não é 000.000.000-00 😊 https://example.com/a/b <ok> & c"
