"""Copy the programs to where the database's user can reach them, when mounting is not allowed.

Root in a container usually may not mount, and a checkout under ``/root`` is closed to every other user.  The copy
belongs to root, is made once for each build of the programs (38 MB, about a second) and is used as it is afterwards.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from desvelo.base.postgres.binaries import Binaries


def programs(binaries: Binaries, *, home: Path) -> Path:
    """Return the folder of the copied programs below *home*, copying them if they are not there.  Raises OSError."""
    place = home / f"programs-{_build(binaries)}"
    if not place.is_dir():
        fresh = Path(tempfile.mkdtemp(prefix=".programs-", dir=home))
        try:
            for folder in binaries.folders:
                shutil.copytree(folder, fresh / folder.name, symlinks=True)
            fresh.chmod(0o755)
            fresh.rename(place)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    return binaries.moved_to(place)


def _build(binaries: Binaries) -> str:
    """Name this very build: another path, size or time is another build."""
    server = binaries.bin_dir / "postgres"
    known = server.stat()
    return hashlib.sha256(f"{server}\0{known.st_size}\0{known.st_mtime_ns}".encode()).hexdigest()[:12]
