"""Killed at a system call that writes, whichever it is, a restore left nothing, or says it is half-made, or is whole.

What it says is also what helps: done so, it begins again and comes to its end.

Source: security-design D5.5, D13.2.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import killing
import restored
import started
from desvelo.base.keyring import Keyring
from desvelo.config import up
from desvelo.config.backup import choosing, marker, restoring, words
from desvelo.config.backup.errors import ClosedUntilVerified, FailedBefore, NotEmpty

pytestmark = killing.needed
AGAIN = "Remove everything in it but the folder keys, and restore again."
EMPTY, CLOSED, WHOLE = "empty", "closed", "whole"
BEATRIZ = "5511900004417"


@dataclass(frozen=True)
class Target:
    """A set of whom one was erased since, and where installations are made from it."""

    around: Path
    found: Path
    keys: Path
    erasures: Path

    @property
    def new(self) -> Path:
        return self.around / "new"

    @property
    def temporary(self) -> Path:
        return self.around / "temporary"

    def arguments(self) -> tuple[str, ...]:
        return tuple(map(str, (self.found, self.new, self.keys, self.erasures)))

    def state(self) -> str:
        """Tell how it stands; a folder that is neither empty nor closed is a whole installation, or this fails."""
        try:
            choosing.require_empty(self.new)
        except FailedBefore as refused:
            said = words.sentence(refused)
        except NotEmpty:
            self.check_whole()
            return WHOLE
        else:
            if self.new.exists():
                up.prepare_folder(self.new)
            return EMPTY
        with pytest.raises(ClosedUntilVerified):
            marker.refuse(self.new)
        assert said.endswith(AGAIN)
        return CLOSED

    def check_whole(self) -> None:
        """See that everything opens, the erased are gone and the log says it was restored."""
        assert (self.new / "erasures.log").is_file()
        with restored.running(self.new) as running:
            opened = running.program("open_every_record.py")
            [[last]] = running.rows("SELECT tag FROM ledger.entry ORDER BY written_at DESC, id DESC LIMIT 1")
        assert (opened["unknown"], opened["closed"], last) == ([], [], "backup:restore")
        said = "\n".join(text for _, text in opened["opened"])
        assert [word in said for word in ("Pitangueira", "Jabuticaba")] == [True, False]

    def left_outside(self) -> list[Path]:
        """Return files left outside the folder: what stands in them, nobody would remove."""
        return [path for path in self.temporary.rglob("*") if path.is_file()]

    def clear(self) -> None:
        """Do what the sentence says."""
        for path in self.new.iterdir() if self.new.exists() else ():
            if path.name != "keys":
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture
def target(living, erase, tmp_path, monkeypatch) -> Iterator[Target]:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    found = living.back_up()
    erase(living.contacts[BEATRIZ])
    with started.folder() as around:
        (around / "temporary").mkdir()
        yield Target(around=around, found=found, keys=living.data / "keys", erasures=living.data / "erasures.log")


@pytest.fixture
def program(target, tmp_path) -> Callable[[str], killing.Program]:
    environment = started.environment(LANG="en_GB.UTF-8", TMPDIR=str(target.temporary))
    return lambda operation: killing.Program(operation, environment, tmp_path)


def test_killed_at_any_writing_call_of_its_own_it_is_nothing_or_closed_or_whole(program, target):
    """Each run begins again on what the one before it left, after doing as that said; the last comes to its end."""
    states: Counter[str] = Counter()
    with program("restore") as restore:
        for point in killing.points(every=70):
            ended = restore.run(*target.arguments(), kill_at=point)
            state = target.state()
            states[state] += 1
            assert target.left_outside() == []
            if not ended.killed:
                break
            if state != EMPTY:
                target.clear()

    killing.note(f"{dict(states)}")
    assert (ended.killed, ended.code, state) == (0, 0, WHOLE), ended.said
    assert states[CLOSED] >= 1


@pytest.mark.parametrize("point", [30, 330])
def test_what_it_starts_is_killed_and_it_is_closed(program, target, point):
    """The programs of PostgreSQL, and those that prepare."""
    with program("restore") as restore:
        ended = restore.run(*target.arguments(), kill_at=point, follow=True)

    assert ended.killed >= 1
    assert target.state() in {EMPTY, CLOSED}


def test_its_verification_is_killed_and_it_is_closed(program, target, tmp_path):
    with program("restore") as restore:
        for point in (40,) if killing.is_sample() else killing.points(every=10):
            shutil.rmtree(target.new, ignore_errors=True)
            trace = tmp_path / "verification"
            ended = restore.run(*target.arguments(), *killing.tracing(point, trace), kill_at=None)
            if "killed by SIGKILL" not in trace.read_text(errors="replace"):
                break
            assert (ended.code, target.state()) == (1, CLOSED)
            assert marker.read(target.new) == "verification: restore.step_failed"


def test_without_its_mark_half_of_it_would_pass_for_an_installation_so_the_mark_is_what_does_it(program, target):
    with program("restore_unmarked") as restore:
        assert restore.run(*target.arguments(), kill_at=60).killed == 1

    marker.refuse(target.new)
    with pytest.raises(AssertionError):
        target.state()


def test_what_is_left_of_a_first_mark_is_still_an_empty_folder(tmp_path):
    new = tmp_path / "new"
    new.mkdir()
    (new / ".restore.json.new").write_text('{"step"')

    choosing.require_empty(new)
    up.prepare_folder(new)
    marker.write(new, step="keys")

    assert [path.name for path in new.iterdir()] == ["restore.json"]


def test_keys_that_a_restore_left_are_written_over_whatever_half_of_them_there_is(living, tmp_path):
    source, keys = living.data / "keys", tmp_path / "keys"
    restoring._copy(source, keys)
    for path in keys.rglob("*.key"):
        path.chmod(0o600)
        path.write_bytes(b"half")
        path.chmod(0o400)

    restoring._copy(source, keys)

    ring, ours = Keyring(keys), Keyring(source)
    assert ring.copy_code() == ours.copy_code()
    assert [ring.intake_made_at(each) for each in ring.intake_ids()] == [
        ours.intake_made_at(each) for each in ours.intake_ids()
    ]
    assert {path.stat().st_mode & 0o777 for path in keys.rglob("*.key")} == {0o400}


def test_keys_of_another_installation_are_not_written_over(target):
    other = Keyring(target.new / "keys")
    other.create()
    before = other.copy_code()

    with pytest.raises(NotEmpty):
        choosing.choose(target.found, vault=None, keys=target.keys, data=target.new, postgres_bin=None)

    assert Keyring(target.new / "keys").copy_code() == before


def test_the_folder_keys_survives_what_the_sentence_says(program, target):
    """Whose keys lie in the folder itself has them still when the restore is to begin again."""
    shutil.copytree(target.keys, target.new / "keys")
    here = replace(target, keys=target.new / "keys")
    with program("restore") as restore:
        assert restore.run(*here.arguments(), kill_at=20).killed == 1
        assert here.state() == CLOSED
        here.clear()
        choosing.choose(here.found, vault=None, keys=here.keys, data=here.new, postgres_bin=None)
