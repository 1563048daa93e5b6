"""Roles alone: ``desvelo up --role edge|keys|web|worker`` against an external database, as many of each as needed.

A role is told the secrets of its own and no others, and refuses to start on a database that was not prepared for this
version: with several of each, none of them may be the one that migrates.  ``desvelo prepare`` does, once.
"""

import os
import subprocess
import sys
from collections.abc import Mapping

from desvelo.base.config.parse import Config
from desvelo.base.processes.errors import StartRefused
from desvelo.config import processes, up
from desvelo.config.backup import marker


class RoleNeedsDatabase(StartRefused):
    """A role alone does not start a database."""

    code = "roles.need_database"
    sentence = "A role alone needs DATABASE_URL_FILE: the path of a file that holds the database's URL."


class RoleNeedsSocket(StartRefused):
    """Edge and web meet at a socket both must know."""

    code = "roles.need_socket"
    sentence = "The roles edge and web need DESVELO_WEB_SOCKET: the path of the socket where they meet."


class RoleNeedsKeySocket(StartRefused):
    """Whoever keeps the keys and whoever asks for them meet at a socket both must know."""

    code = "roles.need_key_socket"
    sentence = "The role keys needs DESVELO_KEY_SOCKET: the path of the socket where pages and worker ask it for keys."


class RoleNotPrepared(StartRefused):
    """The database is not as this version needs it, or cannot be asked; what it said stands above."""

    code = "roles.not_prepared"
    sentence = "The role “{role}” was not started. The reason stands above."

    def __init__(self, *, role: str) -> None:
        super().__init__(role=role)


def become(role: str, config: Config) -> None:
    """Become the process of *role*; who supervises it is up to whoever started it.

    Raises RoleNeedsDatabase, RoleNeedsSocket, RoleNeedsKeySocket, RoleNotPrepared, ClosedUntilVerified.
    """
    marker.refuse(config.data)
    command = _command(role, config)
    environment = processes.for_role(role, _environment(config))
    if role not in {"edge", "keys"}:
        _require_prepared(role, environment)
    os.execve(command[0], command, environment)  # noqa: S606  our own interpreter and our own arguments


def prepare(config: Config) -> None:
    """Bring an external database up to date, once for all roles, and say how a new one gets its first account.

    Raises RoleNeedsDatabase, PreparationFailed.
    """
    if config.database_url is None and config.owner_database_url is None:
        raise RoleNeedsDatabase
    up.prepare_folder(config.data)
    up.prepare(_environment(config))
    up.tell_first_steps(processes.for_owner(_environment(config)))


def _command(role: str, config: Config) -> list[str]:
    if role == "keys":
        if config.keeping.socket is None:
            raise RoleNeedsKeySocket
        return processes.key_keeper()
    if config.database_url is None and not (role == "edge" and config.edge_database_url):
        raise RoleNeedsDatabase
    if role == "worker":
        return processes.worker()
    if config.web_socket is None:
        raise RoleNeedsSocket
    return processes.edge(config) if role == "edge" else processes.web(config.web_socket)


def _environment(config: Config) -> dict[str, str]:
    told = {"DESVELO_DATA": str(config.data), "DESVELO_PORT": str(config.port), "DESVELO_MODE": config.mode.value}
    return {**os.environ, **told}


def _require_prepared(role: str, environment: Mapping[str, str]) -> None:
    """Ask in a process of its own, so the role itself starts from nothing."""
    command = processes.prepared()
    if subprocess.run(command, env=dict(environment), check=False, stdout=sys.stderr.fileno()).returncode:
        raise RoleNotPrepared(role=role)
