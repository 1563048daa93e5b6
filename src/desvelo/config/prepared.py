"""Is the database as this version needs it, and do these keys belong to it?  Asked before a role alone starts."""

from django.conf import settings

from desvelo.base.keyring import keyring
from desvelo.base.processes.errors import StartRefused
from desvelo.config import ledger_standing, prepare


class NotPrepared(StartRefused):
    """The database was never prepared, or by another version."""

    code = "prepared.not_prepared"
    sentence = (
        "This database is not prepared for this version of Desvelo. Run `desvelo prepare` once before its roles start."
    )


def main() -> int:
    """Return 0 if it is, and change nothing.

    Raises SelfTestFailed, DatabaseSilent, NotPrepared, WrongRootKey, KeyMissing, LedgerBehind.
    """
    prepare.require_sound_ciphers()
    with prepare.answering():
        if not prepare.is_installed() or prepare.must_migrate():
            raise NotPrepared
    prepare.require_own_keys(keyring(settings.DESVELO.keys))
    ledger_standing.require()
    return 0
