"""The signature is the one Amazon publishes, and the one Amazon's own client writes."""

from datetime import UTC, datetime
from hashlib import sha256

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from desvelo.base.objects.signing import Access, signed

# AWS, "Examples: Signature calculations in AWS Signature Version 4", GET Object, without its Range header, and PUT.
ACCESS = Access(key="AKIAIOSFODNN7EXAMPLE", secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region="us-east-1")
NOW = datetime(2013, 5, 24, tzinfo=UTC)


def test_the_published_example_of_a_put_comes_out_the_same():
    headers = signed(
        ACCESS,
        method="PUT",
        host="examplebucket.s3.amazonaws.com",
        path="/test$file.text",
        digest=sha256(b"Welcome to Amazon S3.").hexdigest(),
        now=NOW,
        more={"x-amz-storage-class": "REDUCED_REDUNDANCY", "date": "Fri, 24 May 2013 00:00:00 GMT"},
    )

    assert headers["authorization"].endswith(
        "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    )


def test_amazons_own_client_signs_alike(monkeypatch):
    url, digest = "https://s3.example/files/abc", sha256(b"x").hexdigest()
    request = AWSRequest(method="PUT", url=url, data=b"x", headers={"host": "s3.example"})
    request.context["timestamp"] = "20130524T000000Z"
    theirs = S3SigV4Auth(Credentials(ACCESS.key, ACCESS.secret), "s3", "us-east-1")
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *_: NOW.replace(tzinfo=None))
    theirs.add_auth(request)

    ours = signed(ACCESS, method="PUT", host="s3.example", path="/files/abc", digest=digest, now=NOW, more={})

    names = ours["authorization"].partition("SignedHeaders=")[2].partition(",")[0]
    assert names == "host;x-amz-content-sha256;x-amz-date"
    assert request.headers["Authorization"].replace(" ", "") == ours["authorization"].replace(" ", "")
