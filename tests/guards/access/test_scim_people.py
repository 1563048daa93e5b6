"""People whom a provider makes, knows and shuts out: by who they are there, its own alone, out at once, back by two."""

from dataclasses import replace
from datetime import timedelta

import pytest

import provisioning
import threads
from browser import Browser, just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, grants, leaving
from desvelo.guards.access.models import FederatedIdentity, Session, User
from desvelo.guards.access.provisioning import known, people
from desvelo.guards.access.provisioning.models import ProvisionedPerson
from desvelo.service.desk import actions as desk
from desvelo.service.desk.models import Conversation
from federated import is_in, signs_in, ties
from house import NOW, PASSWORD, given
from provisioning import Caller, body_of


@pytest.fixture
def row(house):
    return provisioning.provider()


@pytest.fixture
def caller(house, row):
    return Caller(provisioning.token_of(house, row))


def bruna() -> User:
    return User.objects.get(email="bruna@aurora.example")


def said(answer) -> tuple[int, str]:
    return answer.status_code, answer.json().get("scimType", "")


def test_whoever_is_made_attends_in_no_team_without_a_password_and_is_on_record(caller, row, audit_tags):
    answer = caller.ask("POST", "/Users", body_of())

    user = bruna()
    assert (answer.status_code, answer["location"]) == (201, f"{known.base()}/Users/{answer.json()['id']}")
    assert (user.role, user.is_active, user.password_hash, user.teams.count()) == ("agent", True, "", 0)
    identity = FederatedIdentity.objects.get(user=user)
    assert (identity.provider_id, identity.subject, grants.is_newest(user.id)) == (row.pk, "sub-7", True)
    assert [tag for tag, _ in audit_tags()][-2:] == ["user:create", "user:provision"]


def test_the_account_enters_by_its_provider_and_nobody_else_does(house, company, far):
    caller = Caller(provisioning.token_of(house, company))
    caller.makes(sub="7")  # who the provider of these tests says everybody is

    browser = Browser()
    signs_in(browser, company, far)

    assert is_in(browser)
    assert Session.objects.get(user=bruna())
    far.say(sub="8")
    stranger = Browser()
    assert (signs_in(stranger, company, far).status_code, is_in(stranger)) == (401, False)


@pytest.mark.asvs("6.8.1", "15.3.3")
@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"userName": "x", "emails": [{"value": "marina@aurora.example"}]}, (409, "uniqueness")),
        ({"userName": "MARINA@aurora.example"}, (409, "uniqueness")),
        ({"roles": [{"value": "it"}]}, (400, "invalidValue")),
        ({"entitlements": ["dpo"]}, (400, "invalidValue")),
        ({"password": PASSWORD}, (400, "invalidValue")),
        ({"userName": "x"}, (400, "invalidValue")),
        ({"userName": ""}, (400, "invalidValue")),
        ({"displayName": "x" * 81}, (400, "invalidValue")),
    ],
)
def test_what_is_refused_makes_nobody_and_joins_nobody_by_e_mail(caller, house, changed, answer):
    assert said(caller.ask("POST", "/Users", body_of(**changed))) == answer

    assert (User.objects.count(), ProvisionedPerson.objects.count(), FederatedIdentity.objects.count()) == (6, 0, 0)


@pytest.mark.asvs("6.8.1")
def test_whoever_ties_by_e_mail_would_have_given_away_the_account_of_it(house, caller, row, monkeypatch):
    """The attack: the token makes an account with the e-mail of IT, and signs in as who it says that is."""
    body = body_of(sub="evil", userName="caio@aurora.example")
    assert caller.ask("POST", "/Users", body).status_code == 409
    monkeypatch.setattr(people, "_made", lambda *_, **__: User.objects.get(email="caio@aurora.example"))

    assert caller.ask("POST", "/Users", body).status_code == 201


