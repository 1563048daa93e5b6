"""What can be wrong with a backup, its folder or its keys.  The sentences stand in ``config/backup/sentences.py``."""

from desvelo.kernel.errors import DesveloError


class BackupRefused(DesveloError):
    """Something about a backup does not permit what was asked."""

    code = "backup.refused"


class NoSpace(BackupRefused):
    """The disk under *path* is too full: *needed* and *free* in MB where they were measured."""

    code = "backup.no_space"


class DiskFull(BackupRefused):
    """The disk under *path* took no more while the set was written."""

    code = "backup.disk_full"


class CannotWrite(BackupRefused):
    """The system does not take *path*; *reason* is its own word."""

    code = "backup.cannot_write"


class CannotRead(BackupRefused):
    """The system does not give *path*; *reason* is its own word."""

    code = "backup.cannot_read"


class NotASet(BackupRefused):
    """There is no manifest in *path*."""

    code = "backup.not_a_set"


class ManifestBroken(BackupRefused):
    """The manifest of *path* is not as it was written."""

    code = "backup.manifest_broken"


class NewerFormat(BackupRefused):
    """The set *path* is of a *format* that this version does not know."""

    code = "backup.newer_format"


class OtherKeys(BackupRefused):
    """The set *path* was sealed with other keys: another installation's, or not these."""

    code = "backup.other_keys"


class FileMissing(BackupRefused):
    """The *file* that the manifest names is not there."""

    code = "backup.file_missing"


class FileChanged(BackupRefused):
    """The *file* is not the one that was written."""

    code = "backup.file_changed"


class FileClosed(BackupRefused):
    """The *file* has the right hash and does not open in its place."""

    code = "backup.file_closed"


class DumpUnreadable(BackupRefused):
    """What *file* holds is no dump that these programs of PostgreSQL read."""

    code = "backup.dump_unreadable"


class VaultExpired(BackupRefused):
    """The keys of contacts in *path* may not be used any more, or are gone, since *on*."""

    code = "backup.vault_expired"
