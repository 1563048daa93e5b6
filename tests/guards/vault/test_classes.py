"""The policy of a class stands between a person and a datum, whatever role and team allow."""

import pytest

from browser import signed_in
from desvelo.guards.vault import boxes, classes
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ClassClosed
from desvelo.guards.vault.models import Datum
from desvelo.kernel.authority import Permission
from desvelo.kernel.detection import scanning
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.desk import actions as desk
from house import NOW
from shown import value


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Write down each datum that is opened."""
    seen: list[str] = []
    really = boxes.Box.open

    def noted(self: boxes.Box, place: boxes.Place, record: bytes) -> bytes:
        if place.table == "datum":
            seen.append(place.data_class)
        return really(self, place, record)

    monkeypatch.setattr(boxes.Box, "open", noted)
    return seen


@pytest.fixture
def uncovered(house, arrive, monkeypatch) -> Datum:
    """A message that could not be scanned: one datum, which is the whole of it."""

    def breaks(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(scanning, "scan", breaks)
    arrive("meu cpf é 529.982.247-25 e estou grávida")
    monkeypatch.undo()
    return Datum.objects.get()


@pytest.fixture
def nameless(house, arrive) -> Datum:
    """A datum of a class that nobody declares any more."""
    arrive("meu cpf é 529.982.247-25 ok")
    Datum.objects.update(label="SHOE_SIZE")
    return Datum.objects.get()


def reveal(actor, datum: Datum):
    return desk.reveal(actor=actor, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)


def compare(actor, datum: Datum, typed: str = "529.982.247-25"):
    return desk.compare(actor=actor, datum=datum.public_id, typed=typed, now=NOW)


@pytest.mark.asvs("16.5.3")
def test_what_could_not_be_scanned_is_one_datum_of_no_readable_character(uncovered):
    assert uncovered.label == "UNREADABLE"


@pytest.mark.asvs("8.2.3")
def test_a_class_that_nobody_compares_is_refused_on_record_and_nothing_is_opened(house, uncovered, opened, audit_tags):
    with pytest.raises(ClassClosed):
        compare(house.marina, uncovered)

    assert audit_tags()[-1] == ("datum:compare", "denied:class_closed")
    assert opened == []


def test_without_the_policy_it_would_be_answered(house, uncovered, opened, monkeypatch):
    """The guard removed: the same question gets its yes or no."""
    monkeypatch.setattr(classes, "require", lambda *_, **__: None)

    assert not compare(house.marina, uncovered).matches
    assert opened == ["UNREADABLE"]


def test_those_who_attend_still_read_it_for_a_reason(house, uncovered):
    shown = reveal(house.marina, uncovered)

    assert value(shown, actor=house.marina, now=NOW) == "meu cpf é 529.982.247-25 e estou grávida"


@pytest.mark.asvs("8.2.3")
def test_a_class_without_a_name_is_not_shown_to_agents(house, nameless, opened, audit_tags):
    with pytest.raises(ClassClosed):
        reveal(house.marina, nameless)

    assert audit_tags()[-1] == ("datum:reveal", "denied:class_closed")
    assert opened == []


@pytest.mark.asvs("8.2.3")
def test_without_the_policy_it_would_be_opened(house, nameless, opened, monkeypatch):
    """The guard removed: the record is opened (and only refuses because this test renamed its class)."""
    monkeypatch.setattr(classes, "require", lambda *_, **__: None)

    with pytest.raises(NotReadable):
        reveal(house.marina, nameless)

    assert opened == ["SHOE_SIZE"]


def test_over_http_the_refusal_says_what_to_do_before_and_after_asking(house, nameless):
    browser, address = signed_in(house.marina), f"/atendimento/dado/{nameless.public_id}"

    asked, tried = browser.get(address), browser.post(address, {"reason": "invoice"})

    assert (asked.status_code, tried.status_code) == (200, 403)
    for answer in (asked, tried):
        assert "A política deste tipo de dado não permite" in answer.content.decode()
        assert "formulário seguro" in answer.content.decode()
        assert "529.982" not in answer.content.decode()


def test_over_http_nothing_is_compared_either(house, uncovered):
    answer = signed_in(house.marina).post(f"/atendimento/dado/{uncovered.public_id}/conferir", {"typed": "gravida"})

    assert answer.status_code == 403
    assert "A política deste tipo de dado não permite" in answer.content.decode()


@pytest.mark.parametrize("label", ["CPF", "PHONE", "EMAIL", "CEP", "CNPJ", "PIX_KEY", "LOCATION"])
def test_what_the_desk_works_with_stays_open_to_agents(house, label):
    assert classes.allows(house.marina, Permission.DATUM_REVEAL, label=label, team=house.agenda)
    assert classes.allows(house.marina, Permission.DATUM_COMPARE, label=label, team=house.agenda)