@pytest.mark.asvs("15.3.3")
def test_nothing_else_that_is_sent_reaches_the_account(caller):
    caller.ask(
        "POST",
        "/Users",
        body_of(role="it", is_staff=True, teams=["x"], groups=[{"value": "x"}], totp_confirmed_at="now", id="me"),
    )

    user = bruna()
    assert (user.role, user.teams.count(), user.totp_confirmed_at, user.passkeys.count()) == ("agent", 0, None, 0)


def test_whoever_tied_themselves_is_the_same_person_and_keeps_what_they_are(house, company, far):
    ties(house.caio, company, far)
    caller = Caller(provisioning.token_of(house, company))

    made = caller.ask("POST", "/Users", body_of("Other Name", sub="7", userName="other@x.example"))

    assert made.json()["displayName"] == "Caio Prado"
    assert User.objects.get(pk=house.caio.id).email == "caio@aurora.example"
    assert User.objects.count() == 6


def test_name_and_mail_of_it_are_not_the_providers_to_change_and_the_last_one_stays(house, company, far, audit_tags):
    ties(house.caio, company, far)
    caller = Caller(provisioning.token_of(house, company))
    made = caller.makes("Other", sub="7", userName="other@x.example")

    for operation in ({"op": "replace", "path": "emails", "value": [{"value": "evil@x.example"}]},
                      {"op": "replace", "path": "displayName", "value": "Evil"},
                      {"op": "replace", "path": "active", "value": False}):  # fmt: skip
        assert caller.patches(f"/Users/{made}", operation).status_code == 403
    assert caller.ask("DELETE", f"/Users/{made}").status_code == 403

    caio = User.objects.get(pk=house.caio.id)
    assert (caio.name, caio.email, caio.is_active) == ("Caio Prado", "caio@aurora.example", True)
    assert audit_tags()[-1] == ("user:provision", "denied:last")


def test_a_second_one_of_it_who_left_is_shut_out(house, company, far):
    given(house.lucia.id, lambda: User.objects.filter(pk=house.lucia.id).update(role="it"))
    ties(house.caio, company, far)
    caller = Caller(provisioning.token_of(house, company))
    made = caller.makes("Other", sub="7", userName="other@x.example")

    assert caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": False}).status_code == 200

    assert not User.objects.get(pk=house.caio.id).is_active


@pytest.fixture
def hers(house, caller, row):
    """Return who asks and somebody they made and put into a team."""
    made = caller.makes()
    group = caller.groups("Front desk", made)
    provisioning.stands_for(house, row, group, team=house.agenda)
    return caller, made


@pytest.mark.asvs("7.4.2")
@pytest.mark.parametrize("way", ["active", "text", "put", "delete"])
def test_who_left_is_out_at_once_and_what_they_had_goes_on(house, hers, arrive, audit_tags, way):
    caller, made = hers
    actor = replace(house.marina, id=bruna().id, name="Bruna Dias")
    desk.take(actor=actor, conversation=arrive("bom dia"), now=NOW)
    browser = signed_in(actor)
    assert browser.get("/atendimento/minhas").status_code == 200

    answer = {
        "active": lambda: caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": False}),
        "text": lambda: caller.patches(f"/Users/{made}", {"op": "Replace", "value": {"active": "False"}}),
        "put": lambda: caller.ask("PUT", f"/Users/{made}", body_of(active=False)),
        "delete": lambda: caller.ask("DELETE", f"/Users/{made}"),
    }[way]()

    assert answer.status_code == (204 if way == "delete" else 200)
    assert browser.get("/atendimento/minhas").status_code == 302
    assert (bruna().is_active, Session.objects.filter(user=bruna()).count()) == (False, 0)
    assert Conversation.objects.get().assignee_id is None
    done = [tag for tag, _ in audit_tags() if tag in {"user:suspend", "work:transfer"}]
    assert done == ["user:suspend", "work:transfer"]
    assert caller.ask("GET", f"/Users/{made}").status_code == (404 if way == "delete" else 200)


