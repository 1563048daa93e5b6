"""A search ends: when all is read, at its limits, when it is stopped, when somebody goes away or may not go on."""

import pytest

from browser import signed_in
from desvelo.service.channel.models import Message
from desvelo.service.desk import reaching, reading, searching
from desvelo.service.desk.models import Conversation, Search
from desvelo.service.desk.reading import Ended
from desvelo.service.desk.searching import Asked
from house import NOW, given
from searches import entries, lines, read

CPF = "529.982.247-25"
WRONG = "529.982.246-44"
PHONE, OTHER = "5511900004417", "5511900005528"


def steps_of(actor, typed: str = "remarcar", **more):
    begun = searching.begin(actor=actor, asked=Asked(typed=typed, **more), now=NOW)
    return reading.through(begun, may_go_on=lambda: True)


@pytest.fixture
def many(house, arrive, monkeypatch) -> int:
    for place in range(9):
        arrive(f"remarcar {place}")
    monkeypatch.setattr(reading, "FIRST", 2)
    monkeypatch.setattr(reading, "STEP", 3)
    return 9


def test_it_ends_when_all_is_read(house, many):
    steps = list(steps_of(house.marina))

    assert [step.read for step in steps] == [2, 5, 8, 9]
    assert [step.ended for step in steps] == [None, None, None, Ended.ALL]
    assert sum(len(step.hits) for step in steps) == 9


def test_it_reads_no_more_than_its_limit_and_another_goes_on_from_there(house, many, monkeypatch):
    monkeypatch.setattr(reading, "MOST_READ", 6)

    first = list(steps_of(house.marina))
    rest = list(steps_of(house.marina, before=first[-1].cursor))

    assert (first[-1].read, first[-1].ended) == (6, Ended.LIMIT)
    assert (rest[-1].read, rest[-1].ended) == (3, Ended.ALL)
    arrivals = dict(Message.objects.values_list("id", "arrival"))
    places = [arrivals[hit.message] for step in (*first, *rest) for hit in step.hits]
    assert places == sorted(arrivals.values(), reverse=True)
    assert len(places) == 9


def test_it_shows_no_more_results_than_its_limit(house, many, monkeypatch):
    monkeypatch.setattr(reading, "MOST_HITS", 4)

    steps = list(steps_of(house.marina))

    assert (steps[-1].read, steps[-1].ended) == (4, Ended.HITS)
    assert sum(len(step.hits) for step in steps) == 4


def test_it_ends_when_its_time_is_over(house, many, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.0)

    steps = list(steps_of(house.marina))

    assert [step.ended for step in steps] == [Ended.TIME]
    assert entries("search:end")[-1]["ended"] == "time"


def test_a_slow_database_is_stopped_in_time(house, many, monkeypatch):
    from django.db.models import Exists

    slow = Conversation.objects.extra(where=["pg_sleep(5) IS NULL"])
    monkeypatch.setattr(reaching, "readable", lambda _teams: Exists(slow))
    monkeypatch.setattr(reading, "SECONDS", 0.1)

    assert [step.ended for step in steps_of(house.marina)] == [Ended.TIME]


def test_it_stops_when_it_is_told_to(house, many):
    steps = steps_of(house.marina)
    next(steps)

    assert signed_in(house.marina).post("/atendimento/buscar/parar").status_code == 204

    assert [step.ended for step in steps] == [Ended.STOPPED]
    assert entries("search:end")[-1] | {"search": ""} == {"search": "", "ended": "stopped", "read": "5", "hits": "5"}


def test_nobody_stops_anothers_search(house, many):
    steps = steps_of(house.marina)
    next(steps)
    searching.stop(actor=house.rui, now=NOW)

    assert [step.ended for step in steps][-1] is Ended.ALL


def test_a_new_search_stops_the_one_before(house, many):
    old = steps_of(house.marina)
    next(old)

    assert [step.ended for step in steps_of(house.marina)][-1] is Ended.ALL
    assert [step.ended for step in old] == [Ended.STOPPED]


