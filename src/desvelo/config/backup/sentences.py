"""The sentence for each thing that is refused, by the code of its error."""

from desvelo.config.scan.wording import Words


def of(said: Words) -> dict[str, str]:
    """Return the sentence of each code."""
    return {**_of_folders(said), **_of_sets(said), **_of_keys(said), **_of_restores(said), **_of_programs(said)}


def _of_folders(said: Words) -> dict[str, str]:
    return {
        "backup.another_runs": said.pgettext("backup", "Another backup is being written into %(path)s. Wait for it."),
        "backup.cannot_read": said.pgettext("backup", "%(path)s cannot be read: %(reason)s."),
        "backup.cannot_write": said.pgettext("backup", "%(path)s cannot be written: %(reason)s. Nothing was kept."),
        "backup.disk_full": said.pgettext(
            "backup", "The disk of %(path)s is full. Nothing was kept; make room or choose another disk."
        ),
        "backup.folder_of_another": said.pgettext(
            "backup", "%(path)s holds backups of another installation. Choose a folder of its own for each."
        ),
        "backup.inside_data": said.pgettext(
            "backup",
            "%(path)s is inside the data folder %(data)s: whatever breaks one breaks both. Choose another disk.",
        ),
        "backup.no_space": said.pgettext(
            "backup",
            "The disk of %(path)s has %(free)s MB free, and the backup may need %(needed)s MB. Nothing was written.",
        ),
        "backup.nothing_installed": said.pgettext(
            "backup", "There is no Desvelo in %(folder)s. Name the folder of one with --data."
        ),
        "objects.unavailable": said.pgettext("backup", "The files of messages cannot be read: %(reason)s."),
    }


def _of_sets(said: Words) -> dict[str, str]:
    return {
        "backup.dump_unreadable": said.pgettext(
            "backup", "%(file)s opens, and holds no dump that PostgreSQL here can read."
        ),
        "backup.file_changed": said.pgettext("backup", "%(file)s is not as it was written: it was changed or cut."),
        "backup.file_closed": said.pgettext(
            "backup", "%(file)s does not open in its place: it belongs to another set."
        ),
        "backup.file_missing": said.pgettext("backup", "%(file)s is missing."),
        "backup.manifest_broken": said.pgettext(
            "backup", "%(path)s/manifest.json is not as it was written: nothing of this set can be trusted."
        ),
        "backup.newer_format": said.pgettext(
            "backup", "%(path)s is of format %(format)s, which this version does not know. Use a newer Desvelo."
        ),
        "backup.not_a_set": said.pgettext("backup", "%(path)s is no backup: it has no manifest.json."),
        "backup.other_keys": said.pgettext(
            "backup",
            "%(path)s was sealed with other keys: it is of another installation, or these keys are not its own.",
        ),
        "backup.vault_expired": said.pgettext(
            "backup",
            "The keys of customers in %(path)s expired on %(on)s. Name a newer set with --vault; its keys are used.",
        ),
    }


def _of_keys(said: Words) -> dict[str, str]:
    return {
        "escrow.closed": said.pgettext(
            "backup", "%(file)s does not open with this identity, or is no copy of the keys of Desvelo."
        ),
        "escrow.needs_extra": said.pgettext("backup", "This needs age. Install it with: pip install 'desvelo[age]'"),
        "escrow.not_a_recipient": said.pgettext(
            "backup", "%(recipient)s is no recipient of age. It begins with age1; make one with: age-keygen"
        ),
        "escrow.root_elsewhere": said.pgettext(
            "backup", "There is no root.key in %(folder)s. A copy of the other keys alone would open nothing."
        ),
        "escrow.would_overwrite": said.pgettext("backup", "%(path)s is there already. Choose another name."),
        "restore.epoch_gone": said.pgettext(
            "backup",
            "The keys of customers in %(path)s need the weekly keys %(epochs)s, which were destroyed or are not in "
            "these keys. Name a newer set with --vault.",
        ),
        "restore.keys_needed": said.pgettext(
            "backup", "There are no keys in %(folder)s. Name the folder of their copy with --keys."
        ),
    }


def _of_restores(said: Words) -> dict[str, str]:
    return {
        "restore.closed": said.pgettext(
            "backup",
            "%(folder)s is a restore that was not verified to its end (%(why)s), so nothing was started. "
            "Remove everything in it but the folder keys, and restore again.",
        ),
        "restore.failed_before": said.pgettext(
            "backup",
            "%(folder)s is a restore that ended early (%(why)s). "
            "Remove everything in it but the folder keys, and restore again.",
        ),
        "restore.ledger_behind": said.pgettext(
            "backup",
            "The checkpoints kept outside know %(outside)s entries of the log, and this backup holds %(here)s: what "
            "came after it is lost. To go on all the same, restore again with --acknowledge-loss; "
            "then two people must say so.",
        ),
        "restore.ledger_broken": said.pgettext("backup", "The restored log does not hold together: %(problem)s."),
        "restore.ledger_not_of_set": said.pgettext(
            "backup", "The restored log is not the one that the manifest names."
        ),
        "restore.list_unreadable": said.pgettext(
            "backup", "%(path)s is not the list it should be. Name erasures.log or checkpoints.log of the installation."
        ),
        "restore.newer_version": said.pgettext(
            "backup", "%(path)s was written by a newer Desvelo. Restore it with that version or a later one."
        ),
        "restore.newer_database": said.pgettext(
            "backup", "%(path)s was written from PostgreSQL %(server)s, and here is %(program)s. Use the newer one."
        ),
        "restore.not_empty": said.pgettext(
            "backup",
            "%(folder)s is not empty. A restore makes a folder of its own; name one that is empty with --data.",
        ),
        "restore.records_closed": said.pgettext(
            "backup", "%(count)s values of %(column)s do not open with the restored keys."
        ),
        "restore.step_failed": said.pgettext("backup", "The restore ended here. The reason stands above."),
        "restore.vault_other_version": said.pgettext(
            "backup",
            "%(vault)s and %(path)s were written by different versions of Desvelo, so their parts do not fit together.",
        ),
        "restore.vault_not_newer": said.pgettext(
            "backup", "%(vault)s is older than %(path)s. The keys of customers must be as new as the content."
        ),
    }


def _of_programs(said: Words) -> dict[str, str]:
    return {
        "backup.dump_program_too_old": said.pgettext(
            "backup",
            "The database is PostgreSQL %(server)s, and pg_dump here is of %(program)s. "
            "Name the folder of newer programs in DESVELO_POSTGRES_BIN.",
        ),
        "postgres.dump_failed": said.pgettext("backup", "The database could not be read to its end: %(reason)s"),
        "postgres.program_missing": said.pgettext(
            "backup", "There is no %(program)s in %(folder)s. Install the client programs of PostgreSQL there."
        ),
        "postgres.restore_failed": said.pgettext("backup", "The database could not be written to its end: %(reason)s"),
    }
