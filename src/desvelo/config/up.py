"""Start the whole tree behind one port, keep it running, stop it cleanly.

Order: database, in split mode the key process, migrations, keys, pages, worker, in the demo the sandbox, and last the
edge, so whoever reaches the port finds everything behind it.  Progress goes to stderr; stdout belongs to the caller.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

import httpcore
import msgspec

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.base.keeper.errors import KeeperGone
from desvelo.base.keeper.keeper import Keeper
from desvelo.base.postgres import binaries, bootstrap, place
from desvelo.base.postgres.cluster import Cluster
from desvelo.base.postgres.errors import ForeignDataFolder
from desvelo.base.processes import port
from desvelo.base.processes.child import Child
from desvelo.base.processes.errors import PortInUse, StartRefused
from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.supervisor import Supervisor
from desvelo.config import processes
from desvelo.config.backup import marker
from desvelo.config.demo.facts import COMPANY, Facts, write_private
from desvelo.config.processes import Urls

MADE_HERE = frozenset({"anchors", "demo", "keys", "logs", "lost+found", "postgres", "run", "static", marker.UNFINISHED})
ONLY_OURS = ("demo/facts.json", "keys/db", "keys/root.key", "keys/service/django.key", "postgres/desvelo-postgres.json")
READY_SECONDS = 60.0
RECOVERY_SECONDS = 3600.0
_TIMEOUT = dict.fromkeys(("connect", "read", "write", "pool"), 5.0)  # seconds
_NO_ANSWER = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


class FolderRefused(StartRefused):
    """The data folder cannot be made or written."""

    code = "up.folder_refused"

    def __init__(self, *, folder: Path, reason: str) -> None:
        super().__init__(folder=folder, reason=reason)

    def __str__(self) -> str:
        return (
            f"The data folder {self.params['folder']} cannot be used: {self.params['reason']}. "
            "Choose another with --data, or give this user the right to write there."
        )


class PreparationFailed(StartRefused):
    """The database could not be brought up to date; what it said stands above."""

    code = "up.preparation_failed"

    def __str__(self) -> str:
        return "The database could not be prepared; nothing was started. The reason stands above."


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a started tree can be reached by."""

    config: Config
    urls: Urls
    env: Mapping[str, str]


def say(text: str) -> None:
    """Tell the person at the terminal how far it is."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def prepare_folder(folder: Path) -> None:
    """Make the data folder and see that it is ours and can be written; raise FolderRefused, ForeignDataFolder."""
    marker.refuse(folder)
    try:
        folder.mkdir(mode=_folder_mode(), parents=True, exist_ok=True)
        _refuse_foreign(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FolderRefused(folder=folder, reason=(error.strerror or "it is not writable").lower()) from None


def _refuse_foreign(folder: Path) -> None:
    """Put nothing among somebody else's files: a folder with content must hold something that only we make."""
    names = {entry.name for entry in folder.iterdir()}
    if names - MADE_HERE and not any((folder / each).exists() for each in ONLY_OURS):
        raise ForeignDataFolder(folder=folder)


def _folder_mode() -> int:
    """Return the mode of the data folder: as root, PostgreSQL runs as another user and must be able to pass through."""
    return 0o711 if os.geteuid() == 0 else 0o700


def start(supervisor: Supervisor, config: Config, *, facts: Facts | None = None) -> Running:
    """Start everything; return when every part answers.  With *facts*, the demonstration's sandbox too."""
    prepare_folder(config.data)
    port.require_free(config.host, config.port)
    urls = database(supervisor, config)
    socket = _web_socket(config)
    if facts is not None:
        config = replace(config, sandbox_origin=f"http://127.0.0.1:{_free_port(config.port + 1)}")
    env = processes.environment(config, urls=url_files(config, urls), socket=socket)
    if config.keeping.is_own:
        _start_keeper(supervisor, config, env)
    _prepare(env)
    say("Starting pages, worker and edge")
    supervisor.start(
        _role("web", processes.web(socket), env, config),
        ready=lambda: _answers(socket),
        within_seconds=READY_SECONDS,
    )
    supervisor.start(_role("worker", processes.worker(), env, config))
    supervisor.start(
        _role("edge", processes.edge(config), env, config),
        ready=lambda: port.answers(config.host, config.port),
        within_seconds=READY_SECONDS,
    )
    if facts is not None:
        _start_sandbox(supervisor, config, env, facts)
    _wait_ready(supervisor, config)
    return Running(config=config, urls=urls, env=env)


def run_seed(running: Running) -> None:
    """Fill a new demonstration, once; raise PreparationFailed when that does not work."""
    done = running.config.data / "demo" / "seeded"
    if done.exists():
        return
    if subprocess.run(processes.seed(), env=dict(running.env), check=False, stdout=sys.stderr.fileno()).returncode:
        raise PreparationFailed
    done.touch()


def tell_first_steps(env: Mapping[str, str]) -> None:
    """Say how a new installation gets its first account, where only whoever started it reads it."""
    subprocess.run(processes.first_run(), env=dict(env), check=False, stdout=sys.stderr.fileno())


