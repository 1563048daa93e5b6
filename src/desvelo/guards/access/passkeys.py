"""Passkeys: what a browser is asked for, and what its answer must hold.

A key pair is made on the person's device; the private half never leaves it, and signs only for this origin and after
the device verified its owner (finger, face, PIN).  So one gesture is both factors, and a look-alike site gets nothing.

The library reads the formats and checks challenge, origin, RP ID, flags and signature.  What it leaves open is closed
here: origins are compared whole, answers made inside a frame of another site are refused, and so are keys of an
algorithm that was not asked for.

Source: WebAuthn Level 3 sections 7.1 and 7.2 (the steps in brackets are theirs); security-design section 8.
"""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast

import msgspec
from django.conf import settings
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from desvelo.base import company
from desvelo.guards.access.errors import PasskeyRefused
from desvelo.guards.access.models import Passkey, User

ES256, EDDSA, RS256 = -7, -8, -257
ALGORITHMS = (ES256, EDDSA, RS256)
TIMEOUT_SECONDS = 300
VERIFIED = UserVerificationRequirement.REQUIRED
# Why a passkey was refused, as the ledger says it; whoever tried reads one sentence for all.
CHALLENGE, COUNTER, UNPROVED = "challenge", "counter", "passkey"
_LONGEST_ANSWER = 32_768
# What the library and its readers raise for bytes that are not what they should be.
_UNREADABLE = (
    msgspec.MsgspecError,
    struct.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


class _Signed(msgspec.Struct, frozen=True, omit_defaults=True):
    """The inner part of an answer: bytes in base64url."""

    clientDataJSON: str  # noqa: N815  the names of the standard
    attestationObject: str = ""  # noqa: N815
    authenticatorData: str = ""  # noqa: N815
    signature: str = ""
    userHandle: str | None = None  # noqa: N815


class _Written(msgspec.Struct, frozen=True):
    """An answer as a browser writes it."""

    id: str
    rawId: str  # noqa: N815
    type: Literal["public-key"]
    response: _Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """What is stored of a passkey that was just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A browser's answer, read but not believed yet."""

    credential_id: bytes
    challenge: bytes
    counter: int = 0
    user_handle: bytes | None = None
    response: Any = field(repr=False)


def creation_options(user: User, *, challenge: bytes, known: Iterable[bytes]) -> dict[str, Any]:
    """Return what a browser needs to make a passkey for *user*; devices that hold one of *known* are left out."""
    options, _ = _server().register_begin(
        PublicKeyCredentialUserEntity(id=user.id.bytes, name=user.email, display_name=user.name),
        credentials=_described(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
        challenge=challenge,
    )
    return _plain(options.public_key)


def request_options(*, challenge: bytes, allowed: Iterable[bytes] = ()) -> dict[str, Any]:
    """Return what a browser needs to use a passkey: one of *allowed*, or any it has for us."""
    options, _ = _server().authenticate_begin(
        credentials=_described(allowed) or None, user_verification=VERIFIED, challenge=challenge
    )
    return _plain(options.public_key)


def read_new(text: str) -> Answer:
    """Read what a browser sent after making a passkey; raise PasskeyRefused when it is not that."""
    try:
        response = RegistrationResponse.from_dict(_decoded(text))
        challenge = bytes(response.response.client_data.challenge)
        return Answer(credential_id=bytes(response.raw_id), challenge=challenge, response=response)
    except _UNREADABLE:
        raise PasskeyRefused(reason=UNPROVED) from None


def read_used(text: str) -> Answer:
    """Read what a browser sent after using a passkey; raise PasskeyRefused when it is not that."""
    try:
        response = AuthenticationResponse.from_dict(_decoded(text))
        inner = response.response
        return Answer(
            credential_id=bytes(response.raw_id),
            challenge=bytes(inner.client_data.challenge),
            counter=int(inner.authenticator_data.counter),
            user_handle=None if inner.user_handle is None else bytes(inner.user_handle),
            response=response,
        )
    except _UNREADABLE:
        raise PasskeyRefused(reason=UNPROVED) from None


def verify_new(answer: Answer) -> NewKey:
    """Check all of section 7.1 but the challenge, which the caller spent; raise PasskeyRefused."""
    _refuse_framed(answer)
    try:
        made = _server().register_complete(_state(answer), answer.response)
    except _UNREADABLE:
        raise PasskeyRefused(reason=UNPROVED) from None
    data = made.credential_data
    if data is None or data.public_key.ALGORITHM not in ALGORITHMS:  # [7.1 step 20]
        raise PasskeyRefused(reason=UNPROVED)
    if len(data.credential_id) > Passkey.LONGEST_ID:  # [7.1 step 25]
        raise PasskeyRefused(reason=UNPROVED)
    return NewKey(
        credential_id=data.credential_id, public_key=cbor.encode(dict(data.public_key)), sign_count=made.counter
    )


def verify_used(answer: Answer, passkey: Passkey) -> None:
    """Check all of section 7.2 but challenge and owner, which the caller knows; raise PasskeyRefused."""
    _refuse_framed(answer)
    try:
        _server().authenticate_complete(_state(answer), [_stored(passkey)], answer.response)
    except _UNREADABLE:
        raise PasskeyRefused(reason=UNPROVED) from None
    if (answer.counter or passkey.sign_count) and answer.counter <= passkey.sign_count:  # [7.2 step 22]
        raise PasskeyRefused(reason=COUNTER)


def _decoded(text: str) -> Any:
    """Read JSON into names and strings only: the library makes as many bytes as a number says."""
    if len(text) > _LONGEST_ANSWER:
        raise ValueError("longer than any answer")
    return msgspec.to_builtins(msgspec.json.decode(text, type=_Written))


def _refuse_framed(answer: Answer) -> None:
    """Refuse what was made inside a page of another site [7.1 step 10, 7.2 step 13]."""
    if answer.response.response.client_data.cross_origin is not False:
        raise PasskeyRefused(reason=UNPROVED)


def _state(answer: Answer) -> dict[str, Any]:
    """Return what the library compares with: the challenge of the answer itself, because only its hash was kept."""
    return {"challenge": websafe_encode(answer.challenge), "user_verification": VERIFIED}


def _stored(passkey: Passkey) -> AttestedCredentialData:
    key = CoseKey.parse(cast("Mapping[int, Any]", cbor.decode(bytes(passkey.public_key))))
    return AttestedCredentialData.create(Aaguid.NONE, bytes(passkey.credential_id), key)


def _described(credentials: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=each) for each in credentials]


def _plain(options: Any) -> dict[str, Any]:
    """Write options as JSON knows them: bytes in base64url, nothing that is absent."""
    return {**json.loads(json.dumps(options, default=dict)), "timeout": TIMEOUT_SECONDS * 1000}


def _server() -> Fido2Server:
    return _server_of(settings.DESVELO.public_url, settings.DESVELO.host_name, company.name())


@cache
def _server_of(origin: str, host: str, company: str) -> Fido2Server:
    server = Fido2Server(PublicKeyCredentialRpEntity(id=host, name=company), verify_origin=lambda said: said == origin)
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=each) for each in ALGORITHMS
    ]
    return server
