"""Sign a request to an S3-compatible store (AWS Signature Version 4, payload hashed, headers ``host`` and ``x-amz-*``).

Source: AWS, "Signature Version 4 for API requests" and its S3 examples, read November 2026.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The pair that signs, and the region the store says it is in."""

    key: str
    secret: str = field(repr=False)
    region: str


def signed(  # noqa: PLR0913  what a signature covers
    access: Access, *, method: str, host: str, path: str, digest: str, now: datetime, more: Mapping[str, str]
) -> dict[str, str]:
    """Return the headers that make a request genuine; ``host`` is among what is signed, not among what is returned.

    *path* is not quoted yet; *digest* is the hex SHA-256 of the body; *more* are ``x-amz-*`` headers.
    """
    instant = now.strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": host, "x-amz-content-sha256": digest, "x-amz-date": instant, **more}
    names = ";".join(sorted(headers))
    block = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join((method, quote(path), "", block, names, digest))
    scope = f"{instant[:8]}/{access.region}/s3/aws4_request"
    text = "\n".join((_ALGORITHM, instant, scope, sha256(request.encode()).hexdigest()))
    signature = hmac.digest(_key(access, instant[:8]), text.encode(), "sha256").hex()
    credential = f"{_ALGORITHM} Credential={access.key}/{scope},SignedHeaders={names},Signature={signature}"
    return {**{name: value for name, value in headers.items() if name != "host"}, "authorization": credential}


def _key(access: Access, day: str) -> bytes:
    key = f"AWS4{access.secret}".encode()
    for part in (day, access.region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
