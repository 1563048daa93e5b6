"""The log is narrowed by who, what, class of datum, customer, time and result; the address carries all of it."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from browser import signed_in
from desvelo.duties.assurance import explorer, filters
from desvelo.duties.assurance.filters import Filters
from desvelo.guards.access.models import User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from house import NOW


def public_id(actor) -> str:
    return User.objects.get(pk=actor.id).public_id


def facts_of(found: list[int]) -> list[tuple[str, bool]]:
    return [(ledger.entry(index).tag, ledger.entry(index).is_refused) for index in found]


def test_by_person(house, shown, indexes):
    found = indexes(house.helena, quem=public_id(house.marina))

    assert {ledger.entry(index).actor for index in found} == {house.marina.id}
    assert len(found) == sum(ledger.entry(index).actor == house.marina.id for index in range(ledger.size()))


def test_by_act_what_was_refused_is_left_out_unless_asked_for(house, reveal, indexes):
    for login in ("marina", "denise"):
        if login == "marina":
            reveal(login)
        else:
            signed_in(house.denise).get("/atendimento/c/absent")
    audit.sequence()

    assert facts_of(indexes(house.helena, ato="datum:reveal")) == [("datum:reveal", False)]
    assert all(refused for _tag, refused in facts_of(indexes(house.helena, resultado="recusado")))
    assert indexes(house.helena, ato="datum:reveal", resultado="recusado") == []


def test_by_class_of_datum_from_its_arrival_on(house, shown, indexes):
    found = facts_of(indexes(house.helena, dado="CPF"))

    assert found == [("datum:reveal", False), ("message:receive", False)]
    assert indexes(house.helena, dado="CARD_NUMBER") == []


def test_by_customer_named_by_an_entry_about_them(house, shown, arrive, indexes, ask):
    arrive("outro assunto", phone="5511900002222", name="José Alves")
    audit.sequence()

    page = ask(house.helena, cliente=str(shown))

    about = {ledger.entry(row.index).contact for row in page.rows}
    assert about == {ledger.entry(shown).contact}
    assert [(token.field, token.value) for token in page.tokens] == [("cliente é", "Beatriz N.")]


@pytest.mark.parametrize("login", ["caio", "lucia"])
def test_who_sees_no_customers_cannot_ask_for_one(house, shown, ask, login):
    page = ask(house.actors[login], cliente=str(shown))

    assert (page.tokens, page.form.customers) == ((), ())
    assert len(page.problems) == 1
    assert len(page.rows) == ledger.size()


def test_a_customer_of_an_entry_out_of_reach_is_no_filter_and_the_try_is_on_record(house, shown, ask, audit_tags):
    page = ask(house.denise, cliente=str(shown))

    assert (page.tokens, len(page.problems)) == ((), 1)
    assert audit_tags()[-1] == ("audit:read", "denied:not_own")
    assert [tag for tag, _result in audit_tags()].count("audit:read") == 1


@pytest.mark.parametrize("login", ["helena", "marina", "rui"])
def test_the_panel_offers_the_customers_whom_the_reader_may_know(house, shown, ask, login):
    offered = ask(house.actors[login]).form.customers

    assert [choice.label for choice in offered] == ["Beatriz N."]
    assert ledger.entry(int(offered[0].value)).contact == ledger.entry(shown).contact


@pytest.mark.parametrize(("login", "people"), [("helena", 6), ("caio", 6), ("rui", 3), ("marina", 1)])
def test_the_panel_offers_the_people_whose_entries_the_reader_may_read(house, ask, login, people):
    assert len(ask(house.actors[login]).form.people) == people


def test_a_person_out_of_reach_is_no_filter(house, shown, ask):
    page = ask(house.denise, quem=public_id(house.marina))

    assert page.tokens == ()
    assert page.problems == ("O filtro “Quem” ficou de lado: não há nada pelo que ele diz.",)


@pytest.fixture
def days(house) -> list[int]:
    """Entries of today, yesterday, six, seven, twenty-nine and thirty days ago; return the indexes in that order."""
    noon = timezone.localtime(NOW).replace(hour=12, minute=0)
    audit.sequence()
    first = ledger.size()
    ages = (0, 1, 6, 7, 29, 30)
    audit.record([Entry(tag="loaf:bake", at=noon - timedelta(days=age), actor=house.lucia.id) for age in ages])
    audit.sequence()
    return [first + place for place in range(len(ages))]


@pytest.mark.parametrize(("period", "count"), [("hoje", 1), ("7d", 3), ("30d", 5)])
def test_by_period_whole_days_today_among_them(house, days, indexes, period, count):
    found = indexes(house.helena, quem=public_id(house.lucia), periodo=period)

    assert sorted(found) == days[:count]


def test_from_a_day_to_a_day_both_included(house, days, indexes):
    today = timezone.localtime(NOW).date()
    since, until = (str(today - timedelta(days=age)) for age in (7, 1))

    found = indexes(house.helena, quem=public_id(house.lucia), de=since, ate=until)

    assert sorted(found) == days[1:4]


def test_of_two_beginnings_the_later_counts(house, days, indexes):
    long_ago = str(timezone.localtime(NOW).date() - timedelta(days=400))

    assert sorted(indexes(house.helena, quem=public_id(house.lucia), periodo="hoje", de=long_ago)) == days[:1]


WRONG = [
    {"quem": "nobody"},
    {"ato": "loaf:bake"},
    {"dado": "SHOE_SIZE"},
    {"cliente": "x"},
    {"cliente": "9" * 60},
    {"cliente": "²"},
    {"periodo": "1y"},
    {"de": "2026-13-01"},
    {"de": "0001-01-01"},
    {"ate": "9999-12-31"},
    {"resultado": "maybe"},
    {"quem": "<script>" * 100},
    {"quem": "\ud800"},
]


@pytest.mark.parametrize("given", WRONG, ids=str)
def test_what_cannot_be_understood_is_said_and_the_rest_holds(house, shown, ask, given):
    page = ask(house.helena, **given, dado="CPF") if "dado" not in given else ask(house.helena, **given)

    assert len(page.problems) == 1
    assert [token.value for token in page.tokens] == ([] if "dado" in given else ["CPF"])


def test_a_wrong_date_stays_in_its_field(house, ask):
    assert ask(house.helena, de="2026-13-01").form.since == "2026-13-01"


def test_a_token_comes_off_alone(house, shown, ask):
    page = ask(house.helena, quem=public_id(house.marina), dado="CPF", periodo="7d")

    left = [set(parse_qs(urlsplit(token.remove_url).query)) for token in page.tokens]
    assert left == [{"dado", "periodo"}, {"quem", "periodo"}, {"quem", "dado"}]


def test_paging_keeps_the_filters(house, ask):
    audit.record([Entry(tag="loaf:bake", at=NOW, actor=house.lucia.id) for _ in range(ledger.PAGE + 3)])
    audit.sequence()
    who = public_id(house.lucia)

    first = ask(house.helena, quem=who)
    given = parse_qs(urlsplit(first.older_url).query)
    second = ask(house.helena, quem=given["quem"][0], before=int(given["cursor"][0]))

    assert len({row.index for row in first.rows + second.rows}) >= ledger.PAGE + 3
    assert first.rows[0].url.endswith(f"?quem={who}")
    assert second.rows[0].url.endswith(f"?quem={who}&cursor={given['cursor'][0]}")
    assert second.newer_url == f"/auditoria?quem={who}"


def test_the_number_of_results_is_said_only_where_something_was_narrowed(house, shown, ask, monkeypatch):
    assert ask(house.helena).results_label == ""
    assert ask(house.helena, dado="CPF").results_label == "2 resultados"
    assert ask(house.helena, ato="datum:reveal").results_label == "1 resultado"
    assert ask(house.helena, dado="CARD_NUMBER").results_label == "nenhum resultado"

    monkeypatch.setattr(explorer, "COUNTED_TO", 1)

    assert ask(house.helena, dado="CPF").results_label == "mais de 1 resultados"


@pytest.mark.parametrize("asked", [Filters(), Filters(who="x", since="2026-11-01"), Filters(act="a:b", customer="1")])
def test_an_address_is_read_as_it_was_written(asked):
    given = {name: values[0] for name, values in parse_qs(asked.address().removeprefix("?")).items()}

    assert filters.read(given) == asked


def test_no_address_on_the_page_holds_a_name_or_a_number_of_the_customer(house, shown):
    page = unescape(signed_in(house.helena).get(f"/auditoria/{shown}?cliente={shown}").content.decode())

    addresses = re.findall(r'(?:href|action|value|hx-post)="([^"]*)"', page)

    assert f"/auditoria?cliente={shown}" in addresses
    assert [each for each in addresses if re.search(r"beatriz|nogueira|0004417|5511900", each, re.IGNORECASE)] == []