def test_whoever_goes_away_is_on_record_with_what_was_read_and_makes_room(house, many):
    steps = steps_of(house.marina)
    next(steps)
    steps.close()

    assert entries("search:end")[-1] | {"search": ""} == {"search": "", "ended": "left", "read": "2", "hits": "2"}
    assert reading._slots._value == reading.AT_ONCE


def test_the_answer_that_nobody_reads_on_closes_the_search(house, many):
    answer = read(signed_in(house.marina), "remarcar")
    stream = iter(answer.streaming_content)
    next(stream)
    next(stream)

    for close in answer._resource_closers:  # what a server does, without the end of the database's connection
        close()

    assert entries("search:end")[-1]["ended"] == "left"
    assert reading._slots._value == reading.AT_ONCE


def test_it_ends_when_access_ends_meanwhile(house, many, monkeypatch):
    monkeypatch.setattr(reading, "_LOOK_EVERY", 0.0)
    begun = searching.begin(actor=house.marina, asked=Asked(typed="remarcar"), now=NOW)
    steps = reading.through(begun, may_go_on=lambda: False)

    assert [step.ended for step in steps] == [Ended.NOT_ALLOWED]


def test_a_lock_a_sign_out_or_another_team_ends_what_still_runs(house, many, monkeypatch):
    from desvelo.guards.access.models import Session, User

    monkeypatch.setattr(reading, "_LOOK_EVERY", 0.0)
    changes = [
        lambda: Session.objects.update(locked_at=NOW),
        lambda: given(house.marina.id, User.objects.get(pk=house.marina.id).teams.clear),
        lambda: Session.objects.all().delete(),
    ]
    for change in changes:
        browser = signed_in(house.marina)
        stream = iter(read(browser, "remarcar").streaming_content)
        next(stream)

        change()

        list(stream)
        assert entries("search:end")[-1]["ended"] == "not_allowed"
        given(house.marina.id, lambda: User.objects.get(pk=house.marina.id).teams.set([house.agenda]))


def test_only_so_many_run_at_once(house, many, monkeypatch):
    monkeypatch.setattr(reading, "_WAIT_FOR_A_SLOT", 0.01)
    running = [steps_of(house.marina), steps_of(house.rui)]
    for each in running:
        next(each)

    assert [step.ended for step in steps_of(house.denise)] == [Ended.BUSY]
    for each in running:
        each.close()
    assert [step.ended for step in steps_of(house.denise)] == [Ended.ALL]


def test_so_many_in_an_hour_and_no_more(house, arrive, monkeypatch):
    arrive("remarcar")
    monkeypatch.setattr(searching, "PER_HOUR", 2)
    browser = signed_in(house.marina)
    for _ in range(2):
        assert read(browser, "remarcar").status_code == 200

    refused = read(browser, "remarcar")

    assert refused.status_code == 429
    assert "Chega de buscas por agora" in refused.content.decode()
    assert Search.objects.count() == 2
    assert read(signed_in(house.rui), "remarcar").status_code == 200


def test_a_record_that_does_not_open_is_counted_and_the_others_are_found(house, arrive):
    arrive("remarcar um")
    arrive("remarcar dois")
    first, second = Message.objects.order_by("arrival")
    Message.objects.filter(pk=first.pk).update(body=second.body)

    steps = list(steps_of(house.marina))

    assert (steps[-1].closed, steps[-1].read, len(steps[-1].hits)) == (1, 2, 1)


def test_what_breaks_in_the_middle_is_said_and_not_shown(house, many, monkeypatch, caplog):
    def breaks(*_args, **_more):
        raise RuntimeError("remarcar")

    monkeypatch.setattr(reading.channel, "older", breaks)

    last = lines(read(signed_in(house.marina), "remarcar"))[-1]

    assert "falhou do nosso lado" in last["state"]
    assert "remarcar" not in caplog.text
    assert entries("search:end")[-1]["ended"] == "failed"
