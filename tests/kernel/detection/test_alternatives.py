"""One surname beside "ou" is a wood, a colour or a tree; a street may lack its kind; freight may stand behind."""

import pytest

from desvelo.kernel.detection.scanning import scan


def _found(text, label):
    return [text[each.start : each.end] for each in scan(text) if each.label == label]


@pytest.mark.parametrize("text", ["mesa de pinheiro ou moreira?", "figueiredo ou jambo, qual cresce mais?"])
def test_one_surname_beside_or_is_nobody(text):
    assert _found(text, "PERSON_NAME") == []


def test_given_names_beside_or_are_people():
    assert _found("é a Marlene ou a Rosângela que atende?", "PERSON_NAME") == ["Marlene", "Rosângela"]


def test_a_street_named_after_an_office_needs_no_kind_where_somebody_lives():
    assert _found("moro na Coronel Fabriciano 88 casa 2", "ADDRESS") == ["Coronel Fabriciano 88 casa 2"]
    assert _found("a loja da Coronel Fabriciano abre 8 horas", "ADDRESS") == []


def test_a_postal_code_may_stand_before_its_freight():
    assert _found("pra 57035180 quanto fica a entrega", "CEP") == ["57035180"]
    assert _found("protocolo 57035180 e a entrega", "CEP") == []
