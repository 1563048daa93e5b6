"""Whatever was changed in a set is named, whichever file and place; nothing else is."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desvelo.base.backups import layout, media, sealed_files
from desvelo.base.backups.errors import FileClosed, ManifestBroken, NewerFormat, NotASet, OtherKeys
from desvelo.base.backups.manifest import Manifest
from desvelo.base.keyring import Keyring
from desvelo.config.backup import command
from house import NOW

from .conftest import Living, change_manifest


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


WAYS: dict[str, Callable[[Path], object]] = {
    "version byte": lambda path: flip(path, 0),
    "salt": lambda path: flip(path, 5),
    "commitment": lambda path: flip(path, 30),
    "middle": lambda path: flip(path, path.stat().st_size // 2),
    "tag": lambda path: flip(path, -1),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "cut at a chunk": lambda path: path.write_bytes(path.read_bytes()[: 57 + 16 * 1024 + 16]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "empty": lambda path: path.write_bytes(b""),
    "gone": Path.unlink,
}


@pytest.fixture
def found(living: Living) -> Path:
    return living.back_up()


def test_each_way_of_breaking_each_file_is_named_and_nothing_else_is(living, found, tmp_path):
    [kept] = media.listed(found)
    files = [each.name for each in Manifest.read(found, living.key).files if (found / each.name).stat().st_size > 60]
    places = [found / name for name in files] + [media.place(living.folder, kept.name)]
    assert len(places) == 6
    wrong = []
    for place in places:
        before = place.read_bytes()
        for way, break_it in WAYS.items():
            break_it(place)
            if place.exists() and place.read_bytes() == before:
                continue
            problems = [(each.code, each.params.get("file")) for each in living.problems(found)]
            expected = "backup.file_missing" if way == "gone" else "backup.file_changed"
            if problems != [(expected, place)]:
                wrong.append((place.name, way, problems))
            place.write_bytes(before)

    assert wrong == []
    assert living.problems(found) == []


def test_a_dump_of_another_set_with_the_manifest_made_to_fit_does_not_open(living, found):
    """What the hash and the MAC would let through, the place each record is bound to does not."""
    other = living.back_up(at=NOW.replace(microsecond=1) if NOW.microsecond != 1 else NOW.replace(microsecond=2))
    shutil.copyfile(other / layout.CONTENT_DUMP, found / layout.CONTENT_DUMP)
    manifest, from_other = Manifest.read(found, living.key), Manifest.read(other, living.key)
    [file] = [each for each in from_other.files if each.name == layout.CONTENT_DUMP]

    with pytest.raises(FileClosed):
        list(sealed_files.opened(living.key, found, manifest, file))
    list(sealed_files.opened(living.key, other, from_other, file))


@pytest.mark.parametrize("name", ["ledger_size", "made_at", "epochs", "files", "product", "installation", "mac"])
def test_a_manifest_that_says_anything_else_is_refused(living, found, name):
    other = {"ledger_size": 1, "made_at": "2030-01-01T00:00:00+00:00", "epochs": [], "files": [], "mac": "00"}
    change_manifest(found, **{name: other.get(name, "x")})

    assert [problem.code for problem in living.problems(found)] == [ManifestBroken.code]


def test_it_is_the_mac_that_refuses_it(living, found):
    """Whoever has the key can say anything: with a MAC made anew, a changed manifest is believed."""
    manifest = replace(Manifest.read(found, living.key), ledger_size=1)
    (found / layout.MANIFEST).write_bytes(manifest.to_bytes(living.key))

    assert Manifest.read(found, living.key).ledger_size == 1


def test_a_set_under_another_name_is_refused(living, found):
    moved = found.rename(found.with_name("20990101T000000.000000Z"))

    with pytest.raises(ManifestBroken):
        Manifest.read(moved, living.key)


def test_a_newer_format_another_key_and_no_set_at_all_are_told_apart(living, found, tmp_path):
    other = Keyring(tmp_path / "other")
    other.create()

    with pytest.raises(OtherKeys):
        Manifest.read(found, other.service("backup"))
    with pytest.raises(NotASet):
        Manifest.read(tmp_path, living.key)
    change_manifest(found, format=2)
    with pytest.raises(NewerFormat):
        Manifest.read(found, living.key)


def test_the_command_says_what_is_wrong_where_and_ends_with_one(living, found, capsys, monkeypatch):
    assert command.check(living.folder, living.key, None) == 0
    flip(found / layout.CONTENT_DUMP, -1)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    assert command.check(living.folder, living.key, None) == 1
    assert f"{found}/content.dump is not as it was written" in capsys.readouterr().err

    monkeypatch.setenv("LANG", "pt_BR.UTF-8")
    assert command.check(found, living.key, None) == 1
    assert f"{found}/content.dump não está como foi gravado" in capsys.readouterr().err