def test_without_the_end_of_its_sessions_and_of_the_account_the_same_browser_goes_on(house, hers, monkeypatch):
    """The guard removed: a provider that only forgets somebody leaves them in."""
    caller, made = hers
    browser = signed_in(replace(house.marina, id=bruna().id))
    monkeypatch.setattr(leaving, "_shut", lambda *_: None)

    caller.ask("DELETE", f"/Users/{made}")

    assert browser.get("/atendimento/minhas").status_code == 200


@pytest.mark.asvs("7.4.2")
@pytest.mark.parametrize("way", ["active", "put", "post"])
def test_a_provider_lets_nobody_back_in_and_two_people_do(house, caller, row, audit_tags, way):
    made = caller.makes()
    if way == "post":
        caller.ask("DELETE", f"/Users/{made}")
    else:
        caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": False})

    answer = {
        "active": lambda: caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": True}),
        "put": lambda: caller.ask("PUT", f"/Users/{made}", body_of()),
        "post": lambda: caller.ask("POST", "/Users", body_of()),
    }[way]()

    assert (answer.status_code, bruna().is_active) == (403, False)
    assert audit_tags()[-1] == ("user:provision", "denied:back")
    page = just_proved(house.caio).get(f"/ajustes/provedores/{row.public_id}/contas").content.decode()
    assert ("Bruna Dias" in page) is (way != "post")
    caio = replace(house.caio, proved_at=clock.wall(), session="a" * 16)
    helena = replace(house.helena, proved_at=clock.wall(), session="b" * 16)
    asked = leaving.ask_back(actor=caio, public_id=bruna().public_id, now=clock.wall())
    approvals.agree(actor=helena, approval=asked, now=clock.wall())
    assert bruna().is_active


def test_who_was_made_before_their_first_day_is_let_in_once(caller):
    made = caller.makes(active=False)
    assert not bruna().is_active
    let_in = {"op": "replace", "path": "active", "value": True}

    assert caller.patches(f"/Users/{made}", let_in).json()["active"]
    caller.patches(f"/Users/{made}", {"op": "replace", "path": "active", "value": False})

    assert caller.patches(f"/Users/{made}", let_in).status_code == 403
    assert not bruna().is_active


@pytest.mark.asvs("6.8.1")
def test_who_somebody_is_there_never_changes_and_without_it_nobody_enters(caller):
    made = caller.makes()
    change = {"op": "replace", "path": "externalId", "value": "sub-8"}
    assert said(caller.patches(f"/Users/{made}", change)) == (400, "mutability")
    assert said(caller.ask("PUT", f"/Users/{made}", body_of(sub="sub-8"))) == (400, "mutability")
    assert said(caller.ask("POST", "/Users", body_of("Other"))) == (409, "uniqueness")

    later = caller.makes("Davi Reis", sub=None)
    assert not FederatedIdentity.objects.filter(user__email="davi@aurora.example").exists()
    assert said(caller.patches(f"/Users/{later}", {**change, "value": "sub-7"})) == (409, "uniqueness")
    assert caller.patches(f"/Users/{later}", change).json()["externalId"] == "sub-8"
    assert FederatedIdentity.objects.get(user__email="davi@aurora.example").subject == "sub-8"


def test_a_change_is_taken_over_vouched_for_and_on_record(caller, audit_tags):
    made = caller.makes()

    answer = caller.patches(
        f"/Users/{made}",
        {"op": "replace", "path": "displayName", "value": "Bruna Melo"},
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "melo@aurora.example"},
        {"op": "replace", "path": "userName", "value": "b.melo"},
    )

    user = User.objects.get(email="melo@aurora.example")
    assert (answer.json()["userName"], user.name, grants.is_newest(user.id)) == ("b.melo", "Bruna Melo", True)
    assert audit_tags()[-1] == ("user:change", "done")
    taken = {"op": "replace", "path": "emails", "value": [{"value": "marina@aurora.example"}]}
    assert said(caller.patches(f"/Users/{made}", taken)) == (409, "uniqueness")


