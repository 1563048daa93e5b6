"""An installation as ``desvelo up`` prepares it: the database of the three roles, migrated by its owner."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from desvelo.base.postgres import bootstrap
from desvelo.config import processes


@dataclass(frozen=True)
class Installed:
    """Where the installation is, and how each role reaches its database."""

    data: Path
    urls: dict[str, str]

    def environment(self, *, data: Path | None = None) -> dict[str, str]:
        """Return the environment of its processes, paths only."""
        files = {role: self.data / f"{role}.url" for role in self.urls}
        for role, file in files.items():
            file.write_text(self.urls[role])
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DESVELO_", "DJANGO_"))}
        return {
            **inherited,
            "DESVELO_DATA": str(data or self.data),
            "DESVELO_MODE": "main",
            "DATABASE_URL_FILE": str(files["owner"]),
            "DESVELO_OWNER_DATABASE_URL_FILE": str(files["owner"]),
            "DESVELO_EDGE_DATABASE_URL_FILE": str(files["edge"]),
        }

    def prepare(self, *, data: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Prepare the database with the keys in *data*, as every start does."""
        return subprocess.run(
            processes.prepare(), env=self.environment(data=data), capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="session")
def installed(cluster, tmp_path_factory) -> Installed:
    """Return a prepared installation; its database is shared by every test that asks, so nobody may write to it."""
    passwords = bootstrap.role_passwords(cluster._keys)
    urls = {
        "superuser": cluster.superuser_url(bootstrap.DATABASE),
        "owner": cluster.url(bootstrap.OWNER, passwords[bootstrap.OWNER], bootstrap.DATABASE),
        "app": cluster.url(bootstrap.APP, passwords[bootstrap.APP], bootstrap.DATABASE),
        "edge": cluster.url(bootstrap.EDGE, passwords[bootstrap.EDGE], bootstrap.DATABASE),
    }
    made = Installed(data=tmp_path_factory.mktemp("installed"), urls=urls)
    prepared = made.prepare()
    assert prepared.returncode == 0, prepared.stderr
    return made
