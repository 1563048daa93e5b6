"""The templates of an account are Meta's, page by page; essential ones are submitted once; webhooks keep them so."""

import json

import pytest

import house as company
from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.whatsapp import essential_templates
from desvelo.kernel.whatsapp.error_table import Told
from desvelo.service.channel import actions, alarms, intake, limits, queries, templates
from desvelo.service.channel.models import Notice, Number, Template
from house import put_delivery


def listed(name: str, **more) -> dict[str, object]:
    return {
        "id": "5",
        "name": name,
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Oi, {{1}}."}],
        "quality_score": {"score": "GREEN"},
        "rejected_reason": "NONE",
        **more,
    }


def answer(*data, after: str = "") -> tuple[int, dict[str, object]]:
    paging = {"cursors": {"after": after or "end"}, **({"next": "https://graph.example/next"} if after else {})}
    return 200, {"data": list(data), "paging": paging}


def ask(*, with_essentials: bool = False) -> None:
    entry = Entry(tag="template:ask", at=clock.business())
    actions.ask_for_templates(entry=entry, with_essentials=with_essentials, now=clock.business())
    consume.drain()


def kept() -> list[tuple[str, str, str]]:
    return list(Template.objects.order_by("name").values_list("name", "status", "quality"))


def test_every_page_is_read_and_what_is_gone_is_marked(graph, number):
    graph.answers = [answer(listed("a"), after="c1"), answer(listed("b", status="PAUSED"))]
    ask()

    assert kept() == [("a", "APPROVED", "GREEN"), ("b", "PAUSED", "GREEN")]
    assert [asked.query.get("after") for asked in graph.asked] == [None, ["c1"]]
    assert {asked.path.split("/", 2)[2] for asked in graph.asked} == {f"{company.WABA_ID}/message_templates"}
    assert all("appsecret_proof" in asked.query for asked in graph.asked)

    graph.answers = [answer(listed("b"))]
    ask()
    assert kept() == [("a", "DELETED", "GREEN"), ("b", "APPROVED", "GREEN")]


def test_strange_lines_of_a_list_are_left_out_and_the_others_kept(graph, number):
    graph.answers = [answer({}, 7, None, listed("a"), {"name": "x"}, listed("b", components="x", quality_score=7))]

    ask()

    assert [name for name, _, _ in kept()] == ["a", "b"]


def test_the_missing_essential_ones_are_submitted_once(graph, number):
    there = [listed("retomar_conversa")]
    graph.answers = [
        answer(*there),
        *[(200, {"id": str(n), "status": "PENDING", "category": "UTILITY"}) for n in "123"],
    ]
    ask(with_essentials=True)

    posted = [asked.content["name"] for asked in graph.asked if asked.method == "POST"]
    assert sorted(posted) == sorted(essential_templates.NAMES - {"retomar_conversa"})
    assert [status for name, status, _ in kept() if name != "retomar_conversa"] == ["PENDING"] * 3

    graph.asked.clear()
    graph.answers = [answer(*there, *[listed(name, status="PENDING") for name in posted])]
    ask(with_essentials=True)
    assert [asked.method for asked in graph.asked] == ["GET"]


def test_one_that_meta_refuses_says_so_and_the_others_go_on(graph, number):
    graph.answers = [answer(), (400, {"error": {"code": 100, "error_subcode": 2388299}}),
                     *[(200, {"id": "7", "status": "PENDING"})] * 3]  # fmt: skip

    ask(with_essentials=True)

    assert sorted(status for _, status, _ in kept()) == ["PENDING", "PENDING", "PENDING", "REJECTED"]
    assert [each.cause for each in alarms.open_for(Told.SUPERVISOR, now=clock.business())] == ["template_content"]


def test_a_list_that_meta_refuses_is_an_alarm_and_changes_nothing(graph, number):
    graph.answers = [answer(listed("a"))]
    ask()
    graph.refuses(190)

    ask()

    assert kept() == [("a", "APPROVED", "GREEN")]
    assert [each.cause for each in alarms.open_for(Told.IT, now=clock.business())] == ["token_refused"]


def tell(field: str, value: dict[str, object], *, waba: str = company.WABA_ID) -> None:
    change = {"field": field, "value": value}
    body = {"object": "whatsapp_business_account", "entry": [{"id": waba, "changes": [change]}]}
    put_delivery(json.dumps(body).encode())
    intake.take_in()


def named(name: str = "a", **more) -> dict[str, object]:
    return {"message_template_name": name, "message_template_language": "pt-BR", "message_template_id": 5, **more}


def test_webhooks_keep_status_quality_and_category_true(graph, number):
    graph.answers = [answer(listed("a"))]
    ask()

    tell("message_template_status_update", named(event="REJECTED", reason="PROMOTIONAL"))
    row = Template.objects.get()
    assert (row.status, row.reason) == ("REJECTED", "PROMOTIONAL")

    tell("message_template_status_update", named(event="REINSTATED", reason="NONE"))
    tell("message_template_quality_update", named(new_quality_score="RED"))
    tell("template_category_update", named(new_category="UTILITY", correct_category="MARKETING",
                                           category_update_timestamp=1))  # fmt: skip
    row.refresh_from_db()
    assert (row.status, row.reason, row.quality, row.category, row.next_category) == (
        "APPROVED", "", "RED", "UTILITY", "MARKETING",
    )  # fmt: skip

    tell("template_category_update", named(new_category="MARKETING", previous_category="UTILITY"))
    row.refresh_from_db()
    assert (row.category, row.next_category) == ("MARKETING", "")
    assert queries.set_aside() == []


def test_a_template_we_never_saw_is_kept_by_its_name(number):
    tell("message_template_status_update", named("novo", event="APPROVED"))

    assert kept() == [("novo", "APPROVED", "")]


def test_what_is_told_of_another_account_is_set_aside_and_changes_nothing(graph, number):
    graph.answers = [answer(listed("a"))]
    ask()

    tell("message_template_status_update", named(event="DISABLED"), waba="999")

    assert kept() == [("a", "APPROVED", "GREEN")]
    assert [(each.reason, each.count) for each in queries.set_aside()] == [
        ("unknown_account:message_template_status_update", 1)
    ]


def test_the_number_of_people_we_may_reach_follows_what_meta_says(number):
    assert limits.people_per_day(company.WABA_ID) == 250

    tell("business_capability_update", {"max_daily_conversations_per_business": "TIER_2K"})

    assert limits.people_per_day(company.WABA_ID) == 2_000


@pytest.mark.parametrize("field", ["message_template_status_update", "business_capability_update"])
def test_what_says_nothing_we_can_use_is_a_notice_that_changes_nothing(number, field):
    tell(field, {"strange": 1})

    assert (kept(), limits.people_per_day(company.WABA_ID)) == ([], 250)
    assert (queries.set_aside(), Notice.objects.get().name) == ([], field)


def test_without_a_number_nothing_is_asked(graph, db):
    ask()

    assert (graph.asked, Number.objects.count(), templates.Template.objects.count()) == ([], 0, 0)