def test_people_are_found_by_page_and_filter(caller):
    for number in range(3):
        caller.makes(f"P{number} X", sub=f"s{number}")

    def found(query: str) -> tuple[int, list[str]]:
        listed = caller.ask("GET", f"/Users?{query}").json()
        return listed["totalResults"], [each["userName"].split("@")[0] for each in listed["Resources"]]

    assert found("") == (3, ["p0", "p1", "p2"])
    assert found("startIndex=2&count=1") == (3, ["p1"])
    assert found("count=0") == (3, [])
    assert found('filter=userName eq "P1@AURORA.EXAMPLE"') == (1, ["p1"])
    assert found('filter=externalId eq "s2" and active eq true') == (1, ["p2"])
    assert found('filter=externalId eq "S2"') == (0, [])
    assert found('filter=displayName eq "p0 x"') == (1, ["p0"])
    assert list(caller.ask("GET", "/Users?attributes=userName").json()["Resources"][0]) == ["schemas", "id", "userName"]
    for wrong in ('title eq "x"', 'userName co "x"', "userName eq true", 'active eq "x"'):  # fmt: skip
        assert said(caller.ask("GET", f"/Users?filter={wrong}")) == (400, "invalidFilter")


@pytest.mark.asvs("8.2.2")
def test_a_person_of_another_provider_is_absent_whatever_is_asked(house, caller):
    made = caller.makes()
    other = Caller(provisioning.token_of(house, provisioning.provider("Outra")))

    for method, body in (("GET", None), ("PUT", body_of()), ("PATCH", provisioning.patch_of(
        {"op": "replace", "path": "active", "value": False})), ("DELETE", None)):  # fmt: skip
        assert other.ask(method, f"/Users/{made}", body).status_code == 404
    assert other.ask("GET", "/Users").json()["totalResults"] == 0
    assert said(other.ask("POST", "/Groups", {"displayName": "x", "members": [{"value": made}]})) == (
        400,
        "invalidValue",
    )
    assert bruna().is_active


@pytest.mark.asvs("8.2.2")
def test_without_the_narrowing_to_its_own_the_other_provider_would_shut_them_out(house, caller, monkeypatch):
    made = caller.makes()
    other = Caller(provisioning.token_of(house, provisioning.provider("Outra")))
    monkeypatch.setattr(known, "of", lambda _: ProvisionedPerson.objects.select_related("user"))

    other.ask("DELETE", f"/Users/{made}")

    assert not bruna().is_active


def test_an_account_hung_on_a_provider_in_the_database_is_absent_and_put_on_record(house, caller, row, audit_tags):
    now = clock.wall()
    ProvisionedPerson.objects.create(
        provider=row, user_id=house.helena.id, user_name="h", external_id="h", created_at=now, changed_at=now, mac=b"x"
    )
    forged = ProvisionedPerson.objects.get()

    assert caller.ask("DELETE", f"/Users/{forged.public_id}").status_code == 404
    assert caller.ask("GET", "/Users").json()["Resources"] == []
    assert (known.sweep(now=now), ProvisionedPerson.objects.count()) == (1, 0)
    assert audit_tags()[-1] == ("provisioning:refuse", "done")
    assert User.objects.get(pk=house.helena.id).is_active


def test_of_two_requests_for_the_same_person_at_once_one_makes_them(committed, caller):
    found: list[int] = []

    threads.at_once(lambda _: found.append(caller.ask("POST", "/Users", body_of()).status_code))

    assert (sorted(found), User.objects.filter(email="bruna@aurora.example").count()) == ([201, 409], 1)


def test_an_older_account_of_the_provider_is_flagged_like_any_other(caller):
    caller.makes()
    User.objects.filter(email="bruna@aurora.example").update(created_at=clock.wall() - timedelta(days=90))

    assert [each.name for each in leaving.everybody(active=True) if each.is_unused(now=clock.wall())] == ["Bruna Dias"]
