"""Baits in a running installation: planted at the terminal, met by agents, noticed when a program opens every key."""

import json
import time

import pytest
from playwright.sync_api import Page, expect

from accessible import faults
from opening import run_program
from started import Started, eventually, rows, run

ALARMS = "SELECT why, count, extract(epoch FROM now() - first_at) FROM vault_alarm ORDER BY first_at"
BANNER = ".alarms .alarm"


def canary(demo: Started, *words: str) -> list[dict[str, object]]:
    ran = run("canary", *words, "--demo", "--json", data=demo.data)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["canaries"]


@pytest.fixture
def planted(demo, info):
    """Plant one for each team; take them away in the end, their alarms too."""
    yield canary(demo, "plant")
    for each in canary(demo, "list"):
        canary(demo, "remove", str(each["id"]))
    rows(info["database_url"], "DELETE FROM vault_alarm RETURNING 1")


def test_a_program_that_opens_every_key_is_noticed_within_a_second_and_those_who_answer_see_it(
    demo, info, planted, visitors
):
    officer, agent = visitors.page("helena"), visitors.page("marina")
    agent.goto("/atendimento/todas")
    for link in [each.get_attribute("href") for each in agent.locator("[data-row] a").all()[:12]]:
        agent.goto(link)
    assert rows(info["database_url"], ALARMS) == []

    began = time.time()
    got = int(run_program("open_every_key.py", demo.data))
    raised = rows(info["database_url"], ALARMS)

    took = time.time() - began
    assert got > len(planted)
    assert [(why, count) for why, count, _ in raised] == [("unsaid", 1)] * len(planted)
    assert all(float(age) < took for _, _, age in raised)
    _see_and_say_so(officer, agent, count=len(planted))


def _see_and_say_so(officer: Page, agent: Page, *, count: int) -> None:
    agent.reload()
    expect(agent.locator(BANNER)).to_have_count(0)
    officer.goto("/auditoria")
    expect(officer.locator(BANNER)).to_have_count(count)
    expect(officer.locator(BANNER).first).to_contain_text("um processo abriu a chave dela sem motivo")
    assert faults(officer) == []
    for left in reversed(range(count)):
        officer.locator(f"{BANNER} button").first.click()
        expect(officer.locator(BANNER)).to_have_count(left)
    eventually(lambda: "Viu um alarme" in officer.reload().text())


def test_what_was_planted_is_one_for_each_team_and_says_nothing_of_whom(demo, planted):
    assert sorted(str(each["team"]) for each in planted) == ["Agenda", "Financeiro"]
    assert canary(demo, "plant") == planted
    assert {name for each in planted for name in each} == {"id", "team", "planted_at", "opened"}


def test_what_cannot_be_is_refused_with_a_sentence(demo, planted):
    no_team = run("canary", "plant", "--team", "Nenhuma", "--demo", data=demo.data)
    absent = run("canary", "remove", "absent", "--demo", data=demo.data)

    assert (no_team.returncode, "Agenda" in no_team.stderr) == (1, True)
    assert (absent.returncode, "There is no such canary" in absent.stderr) == (1, True)
