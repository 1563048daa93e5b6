"""The one line that says why the database ended."""

from desvelo.base.postgres import report

LOG = """
2026-11-24 03:00:00.000 UTC [9] LOG:  starting PostgreSQL 18.6
2026-11-24 03:00:00.001 UTC [9] FATAL:  could not open directory "pg_wal": No such file or directory
2026-11-24 03:00:00.001 UTC [9] DETAIL:  Key (phone)=(+5511999990000) already exists.
2026-11-24 03:00:00.001 UTC [9] LOG:  database system is shut down
""".splitlines()


def test_the_reason_is_found_among_later_lines_and_without_its_prefix() -> None:
    assert report.why(LOG) == 'FATAL:  could not open directory "pg_wal": No such file or directory'


def test_a_detail_is_never_shown() -> None:
    assert report.why([LOG[3]]) == "its log is empty."
    assert "+5511" not in report.why(LOG)


def test_without_a_reason_the_last_line_is_told() -> None:
    assert report.why(["first", "", "last  "]) == "last"
