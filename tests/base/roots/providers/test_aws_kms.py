"""The root in KMS, against moto's server: what Amazon's own client sends and reads, without Amazon."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

import root_contract
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import RootUnavailable, RootUnknown


@pytest.fixture
def kms(tmp_path, monkeypatch):
    """Run moto; return a client of it, with the credentials in a file as an installation has them."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    credentials = tmp_path / "credentials"
    credentials.write_text("[default]\naws_access_key_id = test\naws_secret_access_key = test\n")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(credentials))
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", "http://{}:{}".format(*server.get_host_and_port()))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    yield boto3.session.Session().client("kms", region_name="sa-east-1")
    server.stop()


def key(kms) -> str:
    return f"aws-kms:{kms.create_key()['KeyMetadata']['Arn']}"


def test_it_keeps_the_word_of_a_root(kms, tmp_path):
    root_contract.holds(key(kms), key(kms), tmp_path)


def test_an_alias_is_the_key_it_leads_to(kms, tmp_path):
    place = key(kms)
    kms.create_alias(AliasName="alias/desvelo", TargetKeyId=place.rsplit("/", 1)[1])
    alias = f"{place.rsplit(':', 1)[0]}:alias/desvelo"

    assert roots.of(alias, tmp_path).fingerprint() == roots.of(place, tmp_path).fingerprint()


def test_a_key_that_is_not_there_is_named(kms, tmp_path):
    absent = "aws-kms:arn:aws:kms:sa-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"

    with pytest.raises(RootUnavailable) as refused:
        roots.of(absent, tmp_path).make()

    assert refused.value.params == {"place": absent.removeprefix("aws-kms:"), "reason": "NotFoundException"}


@pytest.mark.parametrize("name", ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
def test_credentials_in_the_environment_are_refused(kms, tmp_path, monkeypatch, name):
    monkeypatch.setenv(name, "would lie open in /proc")

    with pytest.raises(RootUnavailable, match="credentials_in_environment"):
        roots.of(key(kms), tmp_path)


@pytest.mark.parametrize("place", ["arn:aws:s3:::bucket", "alias/desvelo", "arn:aws:kms:sa-east-1:1:key/x"])
def test_what_is_no_name_of_a_key_is_refused(tmp_path, place):
    with pytest.raises(RootUnknown):
        roots.of(f"aws-kms:{place}", tmp_path)
