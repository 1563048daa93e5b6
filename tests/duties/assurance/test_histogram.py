"""What was shown in each hour of the last seven days, as bars and as words."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import timezone

from browser import signed_in
from desvelo.duties.assurance import histogram, scope
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry

NOON = datetime(2026, 11, 26, 15, 20, tzinfo=UTC)  # Thursday, 12:20 in São Paulo


def show(house, *local: str, login: str = "marina", result: str = "done") -> None:
    audit.record(
        [
            Entry(
                tag="datum:reveal",
                at=timezone.make_aware(datetime.fromisoformat(moment)),
                actor=house.actors[login].id,
                result=result,
            )
            for moment in local
        ]
    )
    audit.sequence()


def drawn(house, login: str = "helena"):
    return histogram.of(scope.of(house.actors[login], now=NOON), now=NOON)


def test_each_hour_stands_at_its_place_and_out_of_hours_is_marked(house):
    assert settings.TIME_ZONE == "America/Sao_Paulo"
    show(house, "2026-11-20T00:30", "2026-11-20T09:00", "2026-11-20T09:59", "2026-11-26T12:10")

    bars = drawn(house).bars

    assert [(bar.x // histogram.SLOT, bar.unusual) for bar in bars] == [(0, True), (9, False), (6 * 24 + 12, False)]
    assert [bar.height for bar in bars] == [24, 44, 24]
    assert all(bar.y + bar.height == histogram.HEIGHT for bar in bars)


def test_a_weekend_is_out_of_hours_and_so_is_the_evening(house):
    show(house, "2026-11-22T12:00", "2026-11-25T18:00", "2026-11-25T17:59")

    assert [bar.unusual for bar in drawn(house).bars] == [True, False, True]


def test_what_is_older_and_what_was_refused_is_not_counted(house):
    show(house, "2026-11-19T23:59")
    show(house, "2026-11-24T10:00", result="denied:other_team")

    assert drawn(house).bars == ()
    assert drawn(house).summary == "Nenhum dado foi mostrado nos últimos 7 dias."


@pytest.mark.parametrize(("login", "count"), [("helena", 3), ("lucia", 3), ("rui", 2)])
def test_it_counts_only_what_the_reader_may_read(house, login, count):
    show(house, "2026-11-24T10:00", "2026-11-24T11:00")
    show(house, "2026-11-24T12:00", login="helena")

    assert sum(day.shown for day in drawn(house, login).days) == count


def test_the_words_say_what_the_bars_show(house):
    show(house, "2026-11-24T10:00", "2026-11-24T10:30", "2026-11-24T21:00")

    said = drawn(house)

    assert said.summary == "3 dados foram mostrados nos últimos 7 dias. 1 foi fora do horário de trabalho."
    assert [(day.shown, day.unusual) for day in said.days] == [(0, 0)] * 4 + [(3, 1)] + [(0, 0)] * 2


def test_who_reads_only_their_own_gets_no_histogram(house, shown):
    pages = {login: signed_in(house.actors[login]).get("/auditoria").content.decode() for login in ("marina", "rui")}

    assert {login: 'class="histogram"' in page for login, page in pages.items()} == {"marina": False, "rui": True}


def test_a_bar_of_one_is_seen_beside_a_bar_of_a_thousand(house):
    counts = {datetime(2026, 11, 24, 10): 1000, datetime(2026, 11, 24, 11): 1}  # noqa: DTZ001  the clock on the wall

    heights = [bar.height for bar in histogram._bars(datetime(2026, 11, 20), counts)]  # noqa: DTZ001

    assert heights == [44, 4]
