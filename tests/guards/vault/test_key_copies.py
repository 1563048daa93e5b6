"""Whoever keeps a copy of the keys shows that it is whole: a part of one, or an old one, does not pass."""

import shutil
from dataclasses import replace

import pytest

from desvelo.base.keyring import KeyMissing, Keyring, keyring
from desvelo.config.cli import main
from desvelo.guards.access.errors import Forbidden
from desvelo.guards.vault import key_copies
from desvelo.guards.vault.key_copies import CodeWrong
from desvelo.guards.vault.models import KeyCopy
from house import NOW


@pytest.fixture
def ring(settings, tmp_path, house) -> Keyring:
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path / "data")
    keys = keyring(settings.DESVELO.keys)
    keys.create()
    return keys


@pytest.fixture
def copied(ring, tmp_path):
    return shutil.copytree(ring.folder, tmp_path / "copy")


def said(folder, capsys) -> tuple[int, str]:
    code = main(["keys", "check", str(folder)])
    return code, capsys.readouterr().out.strip()


def test_a_whole_copy_says_the_code_that_the_desk_takes(house, copied, capsys, audit_tags):
    status, code = said(copied, capsys)

    key_copies.show(actor=house.caio, typed=f" {code.lower()} ", now=NOW)

    copy = key_copies.copy(house.caio, now=NOW)
    assert (status, copy.is_current, copy.shown_by) == (0, True, house.caio.name)
    assert audit_tags()[-1] == ("key:copy", "done")


def test_the_page_and_the_database_never_hold_the_code(house, copied, capsys):
    _, code = said(copied, capsys)
    key_copies.show(actor=house.caio, typed=code, now=NOW)

    held = f"{key_copies.copy(house.caio, now=NOW)} {bytes(KeyCopy.objects.get().digest).hex()}"

    assert [part for part in code.split("-") if part in held] == []


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA-AAAA-AAAA", "\0", "é", "0" * 10_000])
def test_anything_else_is_refused_on_record(house, ring, typed, audit_tags):
    with pytest.raises(CodeWrong):
        key_copies.show(actor=house.caio, typed=typed, now=NOW)

    assert (key_copies.copy(house.caio, now=NOW).is_current, audit_tags()[-1]) == (False, ("key:copy", "denied:code"))


@pytest.mark.parametrize("part", ["epoch/000001.key", "service/index.key", "root.key"])
def test_a_copy_that_lacks_a_part_says_which_and_no_code(copied, part, capsys):
    (copied / part).unlink()

    assert said(copied, capsys) == (1, "")


def test_a_copy_of_other_keys_says_another_code(ring, tmp_path):
    other = Keyring(tmp_path / "other")
    other.create()

    assert other.copy_code() != ring.copy_code()
    shutil.copy(ring.folder / "epoch" / "000001.key", tmp_path / "foreign")
    (other.folder / "epoch" / "000001.key").unlink()
    shutil.move(tmp_path / "foreign", other.folder / "epoch" / "000001.key")
    with pytest.raises(KeyMissing):
        Keyring(other.folder).copy_code()


def test_once_the_keys_change_the_copy_is_old(house, ring, copied, capsys):
    _, code = said(copied, capsys)
    key_copies.show(actor=house.caio, typed=code, now=NOW)
    ring._create("epoch/000002")

    copy = key_copies.copy(house.caio, now=NOW)

    assert (copy.is_current, copy.shown_label != "") == (False, True)
    with pytest.raises(CodeWrong):
        key_copies.show(actor=house.caio, typed=code, now=NOW)


def test_the_daily_intake_pairs_do_not_make_a_copy_old(ring):
    before = ring.copy_code()

    ring.add_intake_pair()

    assert ring.copy_code() == before


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
def test_nobody_else_sees_or_shows_it(house, login):
    with pytest.raises(Forbidden):
        key_copies.copy(house.actors[login], now=NOW)
    with pytest.raises(Forbidden):
        key_copies.show(actor=house.actors[login], typed="x", now=NOW)


def test_a_folder_without_keys_is_named(tmp_path, capsys):
    assert main(["keys", "check", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
