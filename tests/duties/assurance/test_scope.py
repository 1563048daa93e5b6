"""Who reads which entries, and which names in them: the authority matrix, role by role."""

import re

import pytest

from browser import signed_in
from desvelo.duties.assurance import one_entry, scope
from desvelo.guards.access.models import Team, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.kernel.authority import PERMISSIONS_OF, Permission, Role
from desvelo.service.desk import actions as desk
from house import NOW, given

MOST_LIKE = re.compile(r"[A-Za-z0-9]{64}")


def actors_of(shown: list[int]) -> set:
    return {ledger.entry(index).actor for index in shown}


def by(house, login: str) -> int:
    """Return the newest entry of somebody."""
    audit.record([Entry(tag="loaf:bake", at=NOW, actor=house.actors[login].id)])
    audit.sequence()
    return ledger.size() - 1


def test_the_matrix_is_the_one_of_the_specification():
    reads = {role: {each for each in PERMISSIONS_OF[role] if each.value.startswith("audit:")} for role in Role}

    own = {Permission.AUDIT_READ_OWN}
    assert reads == {
        Role.AGENT: own,
        Role.SUPERVISOR: own | {Permission.AUDIT_READ_TEAM, Permission.AUDIT_EXPORT},
        Role.DPO: own | {Permission.AUDIT_READ, Permission.AUDIT_EXPORT},
        Role.IT: own | {Permission.AUDIT_READ, Permission.AUDIT_EXPORT},
        Role.AUDITOR: own | {Permission.AUDIT_READ, Permission.AUDIT_EXPORT},
    }


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("login", ["marina", "denise"])
def test_an_agent_reads_what_they_did_themselves_and_nothing_else(house, conversation, indexes, login):
    actor = house.actors[login]

    shown = indexes(actor)

    assert actors_of(shown) <= {actor.id}
    assert len(shown) == sum(ledger.entry(index).actor == actor.id for index in range(ledger.size()))


def test_a_supervisor_reads_what_the_people_of_their_teams_did(house, conversation, indexes):
    for login in ("helena", "caio", "marina", "denise", "rui"):
        by(house, login)

    shown = indexes(house.rui)

    assert actors_of(shown) == {house.marina.id, house.denise.id, house.rui.id}
    assert len(shown) == sum(ledger.entry(index).actor in actors_of(shown) for index in range(ledger.size()))


def test_a_supervisor_of_one_team_reads_nothing_of_another(house, conversation, indexes):
    leave(house, "rui", "Financeiro")
    by(house, "denise")
    rui = reloaded(house, "rui")

    assert house.denise.id not in actors_of(indexes(rui))
    assert house.marina.id in actors_of(indexes(rui))


def leave(house, login: str, team: str) -> None:
    user = User.objects.get(pk=house.actors[login].id)
    given(user.id, lambda: user.teams.remove(Team.objects.get(name=team)))


def reloaded(house, login: str):
    from desvelo.guards.access import queries

    return queries.actor_named(house.actors[login].name)


def test_without_the_narrowing_a_supervisor_would_read_every_team(house, conversation, indexes, monkeypatch):
    leave(house, "rui", "Financeiro")
    by(house, "denise")
    monkeypatch.setattr(scope.access, "members_of", lambda _teams: frozenset(User.objects.values_list("id", flat=True)))

    assert house.denise.id in actors_of(indexes(reloaded(house, "rui")))


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_who_watches_reads_everything(house, conversation, indexes, login):
    assert sorted(indexes(house.actors[login])) == list(range(ledger.size()))


def test_without_the_narrowing_an_agent_would_read_everybodys(house, conversation, indexes, monkeypatch):
    everything = scope.of(house.helena, now=NOW)
    monkeypatch.setattr(scope, "own", lambda *_, **__: everything)

    assert house.marina.id in actors_of(indexes(house.denise))


@pytest.mark.asvs("16.3.2")
@pytest.mark.parametrize(("reader", "author"), [("denise", "marina"), ("denise", "rui"), ("rui", "helena")])
def test_an_entry_out_of_reach_does_not_exist_and_the_try_is_on_record(house, audit_tags, reader, author):
    foreign = by(house, author)

    with pytest.raises(EntryNotFound):
        one_entry.detail(house.actors[reader], foreign, now=NOW)

    assert audit_tags()[-1] == ("audit:read", "denied:other_team" if reader == "rui" else "denied:not_own")
    assert one_entry.detail(house.actors[author], foreign, now=NOW).index == foreign


@pytest.mark.parametrize(("reader", "author"), [("denise", "marina"), ("rui", "helena"), ("marina", "rui")])
@pytest.mark.parametrize("path", ["/auditoria/{}", "/auditoria/{}/prova.json", "/auditoria/{}/prova.tlog-proof"])
def test_over_http_an_entry_out_of_reach_and_one_that_never_was_look_the_same(
    house, conversation, reader, author, path
):
    foreign = by(house, author)
    audit.checkpoint(now=NOW)
    browser = signed_in(house.actors[reader])

    answers = [browser.get(path.format(index)) for index in (foreign, 10**6)]

    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [MOST_LIKE.sub("…", answer.content.decode()) for answer in answers]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("login", "named"), [("helena", True), ("marina", True), ("rui", True), ("caio", False), ("lucia", False)]
)
def test_a_customers_name_is_shown_to_those_who_may_see_customers(house, shown, login, named):
    browser = signed_in(house.actors[login])

    for path in ("/auditoria", f"/auditoria/{shown}"):
        assert ("Beatriz" in browser.get(path).content.decode()) is named


def test_a_supervisor_does_not_read_the_name_of_a_customer_of_another_team(house, conversation, shown):
    """Marina belongs to the supervisor's team; the customer went on to another one."""
    leave(house, "rui", "Financeiro")
    other = reloaded(house, "rui")
    desk.move_to_team(actor=house.rui, conversation=conversation, team=house.financeiro, now=NOW)
    audit.sequence()

    page = signed_in(other).get(f"/auditoria/{shown}").content.decode()

    assert "Beatriz" not in page
    assert "um cliente" in page
    assert "Beatriz" in signed_in(house.helena).get(f"/auditoria/{shown}").content.decode()
