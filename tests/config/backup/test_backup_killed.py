"""Killed at a system call that writes, whichever it is, a backup is a whole set or none, and the next run tidies up.

Each run finds two older sets: one whose time is over, and one whose keys of contacts are to go.  So what is killed
writes, publishes and removes.

Source: security-design D5.2, D13.2.
"""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

import killing
from desvelo.base.backups import checking, layout
from desvelo.base.backups.errors import NotASet
from desvelo.base.backups.manifest import Manifest
from desvelo.guards.vault.models import Backup
from house import NOW

pytestmark = killing.needed
DAY = timedelta(days=1)


@pytest.fixture
def older(living) -> Path:
    """Return a folder with two older sets, to be copied."""
    for age in (36, 15):
        living.back_up(at=NOW - age * DAY)
    assert [checking.has_vault(each) for each in layout.sets(living.folder)] == [False, True]
    return living.folder.rename(living.folder.with_name("older"))


@pytest.fixture
def program(living, url_of, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = killing.environment(living.data, app=url_of("desvelo_app"), owner=url_of("postgres"))
    return lambda operation: killing.Program(operation, {**environment, "TMPDIR": str(temporary)}, tmp_path)


def begin_anew(living, older: Path) -> None:
    """Put the older sets back, as the base knows them."""
    shutil.rmtree(living.folder, ignore_errors=True)
    shutil.copytree(older, living.folder)
    Backup.objects.all().delete()


def check(living) -> None:
    """See that every set there is whole, on record, and read by a restore; a set's keys go all at once."""
    for found in layout.sets(living.folder):
        manifest = Manifest.read(found, living.key)
        assert living.problems(found) == [], found
        if manifest.at >= NOW:
            assert (checking.has_vault(found), made(found)) == (True, 1)
            assert Backup.objects.filter(folder=str(found), removed_at=None).count() == 2


def check_end(living) -> None:
    """See that nothing is left of the run that was killed, and what is on record is what is there."""
    check(living)
    sets = layout.sets(living.folder)
    assert [checking.has_vault(each) for each in sets] == [False, *[True] * (len(sets) - 1)]
    assert len(sets) in {2, 3}
    assert list(layout.unfinished(living.folder)) == []
    there = {(str(each), "content") for each in sets}
    there |= {(str(each), "vault") for each in sets if checking.has_vault(each)}
    assert {(row.folder, row.kind) for row in Backup.objects.filter(removed_at=None)} == there
    left = living.folder.with_name("temporary").rglob("*")
    assert [path for path in left if path.is_file()] == []  # a password would be one


def made(found: Path) -> int:
    """Count the entries that say the set was made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger.entry "
            "WHERE tag = 'backup:make' AND position(convert_to(%s, 'UTF8') IN leaf) > 0",
            [found.name],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(("follow", "every"), [(False, 7), (True, 25)], ids=["itself", "what-it-starts-too"])
def test_killed_at_any_writing_call_it_is_a_whole_set_or_none(living, older, program, follow, every):
    killed = whole = 0
    with program("back_up") as back_up:
        for point in killing.points(every=every):
            begin_anew(living, older)
            ended = back_up.run(str(living.folder), kill_at=point, follow=follow)
            check(living)
            if not ended.killed:
                break
            killed, whole = killed + 1, whole + (layout.sets(living.folder)[-1].name > layout.stamp(NOW))
            assert back_up.run(str(living.folder), kill_at=None).code == 0
            check_end(living)

    killing.note(f"{killed}, {whole} of them with a set that is whole")
    assert (ended.killed, ended.code) == (0, 0), ended.said
    assert killed >= 5
    assert follow or 1 <= whole < killed


def test_under_its_name_from_the_beginning_half_a_set_lies_there_so_the_rename_is_what_does_it(living, older, program):
    begin_anew(living, older)
    with program("back_up_in_place") as back_up:
        assert back_up.run(str(living.folder), kill_at=25).killed == 1

    with pytest.raises(NotASet):
        check(living)
