"""Make the fixture of a stored format: a small backup, the keys it needs, an escrow copy; all of it invented.

    DESVELO_POSTGRES_BIN=/usr/lib/postgresql/15/bin .venv/bin/python scripts/make_format_fixture.py OUT

It is run once for a format and never again for the same: ``OUT`` must not exist (decision 0046).  The dump is of the
oldest PostgreSQL that Desvelo runs on, so that every newer one reads it.

Source: issue 6, "stored formats are frozen".
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUPPORT = ROOT / "tests/support"

from desvelo.base.config.parse import Config  # noqa: E402
from desvelo.base.processes.supervisor import Supervisor  # noqa: E402
from desvelo.config import processes, up  # noqa: E402
from desvelo.config.backup import escrow  # noqa: E402

INDEX = "SHA256SUMS"


def main() -> int:
    """Make it; say how large it is."""
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True)
    around = Path(tempfile.mkdtemp(prefix="dv-"))
    around.chmod(0o711)  # as root, the database runs as another user
    try:
        told = _make(around, out)
    finally:
        shutil.rmtree(around)
    (out / "expected.json").write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    (out / INDEX).write_text(index(out))
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    sys.stderr.write(f"{size} bytes in {out}\n")
    return 0


def index(folder: Path) -> str:
    """Return a line for each file but the index itself: SHA-256 and name, as ``sha256sum`` writes them."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in files if name != INDEX)


def _make(around: Path, out: Path) -> dict[str, object]:
    """Write everything but the index; return what a restore must give back."""
    programs = os.environ.get("DESVELO_POSTGRES_BIN")
    config = Config(data=around / "data", postgres_bin=Path(programs) if programs else None)
    with Supervisor() as supervisor:
        up.prepare_folder(config.data)
        urls = up.url_files(config, up.database(supervisor, config))
        env = processes.environment(config, urls=urls, socket=config.data / "web.sock")
        if programs:
            env["DESVELO_POSTGRES_BIN"] = programs
        up.prepare(env)
        _run([sys.executable, str(SUPPORT / "furnish_format.py")], env)
        told: dict[str, object] = json.loads(_run([sys.executable, str(SUPPORT / "open_every_format.py")], env))
        found = Path(_run(processes.backup(around / "backup"), env).strip())
    shutil.copytree(found, out / "backup" / found.name)
    shutil.copytree(found.parent / "media", out / "backup" / "media", ignore=shutil.ignore_patterns(".new"))
    keys = ("root.key", "epoch", "service")
    shutil.copytree(config.keys, out / "keys", ignore=lambda folder, names: _but(keys, folder, names, config.keys))
    _escrow(config, out)
    return told


def _but(kept: tuple[str, ...], folder: str, names: list[str], top: Path) -> list[str]:
    return [name for name in names if Path(folder) == top and name not in kept]


def _escrow(config: Config, out: Path) -> None:
    """Write a copy of the keys for an officer of nobody's, and that officer's identity."""
    identity = escrow._age().x25519.Identity.generate()  # noqa: SLF001  the library as the product finds it
    (out / "officer.txt").write_text(f"# invented, for tests alone\n{identity}\n")
    asked = argparse.Namespace(out=out / "escrow.age", recipient=str(identity.to_public()))
    if escrow.write(asked, config) != 0:
        raise SystemExit(1)


def _run(command: list[str], env: dict[str, str]) -> str:
    environment = {**env, "DJANGO_SETTINGS_MODULE": "desvelo.config.settings"}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
