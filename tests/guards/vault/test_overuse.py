"""Keys of more customers than work needs are refused, on record; and a look is never nobody's.

Source: security-design D4.6; decision 0045.
"""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import desvelo
from desvelo.base.config.keeping import Keeping
from desvelo.base.keeper.errors import QuotaSpent
from desvelo.guards.vault import boxes, overuse
from desvelo.guards.vault.errors import ActorMissing
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing.whys import OF_LOOKS, OF_SWEEPS, Why
from house import NOW

pytestmark = pytest.mark.usefixtures("committed")
_ASK = {"load", "of", "to_write_in", "open_boxes", "boxes_to_search"}


@pytest.fixture
def crowd(house, settings):
    """Make some contacts, and a quota that is less."""
    settings.DESVELO = replace(settings.DESVELO, keeping=Keeping(quota=101))
    contacts = [Contact.objects.create(created_at=NOW).id for _ in range(102)]
    for each in contacts:
        boxes.new_box(each)
    return contacts


def test_a_person_who_opens_more_customers_than_work_needs_is_stopped_and_it_is_on_record_once(
    house, crowd, audit_tags, caplog
):
    assert len(boxes.load(crowd[:101], why=Why.THREAD, actor=house.marina.id)) == 101

    for _ in range(3):
        with pytest.raises(QuotaSpent):
            boxes.of(crowd[101], why=Why.REVEAL, actor=house.marina.id)

    assert audit_tags().count((overuse.TAG, "denied:quota")) == 1
    [line] = [each for each in caplog.records if each.message == "vault.quota_spent"]
    assert line.levelname == "CRITICAL"
    assert boxes.of(crowd[0], why=Why.THREAD, actor=house.marina.id).contact == crowd[0]
    assert boxes.of(crowd[101], why=Why.ARRIVAL).contact == crowd[101]


@pytest.mark.parametrize("why", sorted(OF_LOOKS | OF_SWEEPS))
def test_a_look_in_nobodys_name_opens_nothing(crowd, why):
    with pytest.raises(ActorMissing):
        boxes.of(crowd[0], why=why)


def test_without_that_rule_it_would_open_and_nobody_could_say_for_whom(crowd, monkeypatch):
    """The guard removed."""
    monkeypatch.setattr(boxes, "OF_LOOKS", frozenset())

    assert boxes.of(crowd[0], why=Why.REVEAL).contact == crowd[0]


def test_every_place_in_the_product_that_asks_for_keys_says_what_for():
    root = Path(desvelo.__file__).parent
    silent = [
        f"{path.name}:{node.lineno}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _ASK - {"to_write_in", "boxes_to_search"}
        and ast.unparse(node.func.value) in {"boxes", "vault", "vault_queries"}
        and "why" not in {each.arg for each in node.keywords}
    ]

    assert silent == []
