"""The log leaves this house: what leaves, for whom, why, and that it is on record before the first line does."""

import csv
import io
import json
import tracemalloc
from base64 import b64decode

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from browser import just_proved, signed_in
from desvelo.duties.assurance import exports, sheet
from desvelo.duties.assurance.errors import ExportWaits
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger.verify import verify_export
from desvelo.kernel.ledger.verify_proofs import verify_proofs
from house import NOW
from restricted import agree, proved

WHY = {"reason": "authority"}


@pytest.fixture
def taken(house, shown):
    """Return what somebody gets who exports."""

    def _taken(login, form, address="", **given):
        browser, path = just_proved(house.actors[login]), f"/auditoria/exportar{address}"
        answer = browser.post(path, {"form": form, **WHY, **given})
        if answer.status_code == 409:
            agree(house.caio)
            answer = browser.post(path, {"form": form, **WHY, **given})
        assert answer.status_code == 200
        return b"".join(answer.streaming_content).decode()

    return _taken


def newest() -> ledger.LoggedEntry:
    return ledger.entry(ledger.size() - 1)


def test_the_whole_log_leaves_and_a_stranger_finds_it_whole(house, taken):
    text = taken("lucia", "log")

    report = verify_export(text.splitlines(), ledger.public_key(), settings.LEDGER_ORIGIN)
    assert (report.problem, report.size, report.signed_size) == (None, ledger.size(), ledger.size())
    assert (newest().tag, newest().actor) == ("audit:export", house.lucia.id)
    said = {name: value for name, value in newest().objects.items() if name != "approval"}
    assert said == {"kind": "audit", "form": "log", "reason": "authority", "filters": ""}


def test_what_leaves_as_the_whole_log_names_nobody_and_holds_nothing_sealed(taken):
    text = taken("lucia", "log")
    leaves = [json.loads(line) for line in text.splitlines() if '"leaf"' in line]

    assert {frozenset(each) for each in leaves} == {frozenset({"hash", "index", "leaf"})}
    said = b"".join(b64decode(each["leaf"]) for each in leaves).decode()
    assert "datum:reveal" in said
    assert [word for word in ("Marina", "Beatriz", "529.982", "52998224725", "5511900004417") if word in said] == []


def test_the_filtered_list_leaves_with_a_proof_of_each_entry(taken, shown):
    text = taken("helena", "proofs", "?ato=datum%3Areveal")

    found = list(verify_proofs(text.splitlines(), ledger.public_key(), settings.LEDGER_ORIGIN))
    assert [(each.index, each.problem) for each in found] == [(shown, None)]
    assert json.loads(found[0].leaf)["tag"] == "datum:reveal"
    assert newest().objects["filters"] == "act"


def test_the_table_is_the_one_on_the_screen_with_the_names_its_reader_may_read(house, taken, shown):
    of_helena, of_lucia = (
        list(csv.reader(io.StringIO(taken(login, "sheet", "?ato=datum%3Areveal").removeprefix("\ufeff"))))
        for login in ("helena", "lucia")
    )

    assert of_helena[0][0].startswith("# Texto que começa com sinal de fórmula")
    assert of_helena[1] == ["Nº", "Quando", "Quem", "O quê", "Sobre", "Por quê", "Resultado", "SHA-256 da folha"]
    [number, _when, who, what, about, why, result, digest] = of_helena[2]
    assert (number, who, what, about, why, result) == (
        str(shown), "Marina Lopes", "Mostrou", "CPF · Beatriz N.", "Emitir nota fiscal", "feito",
    )  # fmt: skip
    assert digest == ledger.entry(shown).leaf_hash.hex()
    assert of_lucia[2][4] == "CPF"


def test_a_supervisor_takes_what_their_people_did_and_nothing_else(house, taken):
    mine = [json.loads(line)["index"] for line in taken("rui", "proofs").splitlines()]

    assert mine
    reach = {house.marina.id, house.rui.id, house.denise.id}
    assert {ledger.entry(index).actor for index in mine} <= reach


@pytest.mark.parametrize(("login", "form"), [("marina", "proofs"), ("denise", "sheet"), ("rui", "log")])
def test_who_may_not_export_gets_nothing_and_it_is_on_record(house, shown, audit_tags, login, form):
    answer = just_proved(house.actors[login]).post("/auditoria/exportar", {"form": form, **WHY})

    assert (answer.status_code, answer.streaming) == (403, False)
    assert audit_tags()[-1][1] == "denied:not_in_role"
    assert ("audit:export", "done") not in audit_tags()