def database(supervisor: Supervisor, config: Config) -> Urls:
    """Start the embedded database, unless another is named; return how each role reaches it."""
    if config.database_url is not None:
        url = config.database_url
        owner = config.owner_database_url or url
        return Urls(superuser=owner, owner=owner, app=url, edge=config.edge_database_url or url)
    say("Starting PostgreSQL")
    cluster = Cluster(config.data / "postgres", config.keys, binaries.find(config.postgres_bin))
    cluster.prepare()
    supervisor.start(cluster, ready=cluster.is_ready, within_seconds=RECOVERY_SECONDS)
    passwords = bootstrap.role_passwords(config.keys)
    bootstrap.ensure(cluster.superuser_url(), passwords)
    return Urls(
        superuser=cluster.superuser_url(bootstrap.DATABASE),
        owner=cluster.url(bootstrap.OWNER, passwords[bootstrap.OWNER], bootstrap.DATABASE),
        app=cluster.url(bootstrap.APP, passwords[bootstrap.APP], bootstrap.DATABASE),
        edge=cluster.url(bootstrap.EDGE, passwords[bootstrap.EDGE], bootstrap.DATABASE),
    )


def url_files(config: Config, urls: Urls) -> dict[str, Path]:
    """Write each role's URL to a file of its own: the environment holds paths, never passwords."""
    folder = config.keys / "db"
    files = {"owner": urls.owner, "app": urls.app, "edge": urls.edge}
    for name, url in files.items():
        write_private(folder / f"{name}.url", url.encode())
    return {name: folder / f"{name}.url" for name in files}


def _web_socket(config: Config) -> Path:
    """Return where edge and pages meet: in the data folder, or in a short place where its path would be too long."""
    (config.data / "run").mkdir(mode=0o700, exist_ok=True)
    folder = place.for_user(config.data / "run").sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "web.sock"


def _prepare(env: Mapping[str, str]) -> None:
    say("Preparing the database")
    prepare(env)


def prepare(env: Mapping[str, str], *, restored: bool = False) -> None:
    """Bring the database up to date, as its owner; raise PreparationFailed when that does not work."""
    command, owner = processes.prepare(restored=restored), processes.for_owner(env)
    if subprocess.run(command, env=owner, check=False, stdout=sys.stderr.fileno()).returncode:
        raise PreparationFailed


def _start_keeper(supervisor: Supervisor, config: Config, env: Mapping[str, str]) -> None:
    """Start the process that keeps the keys for the others; return when it answers."""
    say("Starting the key process")
    keeper = keepers.keeper(config)
    supervisor.start(
        _role("keys", processes.key_keeper(), env, config),
        ready=lambda: _is_kept(keeper),
        within_seconds=READY_SECONDS,
    )


def _is_kept(keeper: Keeper) -> bool:
    try:
        keeper.exists()
    except KeeperGone:
        return False
    return True


def _start_sandbox(supervisor: Supervisor, config: Config, env: dict[str, str], facts: Facts) -> None:
    sandbox_port = int((config.sandbox_origin or "").rsplit(":", 1)[1])
    path = config.data / "demo" / "sandbox.json"
    settings = {
        "webhook_url": f"http://127.0.0.1:{config.port}/webhooks/whatsapp",
        "app_secret": facts.app_secret,
        "verify_token": facts.verify_token,
        "access_token": facts.access_token,
        "phone_number_id": facts.phone_number_id,
        "waba_id": facts.waba_id,
        "display_phone_number": facts.display_phone_number,
        "business_name": COMPANY,
        "desk_origin": config.public_url,
        "require_appsecret_proof": True,
        "auto_read": False,
    }
    write_private(path, msgspec.json.encode(settings))
    write_private(config.data / "demo" / "sandbox.origin", (config.sandbox_origin or "").encode())
    say("Starting the sandbox")
    own = {name: value for name, value in env.items() if not name.startswith(("DESVELO_", "DATABASE_"))}
    supervisor.start(
        _child("sandbox", processes.sandbox(sandbox_port), {**own, "DESVELO_SANDBOX_CONFIG": str(path)}, config),
        ready=lambda: port.answers("127.0.0.1", sandbox_port),
        within_seconds=READY_SECONDS,
    )


def _free_port(first: int) -> int:
    """Return the first free port from *first* on."""
    for candidate in range(first, first + 200):
        try:
            port.require_free("127.0.0.1", candidate)
        except StartRefused:
            continue
        return candidate
    raise PortInUse(host="127.0.0.1", port=first)


def _role(name: str, argv: list[str], env: Mapping[str, str], config: Config) -> Child:
    return _child(name, argv, processes.for_role(name, env), config)


def _child(name: str, argv: list[str], env: Mapping[str, str], config: Config) -> Child:
    logs = config.data / "logs"
    logs.mkdir(mode=0o700, exist_ok=True)
    return Child(name=name, argv=argv, env=env, log=LogFile(logs / f"{name}.log"))


def _answers(socket: Path) -> bool:
    return _says_ok("http://web/healthz", socket=str(socket))


def _wait_ready(supervisor: Supervisor, config: Config) -> None:
    """Wait until the whole says it is ready, through the very port people use."""
    url = f"http://{config.host}:{config.port}/readyz"
    if not supervisor.wait_until(lambda: _says_ok(url), within_seconds=READY_SECONDS):
        raise NotReady(url=url, logs=config.data / "logs")


def _says_ok(url: str, *, socket: str | None = None) -> bool:
    """Ask in the product's name, through *socket* where one is given."""
    try:
        with httpcore.ConnectionPool(uds=socket) as pool:
            answer = pool.request("GET", url, headers={"host": "localhost"}, extensions={"timeout": _TIMEOUT})
            return answer.status == HTTPStatus.OK
    except _NO_ANSWER:
        return False


class NotReady(StartRefused):
    """Everything was started and something does not answer."""

    code = "up.not_ready"

    def __init__(self, *, url: str, logs: Path) -> None:
        super().__init__(url=url, logs=logs)

    def __str__(self) -> str:
        return f"Not everything answered in time ({self.params['url']}). Look into {self.params['logs']}."
