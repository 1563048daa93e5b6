"""A folder and a bucket keep the same promises: an object is whole or not there, and gone when it was removed."""

import contextlib
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import httpx
import pytest

from desvelo.base.http.client import GuardedClient
from desvelo.base.objects.errors import ObjectMissing, StoreUnavailable
from desvelo.base.objects.folder import Folder
from desvelo.base.objects.s3 import Bucket
from desvelo.base.objects.signing import Access
from graph import free_port

NAME, OTHER = "1" * 22, "2" * 22
ACCESS = Access(key="AKIDEXAMPLE", secret="wJalrXUtnFEMI", region="sa-east-1")


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """Return the origin of a real S3 server on this machine (moto, a process of its own) with one bucket."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    origin = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{origin}/moto-api/", trust_env=False)
                break
            time.sleep(0.05)
        independent(origin).create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "sa-east-1"})
        yield origin
    finally:
        server.terminate()
        server.wait()


def independent(origin: str):
    """Return Amazon's own client, to look at the bucket with other eyes."""
    return boto3.client(
        "s3", endpoint_url=origin, region_name="sa-east-1", aws_access_key_id="x", aws_secret_access_key="y"
    )


def bucket(origin: str, spool: Path, *, name: str = "files") -> Bucket:
    client = GuardedClient(purpose=Bucket.purpose(origin), loopback_origin=origin)
    return Bucket(client=client, endpoint=origin, bucket=name, access=ACCESS, spool=spool)


@pytest.fixture(params=["folder", "bucket"])
def kept(request, tmp_path):
    if request.param == "folder":
        return Folder(tmp_path / "objects")
    return bucket(request.getfixturevalue("moto"), tmp_path / "objects")


def test_what_was_put_comes_back_whole_and_again(kept):
    content = bytes(range(256)) * 1_000

    kept.put(NAME, [content[:100], b"", content[100:]])

    assert b"".join(kept.read(NAME)) == content
    assert b"".join(kept.read(NAME)) == content


def test_an_empty_object_is_one(kept):
    kept.put(NAME, [])

    assert b"".join(kept.read(NAME)) == b""


def test_a_part_comes_alone_and_the_size_is_that_of_the_whole(kept):
    content = bytes(range(256)) * 1_000
    kept.put(NAME, [content])

    parts = [kept.read_range(NAME, start, end) for start, end in ((0, 57), (70_001, 200_000), (255_999, 256_000))]

    assert (kept.size(NAME), parts) == (256_000, [content[:57], content[70_001:200_000], content[255_999:]])


def test_a_part_of_what_is_not_there_is_missing_and_so_is_its_size(kept):
    with pytest.raises(ObjectMissing):
        kept.size(OTHER)
    with pytest.raises(ObjectMissing):
        kept.read_range(OTHER, 0, 1)


def test_a_store_that_answers_a_range_with_the_whole_object_is_refused(moto, tmp_path, monkeypatch):
    stored = bucket(moto, tmp_path)
    stored.put(NAME, [b"sealed"])
    asked = stored._client.stream
    without = lambda *args, headers, **more: asked(  # noqa: E731  a header that a proxy took away
        *args, headers={name: value for name, value in headers.items() if name != "range"}, **more
    )
    monkeypatch.setattr(stored._client, "stream", without)

    with pytest.raises(StoreUnavailable) as refused:
        stored.read_range(NAME, 1, 2)
    assert refused.value.reason == "http_200"


def test_what_breaks_while_it_is_written_is_not_there(kept):
    def breaks():
        yield bytes(100_000)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.put(OTHER, breaks())

    with pytest.raises(ObjectMissing):
        list(kept.read(OTHER))


def test_what_was_removed_is_missing_and_may_be_removed_again(kept):
    kept.put(NAME, [b"x"])

    kept.remove(NAME)
    kept.remove(NAME)

    with pytest.raises(ObjectMissing):
        list(kept.read(NAME))


def test_amazons_own_client_sees_the_object_and_the_spool_is_empty(moto, tmp_path):
    bucket(moto, tmp_path / "spool").put(NAME, [b"sealed " * 1_000])

    found = independent(moto).get_object(Bucket="files", Key=NAME)
    assert (found["Body"].read(), found["ContentLength"]) == (b"sealed " * 1_000, 7_000)
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_bucket_that_is_not_there_is_no_success(moto, tmp_path):
    absent = bucket(moto, tmp_path, name="absent")

    with pytest.raises(StoreUnavailable) as refused:
        absent.put(NAME, [b"x"])
    assert refused.value.reason == "http_404"


def test_a_store_that_does_not_answer_is_no_success(tmp_path):
    with pytest.raises(StoreUnavailable) as refused:
        bucket(f"http://127.0.0.1:{free_port()}", tmp_path).put(NAME, [b"x"])
    assert refused.value.reason == "http.unreachable"


def test_a_store_inside_the_network_is_not_called(tmp_path):
    client = GuardedClient(purpose=Bucket.purpose("https://s3.example"), resolve=lambda *_: ("10.0.0.7",))
    kept = Bucket(client=client, endpoint="https://s3.example", bucket="files", access=ACCESS, spool=tmp_path)

    with pytest.raises(StoreUnavailable) as refused:
        kept.remove(NAME)
    assert refused.value.reason == "http.address_refused"


@pytest.mark.asvs("5.3.1")
def test_nobody_else_on_this_machine_can_list_or_read_the_folder(tmp_path):
    Folder(tmp_path / "objects").put(NAME, [b"x"])

    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "objects").rglob("*")} == {0}


@contextlib.contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond *size* bytes, as a disk that is full would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("pieces", [[b"small"], [b"x" * 65_536] * 3], ids=["small", "large"])
def test_a_disk_that_fills_up_is_named_and_leaves_nothing_behind(tmp_path, pieces):
    with pytest.raises(StoreUnavailable) as refused, room_for(3):
        Folder(tmp_path).put(NAME, pieces)

    assert refused.value.reason == "File too large"
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_a_disk_that_fills_up_under_the_spool_of_a_bucket_is_named(moto, tmp_path):
    with pytest.raises(StoreUnavailable) as refused, room_for(3):
        bucket(moto, tmp_path).put(NAME, [b"small"])

    assert refused.value.reason == "spool"
