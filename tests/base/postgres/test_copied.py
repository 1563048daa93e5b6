"""Where mounting is not allowed and the programs lie under a closed folder, a copy of them is used."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from .other_users import without_mounting
from .sites import PROGRAM, query


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_root_that_may_not_mount_runs_programs_from_a_closed_folder(run_folder: Path, programs, elsewhere) -> None:
    closed, home = run_folder / "closed-programs", run_folder / "open-data"
    closed.mkdir(mode=0o700)
    for folder in programs.folders:
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    arguments = [str(home / "postgres"), str(home / "keys"), str(run_folder / "run"), str(programs.moved_to(closed))]

    supervisor = elsewhere(without_mounting([sys.executable, "-P", str(PROGRAM), *arguments]))

    assert query(supervisor.words()["url"], "SELECT 1") == [(1,)]
    assert closed.stat().st_mode & 0o777 == 0o700
    supervisor.stop()
