"""The root in AWS KMS: ``aws-kms:arn:aws:kms:sa-east-1:111122223333:key/…``, a symmetric key of the account.

KMS wraps and unwraps; the key never leaves it, and its own log tells who asked.  The credentials are the machine's role
or a file that ``AWS_SHARED_CREDENTIALS_FILE`` names: in the environment they would lie open to whoever reads
``/proc``, so there they are refused.  Proved against moto, not against Amazon.

Source: AWS KMS API reference (Encrypt, Decrypt, DescribeKey), read November 2026; security-design section 4, D4.8.
"""

import base64
import os
import re
from hashlib import sha256
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from desvelo.base.roots.root import Root, RootUnavailable, RootUnknown
from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.errors import NotReadable

_ARN = re.compile(r"arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}:(?:key|alias)/[A-Za-z0-9/_-]+", re.ASCII)
_NOT_OURS = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})
_SECRETS = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


class KmsRoot:
    """The root behind one key of KMS."""

    kind = "aws-kms"

    def __init__(self, arn: str, region: str) -> None:
        self._arn = arn
        if any(name in os.environ for name in _SECRETS):
            raise RootUnavailable(place=self.describe(), reason="credentials_in_environment")
        options = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 3})
        try:
            self._kms: Any = boto3.session.Session().client("kms", region_name=region, config=options)
        except BotoCoreError as error:
            raise RootUnavailable(place=self.describe(), reason=type(error).__name__) from None

    def make(self) -> None:
        """Make nothing: the key is made by its owner.  Raises RootUnavailable when it is not there."""
        self.fingerprint()

    def wrap(self, purpose: bytes, key: bytes) -> bytes:
        """Close *key*.  Raises RootUnavailable."""
        said = self._ask("encrypt", KeyId=self._arn, Plaintext=key, EncryptionContext=_context(purpose))
        return bytes(said["CiphertextBlob"])

    def unwrap(self, purpose: bytes, wrapped: bytes) -> bytes:
        """Open what was closed for *purpose*.  Raises NotReadable, RootUnavailable."""
        said = self._ask("decrypt", KeyId=self._arn, CiphertextBlob=wrapped, EncryptionContext=_context(purpose))
        return bytes(said["Plaintext"])

    def fingerprint(self) -> bytes:
        """Return the hash of the key's own name, which no other key of Amazon has; an alias is followed."""
        arn = self._ask("describe_key", KeyId=self._arn)["KeyMetadata"]["Arn"]
        return sha256(context.encode(context.FORMAT, self.kind, str(arn))).digest()

    def describe(self) -> str:
        """Return the name of the key or alias."""
        return self._arn

    def _ask(self, call: str, **said: object) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._kms, call)(**said)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "unknown"))
            if code in _NOT_OURS:
                raise NotReadable from None
            raise RootUnavailable(place=self.describe(), reason=code) from None
        except BotoCoreError as error:
            raise RootUnavailable(place=self.describe(), reason=type(error).__name__) from None
        return answer


def root(place: str) -> Root:
    """Return the root behind the key that the ARN *place* names.  Raises RootUnknown, RootUnavailable."""
    named = _ARN.fullmatch(place)
    if named is None:
        raise RootUnknown
    return KmsRoot(place, named[1])


def _context(purpose: bytes) -> dict[str, str]:
    return {"purpose": base64.b64encode(purpose).decode()}
