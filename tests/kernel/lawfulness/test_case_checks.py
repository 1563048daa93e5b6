"""A case with one flaw is told that flaw; a case full of flaws is told all of them at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desvelo.kernel.lawfulness import case_checks
from desvelo.kernel.lawfulness.automated import Automated, Effect, may_ask_review
from desvelo.kernel.lawfulness.basis import Record, Standing
from desvelo.kernel.lawfulness.case import MOST_DAYS, Case, Company, Ground
from desvelo.kernel.lawfulness.notice import Item, Notice
from desvelo.kernel.lawfulness.problems import codes

from .whole import CASE, CLINIC, CONSENT, CONTRACT, HEALTH, INTEREST, NOTICE, NOW, SHOP, TEST, case

FRAUD = Ground(basis="BR11-II-g")


def found(one: Case, company: Company = SHOP) -> tuple[str, ...]:
    return codes(case_checks.problems(one, company=company, now=NOW))


def test_a_whole_case_has_no_problem_and_carries_messages():
    assert found(CASE) == ()
    assert case_checks.carries_messages(CASE, company=SHOP, now=NOW)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"purpose": "anything"}, ("purpose_unknown",)),
        ({"aim": "ok"}, ("aim_missing",)),
        ({"classes": frozenset()}, ("classes_missing",)),
        ({"classes": frozenset({"CPF", "SHOE_SIZE"})}, ("class_unknown",)),
        ({"classes": frozenset({"CPF", "OTHER"})}, ("class_unknown",)),
        ({"classes": frozenset({"CPF", "CARD_CVV"})}, ("class_discarded",)),
        ({"grounds": ()}, ("basis_missing",)),
        ({"grounds": (CONTRACT, Ground(basis="BR7-XI"))}, ("basis_unknown",)),
        ({"grounds": (replace(CONTRACT, records={Record.CONTRACT: "pedido"}),)}, ("record_necessity",)),
        ({"grounds": (replace(CONTRACT, records={Record.CONTRACT: " "}),)}, ("record_contract", "record_necessity")),
        ({"notices": ()}, ("notice_missing",)),
        ({"keep_days": 0}, ("time_missing",)),
        ({"keep_days": MOST_DAYS + 1}, ("time_too_long",)),
        ({"teams": frozenset()}, ("teams_missing",)),
        ({"reasons": ()}, ("reasons_missing",)),
        ({"reasons": tuple("abcdef")}, ("reasons_too_many",)),
        ({"reasons": ("Um", "um")}, ("reasons_unclear",)),
        ({"reasons": ("Um", "other")}, ("reasons_unclear",)),
        ({"reasons": ("x" * 61,)}, ("reasons_unclear",)),
    ],
)
def test_one_flaw_is_one_problem(changed, problem):
    assert found(case(**changed)) == problem


def test_everything_wrong_is_named_at_once():
    empty = Case(
        code="x", purpose="", aim="", classes=frozenset(), grounds=(), notices=(), keep_days=0, teams=frozenset(),
        reasons=(),
    )  # fmt: skip

    assert found(empty) == (
        "purpose_unknown", "aim_missing", "classes_missing", "basis_missing", "notice_missing", "time_missing",
        "teams_missing", "reasons_missing",
    )  # fmt: skip


def test_every_problem_says_an_article_and_what_to_do():
    worst = case(
        classes=frozenset({"HEALTH", "CARD_CVV"}), grounds=(INTEREST,), minors=True, reasons=(), notices=(), keep_days=0
    )

    problems = case_checks.problems(worst, company=SHOP, now=NOW)

    assert len(problems) == 7
    for each in problems:
        assert each.article
        assert "%" not in each.wrong.in_english()
        assert each.step.in_english().endswith(".")


def test_how_many_reasons_are_too_many_is_counted():
    six = case(reasons=("a", "b", "c", "d", "e", "f"))
    (problem,) = case_checks.problems(six, company=SHOP, now=NOW)

    assert problem.wrong.in_english() == "There are 2 reasons too many."


def test_longer_than_five_years_needs_a_norm():
    norm = Ground(basis="BR7-II", records={Record.NORM: "CTN art. 173", Record.PERIOD: "10 anos"})

    assert found(case(keep_days=3_650, grounds=(norm,))) == ()


def test_a_retired_case_carries_nothing():
    assert not case_checks.carries_messages(case(is_retired=True), company=SHOP, now=NOW)


@pytest.mark.parametrize(
    ("changed", "company", "refused"),
    [
        # Sensitive data never on legitimate interest (art. 11), nor on any basis of article 7.
        ({"purpose": "survey", "grounds": (INTEREST,), "balancing": TEST, "classes": frozenset({"PHONE", "HEALTH"})},
         SHOP, ("sensitive_on_interest", "sensitive_unneeded")),
        ({"purpose": "support", "classes": frozenset({"PHONE", "RELIGION"})}, SHOP, ("sensitive_uncovered",)),
        ({"purpose": "support", "classes": frozenset({"PHONE", "SPECIAL"})}, SHOP, ("sensitive_uncovered",)),
        # Nobody but health professionals leans on the protection of health.
        ({"purpose": "health_content", "grounds": (CONTRACT, HEALTH), "classes": frozenset({"PHONE", "HEALTH"})},
         SHOP, ("basis_closed",)),
        ({"purpose": "health_content", "grounds": (CONTRACT, HEALTH), "classes": frozenset({"PHONE", "HEALTH"})},
         CLINIC, ()),
        # The article for sensitive data does not carry the name and the number.
        ({"purpose": "health_content", "grounds": (HEALTH,), "classes": frozenset({"PHONE", "HEALTH"})},
         CLINIC, ("ordinary_uncovered",)),
        # Art. 11 §§ 4 and 5.
        ({"purpose": "health_content", "grounds": (CONTRACT, HEALTH), "classes": frozenset({"PHONE", "HEALTH"}),
          "shares_for_gain": True, "selects_risks": True}, CLINIC, ("health_for_gain", "health_selects_risks")),
        # Strangers are written to only after they said yes; an order needs no sensitive data.
        ({"purpose": "marketing_cold", "grounds": (INTEREST,), "balancing": TEST}, SHOP, ("basis_not_for_purpose",)),
        ({"purpose": "marketing_cold", "grounds": (CONSENT,)}, SHOP, ()),
        ({"purpose": "marketing_own", "grounds": (CONSENT, HEALTH), "classes": frozenset({"PHONE", "HEALTH"})},
         CLINIC, ("basis_not_for_purpose",)),
        ({"purpose": "ai_training", "grounds": (CONSENT, FRAUD), "classes": frozenset({"PHONE", "BIOMETRIC"}),
          "balancing": TEST}, SHOP, ("basis_not_for_purpose",)),
        # GDPR asks for both: article 6 and article 9.
        ({"purpose": "support", "classes": frozenset({"HEALTH"}),
          "grounds": (Ground(basis="EU9-a"),)}, SHOP, ("ordinary_uncovered",)),
        ({"purpose": "support", "classes": frozenset({"HEALTH"}),
          "grounds": (Ground(basis="EU9-a"), Ground(basis="EU6-b", records={Record.CONTRACT: "c"}))}, SHOP, ()),
        # A public authority has no legitimate interest; a company has no public policy.
        ({"purpose": "survey", "grounds": (Ground(basis="EU6-f"),), "balancing": TEST},
         Company(standings=frozenset({Standing.PUBLIC_BODY})), ("basis_closed",)),
        ({"grounds": (Ground(basis="BR7-III", records={Record.AGREEMENT: "lei"}),)}, SHOP, ("basis_closed",)),
        # Minors: no promotions; best interest in writing.
        ({"purpose": "marketing_own", "grounds": (CONSENT,), "minors": True}, SHOP, ("minors_spared",)),
        ({"minors": True}, SHOP, ("minors_best_interest",)),
        ({"minors": True, "best_interest": "A criança recebe o material da escola."}, SHOP, ()),
        ({"minors": True, "purpose": "survey", "grounds": (INTEREST,), "balancing": TEST}, SHOP,
         ("balancing_best_interest",)),
    ],
)  # fmt: skip
def test_impossible_pairs_are_refused_and_possible_ones_are_not(changed, company, refused):
    assert found(case(**changed), company) == refused


def test_a_balancing_test_must_be_whole_signed_won_and_not_over():
    interest = {"purpose": "survey", "grounds": (INTEREST,)}

    assert found(case(**interest)) == ("balancing_missing",)
    assert found(case(**interest, balancing=TEST)) == ()
    for changed, problem in [
        ({"interest": "—"}, "balancing_interest"),
        ({"safeguards": frozenset()}, "balancing_safeguards"),
        ({"rights_prevail": None}, "balancing_result"),
        ({"rights_prevail": True}, "balancing_lost"),
        ({"approved_by": " "}, "balancing_unsigned"),
        ({"approved_on": NOW.date() + timedelta(days=1)}, "balancing_unsigned"),
        ({"valid_until": NOW.date() - timedelta(days=1)}, "balancing_over"),
    ]:
        assert found(case(**interest, balancing=replace(TEST, **changed))) == (problem,)


def test_a_notice_must_tell_everything_in_every_language():
    poor = Notice(version=2, since=NOW, short={"pt-br": "Oi", "en": "Hi"}, page={"pt-br": NOTICE.page["pt-br"]})

    problems = found(case(notices=(NOTICE, poor)))

    assert problems.count("notice_link") == problems.count("notice_warning") == 2
    assert "notice_rights" in problems
    assert "notice_stop" not in problems
    assert "notice_minors" not in problems


def test_minors_and_machines_must_be_told_of():
    page = {item: text for item, text in NOTICE.page["pt-br"].items() if item not in {Item.MINORS, Item.AUTOMATED}}
    short_page = (replace(NOTICE, page={"pt-br": page}),)
    machine = Automated(effect=Effect.ROUTING, person_decides=False, way_to_a_person="Escreva PESSOA")

    assert found(case(notices=short_page)) == ()
    assert found(case(notices=short_page, minors=True, best_interest="É para o bem dela.")) == ("notice_minors",)
    assert found(case(notices=short_page, automated=machine)) == ("notice_automated",)


def test_machines_suggest_and_people_decide():
    alone = Automated(effect=Effect.CREDIT, person_decides=False, trains_on_input=True, masks_input=False)

    assert found(case(automated=alone)) == (
        "automated_alone", "automated_criteria", "automated_no_person", "automated_unmasked", "automated_trains",
    )  # fmt: skip
    assert may_ask_review(Effect.PROFILE, person_decides=False)
    assert not may_ask_review(Effect.CREDIT, person_decides=True)
