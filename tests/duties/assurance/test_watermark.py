"""The letters over a photographed screen lead to the session, and to what was shown in it; looking is on record."""

import html
import re
from dataclasses import replace

import pytest

from browser import signed_in
from desvelo.base.ids import new_uuid
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import entry_columns
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry, mentioned, shown_in
from desvelo.guards.audit.search import Search
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Datum
from desvelo.service.desk import actions, revealing
from house import NOW

REASON = Reason(code="invoice")
SESSION, OTHER = "4f7a2c" + "0" * 10, "9b01de" + "1" * 10


@pytest.fixture
def looks(house, arrive) -> dict[str, str]:
    """Marina saw two data in one session and one in another; Rui saw one."""
    arrive("meu cpf é 529.982.247-25 e o email mae@exemplo.com.br")
    cpf, email = (Datum.objects.get(label=label).public_id for label in ("CPF", "EMAIL"))
    marina = replace(house.marina, session=SESSION)
    for who, datum in (
        (marina, cpf),
        (marina, email),
        (replace(marina, session=OTHER), cpf),
        (replace(house.rui, session="aa" * 8), cpf),
    ):
        actions.reveal(actor=who, datum=datum, reason=REASON, now=NOW)
    audit.sequence()
    return {"written": revealing.watermark(marina, at=NOW), "cpf": cpf}


def page(person, code: str, more: str = "") -> str:
    return html.unescape(signed_in(person).get(f"/auditoria?marca={code}{more}").content.decode())


def rows(said: str) -> int:
    return len(re.findall(r'data-row="', said))


def found() -> list[dict[str, str]]:
    audit.sequence()
    return [dict(each.objects) for each in reversed(log.entries()) if each.tag == "watermark:find"]


def test_what_stands_over_the_screen_finds_who_when_and_what(house, looks):
    code = looks["written"].rpartition(" ")[2]
    assert code == "4F7A2C"

    said = page(house.helena, code)

    assert rows(said) == 2
    assert "É uma sessão de Marina Lopes: 2 registros nesta página" in said
    assert "CPF" in said
    assert "Rui Pinho" not in re.search(r"<tbody data-rows>.*?</tbody>", said, re.DOTALL)[0]
    assert found() == [{"watermark": "4F7A2C", "hits": "2"}]


@pytest.mark.parametrize("typed", ["4f7a2c", " 4f7+a2c "])
def test_it_is_found_as_people_type_it(house, looks, typed):
    assert rows(page(house.helena, typed)) == 2


def test_with_another_filter_both_hold(house, looks):
    assert rows(page(house.helena, "4F7A2C", "&dado=EMAIL")) == 1
    assert rows(page(house.helena, "4F7A2C", "&dado=RG")) == 0


def test_a_wrong_code_says_so_and_that_it_was_looked_for_is_on_record(house, looks):
    said = page(house.helena, "000000")

    assert rows(said) == 0
    assert "Nada que você possa ler apareceu sob a marca d’água 000000" in said
    assert found() == [{"watermark": "000000", "hits": "0"}]


@pytest.mark.parametrize("typed", ["4F7", "4F7A2CC", "ZZZZZZ", "4F7A2Ç"])
def test_what_is_no_code_is_left_aside_with_what_one_looks_like(house, looks, typed):
    said = page(house.helena, typed)

    assert "seis dos caracteres 0 a 9 e A a F" in said
    assert found() == []


def test_nobody_finds_by_it_what_they_may_not_read(house, looks):
    """An agent reads their own, a supervisor those of their teams."""
    assert rows(page(house.denise, "4F7A2C")) == 0
    assert rows(page(house.rui, "4F7A2C")) == 2
    assert rows(page(house.marina, "4F7A2C")) == 2


def test_two_sessions_with_the_same_letters_are_both_named(house, looks):
    twin = replace(house.rui, session="4f7a2c" + "f" * 10)
    actions.reveal(actor=twin, datum=looks["cpf"], reason=REASON, now=NOW)
    audit.sequence()

    said = page(house.helena, "4F7A2C")

    assert "É uma sessão de Rui Pinho" in said
    assert "É uma sessão de Marina Lopes" in said


def test_older_pages_are_the_same_search(house, looks):
    page(house.helena, "4F7A2C", "&cursor=100000")

    assert found() == []


def test_only_a_look_that_says_how_long_it_lasted_is_found_by_it(house):
    """Entries of before have no such word, so what they are found by stays as it was."""
    of_before = Entry(tag="datum:reveal", at=NOW, session=SESSION, objects={"label": "CPF"})
    of_now = replace(of_before, id=new_uuid(), objects={"label": "CPF", "seconds": "30"})

    assert mentioned(of_before.leaf()) == {"CPF"}
    assert mentioned(of_now.leaf()) == {"CPF", shown_in(SESSION)}
    audit.record([of_before, of_now])
    audit.sequence()
    assert log.count(Search(shown_in=shown_in(SESSION)), limit=9) == 1
    assert entry_columns.step(None, now=NOW)[2] == []
