"""What the commands refuse besides what is wrong with a set itself.  The sentences stand in ``sentences.py``."""

from desvelo.base.backups.errors import BackupRefused


class NotOurFolder(BackupRefused):
    """The folder *path* is inside the data folder *data*: a broken disk would take both."""

    code = "backup.inside_data"


class FolderOfAnother(BackupRefused):
    """The folder *path* holds backups of another installation."""

    code = "backup.folder_of_another"


class AnotherRuns(BackupRefused):
    """Another backup is being written into *path*."""

    code = "backup.another_runs"


class DumpProgramTooOld(BackupRefused):
    """The database is of major version *server*, the programs here of *program*."""

    code = "backup.dump_program_too_old"


class NothingToBackUp(BackupRefused):
    """There is no installation in *folder*."""

    code = "backup.nothing_installed"


class NotEmpty(BackupRefused):
    """A restore needs an empty folder, and *folder* is not."""

    code = "restore.not_empty"


class FailedBefore(BackupRefused):
    """*folder* holds a restore that was not finished; *why* says at which step."""

    code = "restore.failed_before"


class ClosedUntilVerified(BackupRefused):
    """*folder* holds a restore that was not verified to its end, so nothing of it is started; *why* as above."""

    code = "restore.closed"


class KeysNeeded(BackupRefused):
    """There are no keys in *folder*, so nothing of a set opens."""

    code = "restore.keys_needed"


class EpochGone(BackupRefused):
    """The keys of contacts in *path* were wrapped by epochs *epochs* that these keys no longer have."""

    code = "restore.epoch_gone"


class VaultNotNewer(BackupRefused):
    """The keys of contacts in *vault* are older than the content of *path*."""

    code = "restore.vault_not_newer"


class VaultOfOtherVersion(BackupRefused):
    """The sets *vault* and *path* were written by different versions of Desvelo."""

    code = "restore.vault_other_version"


class NewerVersion(BackupRefused):
    """The set *path* was written by a version of Desvelo that is newer than this one."""

    code = "restore.newer_version"


class NewerDatabase(BackupRefused):
    """The set *path* was dumped by PostgreSQL *server*, the programs here are of *program*."""

    code = "restore.newer_database"


class ListUnreadable(BackupRefused):
    """The file *path* is no list of erasures, or of checkpoints."""

    code = "restore.list_unreadable"


class LedgerBroken(BackupRefused):
    """The restored log does not hold together: *problem*."""

    code = "restore.ledger_broken"


class LedgerBehind(BackupRefused):
    """The checkpoints kept outside know *outside* entries, the restored log holds *here*."""

    code = "restore.ledger_behind"


class LedgerNotOfSet(BackupRefused):
    """The restored log is not the one that the manifest of the set names."""

    code = "restore.ledger_not_of_set"


class RecordsClosed(BackupRefused):
    """*count* values of the column *column* do not open with the restored keys."""

    code = "restore.records_closed"


class StepFailed(BackupRefused):
    """A step of the restore ended badly; the reason stands above."""

    code = "restore.step_failed"


class NeedsExtra(BackupRefused):
    """The library for age is not installed."""

    code = "escrow.needs_extra"


class NotARecipient(BackupRefused):
    """*recipient* is no public key of age."""

    code = "escrow.not_a_recipient"


class EscrowClosed(BackupRefused):
    """*file* does not open with this identity, or is not an escrow copy."""

    code = "escrow.closed"


class WouldOverwrite(BackupRefused):
    """*path* is there already."""

    code = "escrow.would_overwrite"


class RootElsewhere(BackupRefused):
    """There is no root key in *folder*: it is kept elsewhere, and a copy without it opens nothing."""

    code = "escrow.root_elsewhere"
