"""A database whose log was cut by its superuser starts nothing, until two people say on record what was lost."""

import json
import shutil

import pytest

import house
from desvelo.kernel.ledger import packing
from sites import Site, prepared_site, run_with

ACKNOWLEDGED = "SELECT leaf FROM ledger.entry WHERE tag = 'restore:acknowledge' ORDER BY written_at DESC"
CUT = (
    "DELETE FROM ledger.checkpoint WHERE size > {0}; DELETE FROM ledger.mention WHERE index >= {0}; "
    "DELETE FROM ledger.leaf WHERE index >= {0}; DELETE FROM ledger.node WHERE (index + 1) << level > {0}"
)
IT, DPO = house.email("caio"), house.email("helena")


@pytest.fixture(scope="module")
def whole(cluster, tmp_path_factory) -> Site:
    return prepared_site(cluster, tmp_path_factory.mktemp("behind"), "behind")


@pytest.fixture
def site(whole) -> Site:
    """Return the installation with twelve more entries, sealed five and seven at a time."""
    whole.program("grow_ledger.py", "5")
    whole.program("grow_ledger.py", "7")
    return whole


def size(site: Site) -> int:
    return site.rows("SELECT count(*) FROM ledger.leaf")[0][0]


def owner(site: Site) -> dict[str, str]:
    return site.settings("DATABASE_URL_FILE", "DESVELO_OWNER_DATABASE_URL_FILE")


def acknowledge(site: Site, known: int, *, by: str = IT, also_by: str = DPO):
    words = ("--by", by, "--also-by", also_by, "--known", str(known), "--data", str(site.data))
    return run_with(site.settings("DATABASE_URL_FILE"), "restore", "acknowledge", *words)


def test_a_cut_log_starts_nothing_until_two_people_say_so_on_record(site):
    before = size(site)
    assert run_with(owner(site), "prepare").returncode == 0
    site.rows_changed(CUT.format(before - 4))

    refused = run_with(owner(site), "prepare")
    alone = run_with(site.settings("DATABASE_URL_FILE"), "up", "--role", "worker")

    sentence = f"“file” knows {before} entries, the database has {before - 4}. Nothing was started."
    assert (refused.returncode, sentence in refused.stderr) == (1, True), refused.stderr
    assert (alone.returncode, sentence in alone.stderr) == (1, True), alone.stderr
    assert "desvelo restore acknowledge" in refused.stderr
    assert "Traceback" not in refused.stderr + alone.stderr

    for said, why in (
        (acknowledge(site, before, also_by=IT), "two different people"),
        (acknowledge(site, before, also_by=house.email("marina")), "no active account of IT or the data protection"),
        (acknowledge(site, before - 1), f"must be the number of entries that is known elsewhere: {before}"),
    ):
        assert (said.returncode, why in said.stderr) == (1, True), said.stderr
        assert size(site) == before - 4
    assert run_with(owner(site), "prepare").returncode == 1

    done = acknowledge(site, before)
    assert (done.returncode, done.stdout) == (0, f"On record as entry {before - 4}. It stays visible for ever.\n")
    assert run_with(owner(site), "prepare").returncode == 0
    [(leaf,), *_] = site.rows(
        "SELECT leaf FROM ledger.entry WHERE tag = 'restore:acknowledge' ORDER BY written_at DESC"
    )
    said = json.loads(packing.unpack(bytes(leaf)))["objects"]
    assert (said["lost"], said["size"]) == (f"file:{before}", str(before - 4))
    file = (site.data / "anchors" / "checkpoints.log").read_text()
    assert f"gap acknowledged\nentries {before - 4}\nfile {before} " in file
    again = acknowledge(site, before)
    assert (again.returncode, "Nobody knows more" in again.stderr) == (1, True)


def test_rewritten_entries_start_nothing_either(site):
    """The superuser writes another history of the same size, consistent in itself and sealed."""
    before = size(site)
    kept = (site.data / "anchors" / "checkpoints.log").read_bytes()
    site.rows_changed(CUT.format(before - 7))
    (site.data / "anchors" / "checkpoints.log").unlink()
    site.program("grow_ledger.py", "7")
    (site.data / "anchors" / "checkpoints.log").write_bytes(kept)

    refused = run_with(owner(site), "prepare")

    assert size(site) == before
    assert (refused.returncode, "and another content" in refused.stderr) == (1, True), refused.stderr
    assert acknowledge(site, before).returncode == 0


def test_without_the_places_outside_the_cut_is_not_seen(site):
    """The attack: the database alone passes."""
    before = size(site)
    site.rows_changed(CUT.format(before - 7))
    shutil.rmtree(site.data / "anchors")

    assert run_with(owner(site), "prepare").returncode == 0
