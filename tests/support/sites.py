"""An installation whose database is one of several in the cluster of the tests, reached through its URL files."""

import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from desvelo.base.postgres import bootstrap
from started import COMMAND, environment

SUPPORT = Path(__file__).parents[1] / "support"


class Site:
    """A database of its own in the cluster of the tests, and the folder of keys that all roles share."""

    def __init__(self, *, cluster, folder: Path, name: str) -> None:
        passwords = bootstrap.role_passwords(cluster._keys)
        self.folder, self.data = folder, folder / "data"
        self.superuser = cluster.superuser_url(name)
        self.urls = {
            "DATABASE_URL_FILE": cluster.url(bootstrap.APP, passwords[bootstrap.APP], name),
            "DESVELO_OWNER_DATABASE_URL_FILE": cluster.url(bootstrap.OWNER, passwords[bootstrap.OWNER], name),
            "DESVELO_EDGE_DATABASE_URL_FILE": cluster.url(bootstrap.EDGE, passwords[bootstrap.EDGE], name),
        }
        for setting, url in self.urls.items():
            (folder / setting).write_text(url, encoding="utf-8")

    def settings(self, *of: str) -> dict[str, str]:
        """Return the environment of one role: the files *of* these settings and no others."""
        return environment(DESVELO_DATA=str(self.data), **{name: str(self.folder / name) for name in of})

    def rows(self, query: str) -> list[tuple]:
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            return connection.execute(query).fetchall()

    def program(self, name: str, *arguments: str) -> None:
        """Run one of the programs beside this file, with Django set up for this installation."""
        env = {
            **self.settings("DATABASE_URL_FILE"),
            "DJANGO_SETTINGS_MODULE": "desvelo.config.settings",
            "PYTHONPATH": str(SUPPORT),
        }
        subprocess.run([sys.executable, str(SUPPORT / name), *arguments], env=env, check=True)

    def rows_changed(self, statement: str) -> int:
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            return connection.execute(statement).rowcount


def new_database(cluster, name: str) -> None:
    with psycopg.connect(cluster.superuser_url(), autocommit=True) as connection:
        words = {"name": sql.Identifier(name), "owner": sql.Identifier(bootstrap.OWNER)}
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**words))
        connection.execute(sql.SQL("CREATE DATABASE {name} OWNER {owner} TEMPLATE template0").format(**words))
    with psycopg.connect(cluster.superuser_url(name), autocommit=True) as connection:
        roles = sql.SQL(", ").join([sql.Identifier(bootstrap.APP), sql.Identifier(bootstrap.EDGE)])
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(roles))


def prepared_site(cluster, folder: Path, name: str) -> Site:
    """Return a prepared installation with a company in it."""
    new_database(cluster, name)
    made = Site(cluster=cluster, folder=folder, name=name)
    owner = made.settings("DATABASE_URL_FILE", "DESVELO_OWNER_DATABASE_URL_FILE")
    prepared = run_with(owner, "prepare")
    assert (prepared.returncode, prepared.stderr.splitlines()[-1]) == (0, "The database is up to date.")
    made.program("furnish.py")
    return made


def run_with(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], env=env, capture_output=True, text=True, check=False, timeout=90)
