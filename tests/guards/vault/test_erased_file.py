"""What was erased is told outside the base, and erased again in a base that was restored from before."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from desvelo.guards.vault import erased_file, erasing, holding, queries, replaying
from desvelo.guards.vault.erasures import Basis, Scope, What
from desvelo.guards.vault.models import Contact, Datum, Erasure
from house import NOW

PHONE = "5511900004417"


@pytest.fixture
def contact(house, arrive, settings, tmp_path):
    shutil.copytree(settings.DESVELO.keys, tmp_path / "keys")
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path)
    arrive("meu cpf é 529.982.247-25", phone=PHONE)
    return queries.contact_with_phone(PHONE)


def erase(contact, scope=Scope.CONTACT, thing=None) -> None:
    erasing.expire(What(scope=scope, contact=contact, object=thing), now=NOW)
    erased_file.note(now=NOW)


def told(folder) -> str:
    return (folder / erased_file.NAME).read_text()


def test_each_erasure_is_told_once_by_ids_and_an_instant(contact, tmp_path):
    erase(contact)
    erased_file.note(now=NOW)

    [line] = erased_file.lines(tmp_path)
    row = Erasure.objects.get()
    assert (line.erasure, line.scope, line.contact, line.object, line.at) == (row.id, "contact", contact, None, NOW)
    assert set(told(tmp_path)) <= set('{}":,.+-0123456789abcdefijlnoprstuvwxyzT\n')


def test_a_line_that_a_crash_tore_is_left_out_and_does_not_take_the_next_one_with_it(contact, tmp_path):
    erase(contact)
    whole = told(tmp_path)
    (tmp_path / erased_file.NAME).write_text(whole + whole[:20])
    Erasure.objects.update(noted_at=None)

    erased_file.note(now=NOW)

    assert [line.contact for line in erased_file.lines(tmp_path)] == [contact, contact]


def test_where_nothing_was_erased_there_is_no_list(contact, tmp_path):
    assert erased_file.note(now=NOW) == 0
    assert list(erased_file.lines(tmp_path)) == []


def test_a_contact_that_a_backup_brings_back_is_erased_again_though_it_is_held_by_now(house, contact, tmp_path):
    kept = Contact.objects.get(pk=contact)
    erase(contact)
    kept.save(force_insert=True)
    Erasure.objects.all().delete()
    holding.place(actor=house.helena, contact=contact, reason="court", now=NOW)

    assert replaying.replay(erased_file.lines(tmp_path), now=NOW + timedelta(days=1)) == 1

    assert not Contact.objects.filter(pk=contact).exists()
    assert Erasure.objects.get().state == "done"
    assert replaying.replay(erased_file.lines(tmp_path), now=NOW + timedelta(days=1)) == 0


def test_a_datum_that_a_backup_brings_back_is_erased_again(contact, tmp_path):
    datum = Datum.objects.get(label="CPF")
    erase(contact, Scope.DATUM, datum.id)
    datum.save(force_insert=True)
    Erasure.objects.all().delete()

    assert replaying.replay(erased_file.lines(tmp_path), now=NOW) == 1

    assert not Datum.objects.filter(pk=datum.pk).exists()


def test_what_this_base_knows_as_erased_is_not_done_twice(contact, tmp_path, audit_tags):
    erase(contact)
    before = len(audit_tags())

    assert replaying.replay(erased_file.lines(tmp_path), now=NOW) == 0
    assert len(audit_tags()) == before
    assert Erasure.objects.get().basis == Basis.EXPIRY
