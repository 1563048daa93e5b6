"""Whether a process lives is told without asking anybody; whether the whole can serve names what cannot."""

from datetime import timedelta

import pytest
from django.db import connection

from browser import Browser
from desvelo.base import clock, heartbeat


def test_a_process_lives_even_when_its_database_does_not():
    """This test has no database: asking it for anything would raise."""
    answer = Browser().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_without_a_database_nothing_is_ready():
    answer = Browser().get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": False, "worker": False})


def test_without_a_worker_nothing_is_ready(db):
    answer = Browser().get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "worker": False})


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (14, 200), (16, 503)])
def test_a_worker_counts_while_it_spoke_a_moment_ago(db, seconds, status):
    heartbeat.beat("worker")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE process_heartbeat SET at = %s", [clock.wall() - timedelta(seconds=seconds)])

    assert Browser().get("/readyz").status_code == status


def test_a_process_that_never_spoke_has_no_last_word(db):
    heartbeat.beat("worker")
    heartbeat.beat("worker")

    assert heartbeat.last("worker") is not None
    assert heartbeat.last("gardener") is None
