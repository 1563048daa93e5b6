"""One URL becomes Django's description of the database, with nothing lost on the way."""

import pytest

from desvelo.base.config import databases


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://desvelo_app:p%40ss@/desvelo?host=%2Frun%2Fdesvelo",
            {"NAME": "desvelo", "USER": "desvelo_app", "PASSWORD": "p@ss", "HOST": "/run/desvelo"},
        ),
        (
            "postgresql://app@db.example:5433/other",
            {"NAME": "other", "USER": "app", "HOST": "db.example", "PORT": "5433"},
        ),
        ("", {"NAME": "desvelo"}),
    ],
)
def test_the_parts_of_the_url_stand_where_django_looks(url, expected):
    described = databases.from_url(url)

    named = {key: described[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT") if key in described}
    assert named == expected


def test_what_the_url_asks_of_the_connection_is_kept():
    options = databases.from_url("postgresql://app@db/desvelo?sslmode=verify-full&sslrootcert=/ca.pem")["OPTIONS"]

    assert options == {
        "sslmode": "verify-full",
        "sslrootcert": "/ca.pem",
        "server_side_binding": True,
        "prepare_threshold": 5,
        "pool": databases.POOL,
    }
