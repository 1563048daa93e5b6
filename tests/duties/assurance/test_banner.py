"""What the page says about the whole log, and that it keeps what the last verification said."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from browser import signed_in
from desvelo.duties.assurance import banner
from desvelo.guards.access.errors import Forbidden
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import jobs, verifying
from desvelo.guards.audit import queries as ledger
from desvelo.kernel.ledger.verify import Problem
from house import NOW

EVERYBODY = ["marina", "denise", "rui", "helena", "caio", "lucia"]


def verified(house) -> str:
    """Return the page that Helena sees after she asked for a verification."""
    browser = signed_in(house.helena)
    answer = browser.post("/auditoria/conferir")
    return browser.get(answer["Location"]).content.decode()


def change(index: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.entry SET leaf = '{}' WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = %s)",
            [index],
        )


@pytest.mark.parametrize("login", ["marina", "denise", "rui"])
def test_only_who_watches_may_verify_the_whole(house, conversation, audit_tags, login):
    with pytest.raises(Forbidden):
        banner.verify(house.actors[login], now=NOW)

    assert audit_tags()[-1] == ("audit:read", "denied:not_in_role")
    assert ledger.running_verification() is ledger.last_verification() is None


def test_before_any_verification_the_page_says_so(house, conversation, ask):
    said = ask(house.helena).verify

    assert (said.state, said.title) == ("unknown", "Ainda não conferida")


def test_a_whole_log_is_said_to_be_whole_with_how_many_when_and_the_signed_root(house, conversation, ask):
    signed = audit.checkpoint(now=NOW)
    banner.verify(house.helena, now=NOW)

    said = ask(house.helena).verify

    size, hour = ledger.size(), timezone.localtime(NOW).strftime("%H:%M")
    assert said.state == "intact"
    assert said.text == f"{size} de {size} registros conferidos às {hour}."
    assert said.root.replace("·", "") == signed.root.hex()[:8]
    assert said.sealed == f"selada às {hour}, até o registro nº\u00a0{size - 1}"


def test_the_result_is_there_after_a_reload_for_everybody_who_reads(house, conversation, ask):
    audit.checkpoint(now=NOW)
    signed_in(house.helena).post("/auditoria/conferir")

    pages = [signed_in(house.actors[login]).get("/auditoria").content.decode() for login in EVERYBODY]

    assert all("Corrente íntegra" in page for page in pages)
    assert ["data-verify" in page for page in pages] == [False, False, False, True, True, True]


def test_entries_since_the_verification_are_counted_but_not_claimed(house, conversation, arrive, ask):
    audit.checkpoint(now=NOW)
    banner.verify(house.helena, now=NOW)
    before = ledger.size()
    arrive("mais uma coisa")
    audit.sequence()

    assert ask(house.helena).verify.text.startswith(f"{before} de {before + 1} registros conferidos")


def test_a_changed_entry_turns_the_banner_red_with_its_number(house, conversation):
    audit.checkpoint(now=NOW)
    change(2)

    page = verified(house)
    reloaded = signed_in(house.lucia).get("/auditoria").content.decode()

    for each in (page, reloaded):
        assert '<section class="banner danger" id="verify"' in each
        assert "Corrente quebrada no registro nº 2" in each
        assert f"O conteúdo não confere com o selo das {timezone.localtime(NOW):%H:%M}." in each
        assert 'href="/auditoria/2"' in each
    assert "não confere" in signed_in(house.helena).get("/auditoria/2").content.decode()


def test_unchanged_the_same_log_is_green(house, conversation):
    audit.checkpoint(now=NOW)

    page = verified(house)

    assert '<section class="banner ok" id="verify"' in page


def test_the_hourly_reading_finds_it_without_anybody_asking(house, conversation, ask):
    audit.checkpoint(now=NOW)
    for _ in range(3):
        jobs.verify_again(now=NOW)
    assert ask(house.helena).verify.state == "intact"
    change(2)

    later = NOW + jobs.VERIFY_EVERY
    for _ in range(3):
        jobs.verify_again(now=later)

    assert ask(house.marina, now=later).verify.title == "Corrente quebrada no registro nº 2"


def test_after_asking_the_address_is_that_of_the_log_with_what_was_narrowed(house, conversation):
    answer = signed_in(house.helena).post("/auditoria/conferir?dado=CPF&cursor=9")

    assert (answer.status_code, answer["Location"]) == (302, "/auditoria?dado=CPF&cursor=9&conferindo=1")


def test_a_large_log_is_read_while_one_waits(house, conversation, ask, monkeypatch):
    monkeypatch.setattr(verifying, "STEP", 3)
    audit.checkpoint(now=NOW)

    browser, seen = signed_in(house.helena), []
    while not seen or 'class="banner neutral"' in seen[-1]:
        seen.append(browser.post("/auditoria/conferir", headers={"HX-Request": "true"}).content.decode())

    size = ledger.size()
    assert len(seen) == -(-size // 3)
    assert all("<html" not in part for part in seen)
    assert f'<progress value="3" max="{size}"' in seen[0]
    assert 'hx-post="/auditoria/conferir" hx-trigger="load delay:300ms"' in seen[0]
    assert f"3 de {size} registros lidos." in seen[0]
    assert "hx-post" not in seen[-1]
    assert "Corrente íntegra" in seen[-1]


def test_who_did_not_ask_keeps_the_last_result_while_the_next_one_is_made(house, conversation, ask, monkeypatch):
    audit.checkpoint(now=NOW)
    banner.verify(house.helena, now=NOW)
    monkeypatch.setattr(verifying, "STEP", 3)
    banner.verify(house.helena, now=NOW)

    assert ask(house.caio).verify.state == "intact"
    assert ask(house.caio, verifying=True).verify.state == "verifying"


def test_a_result_that_is_hours_old_is_no_longer_green(house, conversation, ask):
    audit.checkpoint(now=NOW)
    banner.verify(house.helena, now=NOW)

    assert ask(house.helena, now=NOW + banner.STALE_AFTER).verify.state == "intact"
    assert ask(house.helena, now=NOW + banner.STALE_AFTER + timedelta(seconds=1)).verify.state == "stale"
    assert jobs.VERIFY_EVERY < banner.STALE_AFTER


def test_a_log_without_any_seal_is_neither_whole_nor_broken(house, conversation, ask):
    banner.verify(house.helena, now=NOW)

    assert ask(house.helena).verify.state == "unsigned"


@pytest.mark.parametrize(
    ("problem", "title"),
    [
        (Problem(code="leaf_missing", index=1234), "Corrente quebrada no registro nº 1.234"),
        (Problem(code="leaves_changed", index=0, last=31), "Corrente quebrada entre os registros nº 0 e nº 31"),
        (Problem(code="leaves_missing", index=40, last=45), "Faltam os registros nº 40 a nº 45 no fim da corrente"),
        (Problem(code="checkpoint_not_valid", index=3), "Um selo da corrente não é nosso"),
        (Problem(code="histories_differ", index=3), "Um selo da corrente não é nosso"),
    ],
)
def test_every_way_to_be_broken_has_words(house, ask, monkeypatch, problem, title):
    audit.checkpoint(now=NOW)
    banner.verify(house.helena, now=NOW)
    found = ledger.last_verification()
    monkeypatch.setattr(banner.queries, "last_verification", lambda: replace(found, problem=problem))

    said = ask(house.helena).verify

    assert (said.state, said.title) == ("broken", title)
    assert said.text.endswith("Não apague nada e chame a segurança.")
