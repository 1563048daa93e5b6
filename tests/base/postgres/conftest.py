"""Real clusters: one ``initdb`` a session, copied for each test; everything is stopped and removed afterwards."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desvelo.base.postgres import binaries, passwords
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.cluster import Cluster
from desvelo.base.postgres.folder import DataFolder

from .sites import Elsewhere, Site, copy


@pytest.fixture(scope="session")
def programs() -> Binaries:
    return binaries.find()


@pytest.fixture(scope="session")
def run_folder() -> Iterator[Path]:
    """Where root makes its mount points: a folder that every user can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="desvelo-test-", dir="/run" if os.geteuid() == 0 else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, run_folder: Path, programs: Binaries) -> Path:
    home = tmp_path_factory.mktemp("template")
    cluster = Cluster(home / "postgres", home / "keys", programs, run=run_folder)
    cluster.prepare()
    cluster.stop()
    return home


@pytest.fixture
def empty(tmp_path: Path, run_folder: Path, programs: Binaries) -> Iterator[Site]:
    """A site where nothing was made yet."""
    site = Site(home=tmp_path / "site", run=run_folder, programs=programs)
    yield site
    for cluster in site.clusters:
        cluster.stop()
    shutil.rmtree(site.data, ignore_errors=True)


@pytest.fixture
def site(empty: Site, template: Path) -> Site:
    """A site with a whole cluster, stopped."""
    copy(template, empty.home)
    return empty


@pytest.fixture
def stub(empty: Site) -> Site:
    """A site that looks like one with a cluster, for what is refused before anything is started."""
    folder = DataFolder(empty.data)
    folder.claim()
    folder.release()
    passwords.read_or_make(empty.keys, "postgres")
    empty.pgdata.mkdir(mode=0o700)
    (empty.pgdata / "PG_VERSION").write_text(f"{empty.programs.major}\n")
    return empty


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, run_folder: Path, programs: Binaries, template: Path
) -> Iterator[Site]:
    """A site whose cluster the tests of one module share: each must leave what the next relies on."""
    site = Site(home=tmp_path_factory.mktemp("shared") / "site", run=run_folder, programs=programs)
    copy(template, site.home)
    site.running()
    yield site
    for cluster in site.clusters:
        cluster.stop()
    shutil.rmtree(site.data)


@pytest.fixture
def elsewhere() -> Iterator[Callable[[list[str]], Elsewhere]]:
    started: list[Elsewhere] = []

    def start(command: list[str]) -> Elsewhere:
        started.append(Elsewhere(command))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        for stream in (each.process.stdin, each.process.stdout, each.process.stderr):
            if stream is not None:
                stream.close()