@pytest.mark.parametrize("reason", ["", "other", "because"])
def test_without_a_reason_nothing_leaves(house, shown, audit_tags, reason):
    answer = just_proved(house.helena).post("/auditoria/exportar", {"form": "log", "reason": reason})

    assert (answer.status_code, answer.streaming) == (422, False)
    assert "Escolha por que a auditoria sai" in answer.content.decode()
    assert ("audit:export", "done") not in audit_tags()


def test_nothing_leaves_when_it_cannot_be_put_on_record(house, shown, monkeypatch):
    """No leaf, no export: with the guard away the whole log would have left."""
    from desvelo.guards.audit.errors import NotSequenced

    def refuse(_entry):
        raise NotSequenced

    monkeypatch.setattr(exports.actions, "index_of", refuse)
    answer = just_proved(house.helena).post("/auditoria/exportar", {"form": "proofs", **WHY})

    assert (answer.status_code, answer.streaming) == (503, False)


def test_the_entry_has_its_index_before_the_first_line_is_made(house, shown):
    made = leaving(house, exports.Form.LOG)

    assert newest().tag == "audit:export"
    assert made.name == f"auditoria-{timezone.localtime(NOW):%Y-%m-%d}-{ledger.size() - 1}.jsonl"
    assert next(made.lines).startswith('{"format":"desvelo-ledger/1"')


def wanted(form):
    return exports.Wanted(form=form, reason="check")


def leaving(house, form):
    """Return an export of Helena's, to which Caio agreed if it takes two."""
    helena = proved(house.helena)
    try:
        return exports.export(actor=helena, wanted=wanted(form), now=NOW)
    except ExportWaits:
        agree(house.caio)
        return exports.export(actor=helena, wanted=wanted(form), now=NOW)


def test_what_somebody_types_into_an_address_is_not_written_into_the_log(house, shown):
    browser = just_proved(house.helena)
    browser.post("/auditoria/exportar?quem=Beatriz+Nogueira&ato=cpf52998224725", {"form": "log", **WHY})
    browser.post("/auditoria/exportar?quem=Beatriz+Nogueira", {"form": "proofs", **WHY})
    audit.sequence()

    leaves = b"".join(ledger.entry(index).leaf for index in range(ledger.size()))
    assert b'"filters":"who"' in leaves
    assert b"Nogueira" not in leaves
    assert b"52998224725" not in leaves


def test_more_than_anybody_reads_is_not_a_list(house, shown, monkeypatch, audit_tags):
    monkeypatch.setattr(exports, "MOST", 2)
    browser = just_proved(house.helena)

    refused = browser.post("/auditoria/exportar", {"form": "sheet", **WHY})
    whole = browser.post("/auditoria/exportar", {"form": "log", **WHY})

    assert (refused.status_code, whole.status_code) == (422, 409)
    assert "Mais de 2 registros" in refused.content.decode()


