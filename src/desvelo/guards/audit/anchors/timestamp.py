"""A token of time once a day from a timestamp authority: the newest checkpoint existed by then.

The token is over the signed note as it stands.  It is kept in the database and, beside its note, in a file outside it,
and counts only while it leads to the configured root.

Source: RFC 3161; security-design D7.5 (4).
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit import signing
from desvelo.guards.audit.anchors import asking
from desvelo.guards.audit.anchors.interface import Evidence, Known, NotAnchored
from desvelo.guards.audit.store import StoredCheckpoint
from desvelo.kernel.ledger.errors import NoteInvalid

_KIND = "application/timestamp-query"


class FromAnAuthority:
    """Asks for a token, believes it only if it verifies, and keeps it in two places."""

    name = "timestamp"
    every = timedelta(days=1)

    def is_on(self, config: Anchoring) -> bool:
        """Tell whether an authority and its root were named."""
        return bool(config.tsa_url) and config.tsa_root is not None

    def publish(self, newest: StoredCheckpoint, *, since: int, config: Anchoring, now: datetime) -> Evidence:
        """Have the newest checkpoint stamped; raise NotAnchored."""
        del since
        said = newest.note.encode()
        asked = TimestampRequestBuilder().data(said).hash_algorithm(HashAlgorithm.SHA256).build()
        answer = asking.post(config.tsa_url, asked.as_bytes(), kind=_KIND)
        if answer.status_code != HTTPStatus.OK:
            raise NotAnchored(reason=f"http_{answer.status_code}")
        token = _read(answer.body)
        _require_held(token, said, config=config, nonce=asked.nonce)
        _keep(newest, answer.body, now=now)
        return Evidence(content=answer.body, said_at=token.tst_info.gen_time.astimezone(UTC))

    def known(self, newest: StoredCheckpoint | None, *, config: Anchoring) -> Iterator[Known]:
        """Yield the checkpoint of the newest token outside the database; raise NotAnchored if it does not verify."""
        del newest
        kept = sorted(_folder().glob("*.tsr"))
        if not kept or config.tsa_root is None:
            return
        token, note = kept[-1], kept[-1].with_suffix(".note")
        try:
            said = note.read_text(encoding="utf-8")
            _require_held(_read(token.read_bytes()), said.encode(), config=config, nonce=None)
            found = signing.signed(said)
        except (OSError, NoteInvalid):
            raise NotAnchored(reason="not_ours") from None
        yield Known(by=self.name, size=found.size, root=found.root)


def verify(token: bytes, note: str, *, config: Anchoring) -> datetime:
    """Return when the authority says it saw *note*; raise NotAnchored for a token that does not verify."""
    read = _read(token)
    _require_held(read, note.encode(), config=config, nonce=None)
    return read.tst_info.gen_time.astimezone(UTC)


def _read(content: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(content)
    except ValueError:
        raise NotAnchored(reason="token_unreadable") from None


def _require_held(token: TimeStampResponse, said: bytes, *, config: Anchoring, nonce: int | None) -> None:
    """Pass when the token is over *said*, answers our question, and leads to a configured root."""
    builder = VerifierBuilder(nonce=nonce)
    for root in _roots(config.tsa_root):
        builder = builder.add_root_certificate(root)
    try:
        holds = builder.build().verify_message(token, said)
    except (VerificationError, ValueError):
        raise NotAnchored(reason="token_not_valid") from None
    if not holds:
        raise NotAnchored(reason="token_not_valid")


@cache
def _roots(path: Path | None) -> tuple[Certificate, ...]:
    if path is None:
        raise NotAnchored(reason="root_missing")
    try:
        return tuple(load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError):
        raise NotAnchored(reason="root_missing") from None


def _keep(newest: StoredCheckpoint, token: bytes, *, now: datetime) -> None:
    """Write the note, then the token: a token in the folder always has its note."""
    folder = _folder()
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{newest.size:012d}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for suffix, content in ((".note", newest.note.encode()), (".tsr", token)):
            with (folder / f"{name}{suffix}").open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise NotAnchored(reason=f"disk_{error.errno}") from error


def _folder() -> Path:
    data: Path = settings.DESVELO.data
    return data / "anchors" / "timestamps"


ANCHOR = FromAnAuthority()
