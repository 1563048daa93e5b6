"""By which ways somebody showed who they are, and which of them an account takes.

Whoever keeps the system or answers for the data can be held to passkeys alone: then nothing else lets them in, unlocks
or confirms, right or not.  It is asked where every way ends, so that none can leave it out.

Source: security-design section 8 (admin and DPO: passkey only, no fallback); ASVS v5.0.0-6.3.3, 6.3.4.
"""

from typing import Final

from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import User

BY_CODE: Final = "code"
BY_PASSKEY: Final = "passkey"
BY_PROVIDER: Final = "provider"


def takes(user: User, by: str) -> bool:
    """Tell whether the account of *user* takes this way at all."""
    return by == BY_PASSKEY or not user.passkey_only


def require(user: User, by: str) -> None:
    """Let *user* pass if their account takes this way; raise SignInRefused if not."""
    if not takes(user, by):
        raise SignInRefused