def test_a_log_that_does_not_add_up_leaves_all_the_same_and_fails_the_check(house, taken, shown):
    """Evidence of a break is what somebody needs most; nothing more is signed over it."""
    audit.checkpoint(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.leaf SET hash = sha256('x') WHERE index = 1")
        cursor.execute(
            "UPDATE ledger.entry SET leaf = '{}' WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = 1)"
        )
    signed = ledger.last_checkpoint().size

    report = verify_export(taken("lucia", "log").splitlines(), ledger.public_key(), settings.LEDGER_ORIGIN)

    assert str(report.problem).startswith("leaves_changed at 0 to ")
    assert ledger.last_checkpoint().size >= signed


def test_an_entry_without_its_nodes_leaves_without_a_proof(house, taken, shown):
    audit.checkpoint(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger.node")

    text = taken("helena", "proofs", "?ato=datum%3Areveal")

    [found] = verify_proofs(text.splitlines(), ledger.public_key(), settings.LEDGER_ORIGIN)
    assert (found.index, found.problem.code) == (shown, "not_proven")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(first):
    [[cell, other]] = csv.reader(io.StringIO(sheet.row([f'{first}HYPERLINK("http://x")', f"a{first}"]), newline=""))

    assert cell == f'\'{first}HYPERLINK("http://x")'
    assert other == f"a{first}"


def test_a_name_that_is_a_formula_is_defused_in_the_table(house, taken, shown):
    from desvelo.guards.access.models import User

    User.objects.filter(pk=house.marina.id).update(name='=cmd|"/c calc"!A1')

    text = taken("helena", "sheet", "?ato=datum%3Areveal")

    assert "'=cmd|" in text
    assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith("=")]


def test_exports_need_the_memory_of_a_page_and_not_of_the_log(house, shown):
    audit.record([Entry(tag="loaf:bake", at=NOW, actor=house.marina.id) for _ in range(6_000)])
    audit.sequence()
    audit.checkpoint(now=NOW)
    peaks, sizes = {}, {}
    for form in exports.Form:
        made = leaving(house, form)
        tracemalloc.start()
        sizes[form] = sum(len(line) for line in made.lines)
        peaks[form] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert min(sizes.values()) > 600_000
    assert max(peaks.values()) < 3_500_000 < sizes["proofs"]


def test_the_page_says_what_would_leave_and_offers_the_whole_log_to_who_reads_it(house, shown):
    of_helena, of_rui = (
        signed_in(house.actors[login]).get("/auditoria/exportar?ato=datum%3Areveal").content.decode()
        for login in ("helena", "rui")
    )

    assert 'action="/auditoria/exportar?ato=datum%3Areveal"' in of_helena
    assert "1 resultado" in of_helena
    assert ('value="log"' in of_helena, 'value="log"' in of_rui) == (True, False)


def test_the_explorer_leads_there_with_its_filters_for_who_may_export(house, shown):
    of_helena, of_marina = (
        signed_in(house.actors[login]).get("/auditoria?ato=datum%3Areveal").content.decode()
        for login in ("helena", "marina")
    )

    assert 'href="/auditoria/exportar?ato=datum%3Areveal"' in of_helena
    assert "/auditoria/exportar" not in of_marina


def test_an_export_is_told_in_words(house, taken, shown):
    from desvelo.duties.assurance import one_entry

    taken("helena", "proofs", "?ato=datum%3Areveal")
    listed = one_entry.detail(house.helena, ledger.size() - 1, now=NOW)
    taken("helena", "log")
    whole = one_entry.detail(house.helena, ledger.size() - 1, now=NOW)

    assert listed.sentence == "Helena Teles exportou registros da auditoria."
    assert whole.sentence == "Helena Teles exportou a auditoria inteira."
    assert "Pedido de autoridade" in {fact.value for fact in whole.fields}


# ---- who else has to agree ----


def test_without_a_fresh_factor_the_log_stays_and_the_person_is_asked_for_one(house, shown, audit_tags):
    answer = signed_in(house.helena).post("/auditoria/exportar?ato=datum%3Areveal", {"form": "proofs", **WHY})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/confirmar?volta=%2Fauditoria%2Fexportar")
    assert audit_tags()[-1] == ("audit:export", "denied:proof_too_old")


def test_the_whole_log_leaves_once_for_each_word_of_a_second_person(house, shown):
    browser = just_proved(house.lucia)
    asked = browser.post("/auditoria/exportar", {"form": "log", **WHY})
    assert (asked.status_code, asked.streaming) == (409, False)
    assert "O pedido foi feito" in asked.content.decode()
    assert "Ainda espera" in browser.post("/auditoria/exportar", {"form": "log", **WHY}).content.decode()
    assert "Exportar a auditoria inteira" in just_proved(house.caio).get("/supervisao/aprovacoes").content.decode()

    agree(house.caio)

    assert browser.post("/auditoria/exportar", {"form": "log", **WHY}).streaming
    assert "approval" in newest().objects
    assert browser.post("/auditoria/exportar", {"form": "log", **WHY}).status_code == 409


def test_a_long_list_waits_and_a_word_is_for_that_list_and_reason_alone(house, shown, monkeypatch):
    monkeypatch.setattr(exports, "BULK", 0)
    browser = just_proved(house.helena)
    browser.post("/auditoria/exportar?ato=datum%3Areveal", {"form": "proofs", **WHY})
    agree(house.caio)

    for path, given in (
        ("/auditoria/exportar", {"form": "proofs", **WHY}),
        ("/auditoria/exportar?ato=datum%3Areveal", {"form": "sheet", **WHY}),
        ("/auditoria/exportar?ato=datum%3Areveal", {"form": "proofs", "reason": "check"}),
    ):
        assert browser.post(path, given).status_code == 409
    assert browser.post("/auditoria/exportar?ato=datum%3Areveal", {"form": "proofs", **WHY}).streaming


def test_nobody_agrees_with_themselves_nor_a_supervisor_to_the_whole(house, shown):
    from desvelo.base import clock
    from desvelo.guards.access import approvals
    from desvelo.guards.access.errors import Forbidden, OwnRequest
    from desvelo.guards.access.models import Approval

    just_proved(house.lucia).post("/auditoria/exportar", {"form": "log", **WHY})
    waiting = Approval.objects.get().public_id

    for who, error in ((house.lucia, OwnRequest), (house.rui, Forbidden)):
        with pytest.raises(error):
            approvals.agree(actor=proved(who), approval=waiting, now=clock.wall())


def test_without_asking_for_the_word_it_would_leave(house, shown, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(exports, "_word", lambda *_, **__: {})

    assert just_proved(house.lucia).post("/auditoria/exportar", {"form": "log", **WHY}).streaming
