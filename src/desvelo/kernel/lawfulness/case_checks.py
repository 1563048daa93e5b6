"""Everything that is wrong with a case, at once: each with the field, the article, and what to do.

Source: LGPD arts. 6, 7, 9, 10, 11, 14, 15, 16 and 37; PCI DSS 3.3.1; ux.md 6.10; privacy-law.md 3, 4 and 10.
"""

from collections.abc import Iterator
from datetime import datetime

from desvelo.kernel.lawfulness import automated, balancing, data_classes, notice, pairing, purposes, registry
from desvelo.kernel.lawfulness.balancing import is_written
from desvelo.kernel.lawfulness.basis import KEPT_ELSEWHERE, RECORDS, Record
from desvelo.kernel.lawfulness.case import LONGEST_REASON, MOST_DAYS, MOST_REASONS, OTHER, Case, Company
from desvelo.kernel.lawfulness.data_classes import Nature
from desvelo.kernel.lawfulness.notice import Item
from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import count, gettext_noop, ngettext_noop, say


def problems(case: Case, *, company: Company, now: datetime) -> tuple[Problem, ...]:
    """Return everything that is wrong with a case, in the order of its fields."""
    balanced = any(each.is_balanced for each in case.bases)
    told = notice.in_force(case.notices, at=now)
    return (
        *_of_purpose(case),
        *_of_classes(case),
        *_of_grounds(case),
        *pairing.refusals(case, company),
        *(balancing.problems(case.balancing, on=now.date(), minors=case.minors) if balanced else ()),
        *notice.problems(told, asked=_asked_items(case), may_be_stopped=purposes.is_marketing(case.purpose)),
        *_of_time(case),
        *_of_people(case),
        *automated.problems(case.automated),
    )


def carries_messages(case: Case, *, company: Company, now: datetime) -> bool:
    """Tell whether something may be sent under a case: it is in use and nothing is wrong with it."""
    return not case.is_retired and not problems(case, company=company, now=now)


def _asked_items(case: Case) -> frozenset[Item]:
    said = {Item.MINORS: case.minors, Item.AUTOMATED: case.automated is not None}
    return frozenset(item for item, is_so in said.items() if is_so)


def _of_purpose(case: Case) -> Iterator[Problem]:
    if case.purpose not in purposes.PURPOSES:
        yield Problem(
            code="purpose_unknown",
            field="purpose",
            article="LGPD art. 6, I",
            wrong=say(gettext_noop("This case has no purpose of the list.")),
            step=say(gettext_noop("Choose the one that comes closest.")),
        )
    if not is_written(case.aim):
        yield Problem(
            code="aim_missing",
            field="aim",
            article="LGPD art. 6, I",
            wrong=say(gettext_noop("The case does not say what exactly the data are for.")),
            step=say(gettext_noop("Write it as you would tell a customer, in one sentence.")),
        )


def _of_classes(case: Case) -> Iterator[Problem]:
    if not case.classes:
        yield Problem(
            code="classes_missing",
            field="classes",
            article="LGPD art. 6, III",
            wrong=say(gettext_noop("The case names no data.")),
            step=say(gettext_noop("Choose the kinds of data that it cannot do without.")),
        )
    for each in sorted(case.classes):
        nature = data_classes.kind(each)
        if nature is None or each in data_classes.UNNAMED:
            yield Problem(
                code="class_unknown",
                field="classes",
                article="LGPD art. 6, III",
                wrong=say(gettext_noop("Nobody finds data of the kind «%(kind)s»."), kind=each),
                step=say(gettext_noop("Choose a kind of the list.")),
            )
        elif nature is Nature.DISCARDED:
            yield Problem(
                code="class_discarded",
                field="classes",
                article="PCI DSS 3.3.1",
                wrong=say(
                    gettext_noop("Data of the kind «%(kind)s» are discarded on arrival and never kept."), kind=each
                ),
                step=say(
                    gettext_noop(
                        "Take it out: payments go by the provider's link, and codes are for the customer alone."
                    )
                ),
            )


def _of_grounds(case: Case) -> Iterator[Problem]:
    if not case.grounds:
        yield Problem(
            code="basis_missing",
            field="grounds",
            article="LGPD art. 7",
            wrong=say(gettext_noop("The case has no legal basis.")),
            step=say(gettext_noop("Choose the basis before anybody uses the data.")),
        )
    for ground in case.grounds:
        if not registry.is_known(ground.basis):
            yield Problem(
                code="basis_unknown",
                field="grounds",
                article="LGPD art. 7",
                wrong=say(gettext_noop("There is no legal basis «%(basis)s»."), basis=ground.basis),
                step=say(gettext_noop("Choose one of the list.")),
            )
            continue
        basis = registry.basis(ground.basis)
        for record in sorted(basis.records - KEPT_ELSEWHERE):
            if not ground.records.get(record, "").strip():
                yield Problem(
                    code=f"record_{record}",
                    field="grounds",
                    article=basis.article,
                    wrong=say(
                        gettext_noop("«%(basis)s» asks for this on record: %(record)s."),
                        basis=basis.name,
                        record=RECORDS[record],
                    ),
                    step=say(gettext_noop("Write it beside the basis.")),
                )


def _of_time(case: Case) -> Iterator[Problem]:
    has_norm = any(ground.records.get(Record.NORM, "").strip() for ground in case.grounds)
    if case.keep_days <= 0:
        yield Problem(
            code="time_missing",
            field="keep_days",
            article="LGPD art. 15",
            wrong=say(gettext_noop("Nobody said for how long the data are kept.")),
            step=say(gettext_noop("Say how many days, counted from the end of the conversation.")),
        )
    elif case.keep_days > MOST_DAYS and not has_norm:
        yield Problem(
            code="time_too_long",
            field="keep_days",
            article="LGPD arts. 15 and 16",
            wrong=say(gettext_noop("The data would be kept for more than five years, and no norm asks for it.")),
            step=say(gettext_noop("Keep them for a shorter time, or name the norm under a legal duty.")),
        )


def _of_people(case: Case) -> Iterator[Problem]:
    if not case.teams:
        yield Problem(
            code="teams_missing",
            field="teams",
            article="LGPD art. 46",
            wrong=say(gettext_noop("No team works on this case.")),
            step=say(gettext_noop("Choose the teams that need it.")),
        )
    listed = [each.strip() for each in case.reasons]
    if not any(listed):
        yield Problem(
            code="reasons_missing",
            field="reasons",
            article="LGPD art. 6, III",
            wrong=say(gettext_noop("Nobody can choose why they need to see a piece of data.")),
            step=say(gettext_noop("Write at least one reason that comes up in this work.")),
        )
    if len(listed) > MOST_REASONS:
        yield Problem(
            code="reasons_too_many",
            field="reasons",
            article="LGPD art. 6, III",
            wrong=count(
                ngettext_noop("There is %(n)s reason too many.", "There are %(n)s reasons too many."),
                len(listed) - MOST_REASONS,
            ),
            step=say(gettext_noop("Keep the four that come up most; «other» is always there.")),
        )
    seen = {each.casefold() for each in listed}
    if len(seen) < len(listed) or "" in seen or OTHER in seen or any(len(each) > LONGEST_REASON for each in listed):
        yield Problem(
            code="reasons_unclear",
            field="reasons",
            article="LGPD art. 6, III",
            wrong=say(gettext_noop("A reason is empty, there twice, too long, or «other».")),
            step=say(gettext_noop("Write each as a short sentence of its own; «other» is always there.")),
        )
