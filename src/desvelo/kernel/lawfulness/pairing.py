"""Which basis can carry which data, for whom, and for what: the pairs the law refuses, each with its article.

Source: LGPD arts. 7, 10, 11 (with §§ 4 and 5) and 14; GDPR arts. 6, 8 and 9; privacy-law.md 3, 4 and 13 (LEG-02).
"""

from collections.abc import Iterator
from typing import Final

from desvelo.kernel.lawfulness import data_classes, purposes
from desvelo.kernel.lawfulness.balancing import is_written
from desvelo.kernel.lawfulness.basis import Basis, Kind, Law, Minors, Standing
from desvelo.kernel.lawfulness.case import Case, Company
from desvelo.kernel.lawfulness.data_classes import Nature
from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import gettext_noop, say

_SENSITIVE_ARTICLE: Final = {Law.LGPD: "LGPD art. 11", Law.GDPR: "GDPR art. 9"}
_ORDINARY_ARTICLE: Final = {Law.LGPD: "LGPD art. 7", Law.GDPR: "GDPR art. 6"}

_CLOSED: Final = {
    Standing.ASSOCIATION: gettext_noop("%(basis)s is only for non-profit bodies, about their own members."),
    Standing.EMPLOYER: gettext_noop("%(basis)s is only for employers, about their staff."),
    Standing.HEALTH_SERVICE: gettext_noop("%(basis)s is only for health professionals, services and authorities."),
    Standing.NOT_PUBLIC: gettext_noop("%(basis)s is not for public authorities in their tasks."),
    Standing.PUBLIC_BODY: gettext_noop("%(basis)s is only for the public administration."),
    Standing.RESEARCH_BODY: gettext_noop("%(basis)s is only for research bodies."),
}


def refusals(case: Case, company: Company) -> tuple[Problem, ...]:
    """Return every pair of basis and data, purpose or company in a case that the law refuses."""
    return (
        *_uncovered(case),
        *_closed(case, company),
        *_of_purpose(case),
        *_of_health(case),
        *_of_minors(case),
    )


def can_carry(basis: Basis, kind: Kind) -> bool:
    """Tell whether a basis carries a kind of data at all."""
    return kind in basis.carries


def _uncovered(case: Case) -> Iterator[Problem]:
    """Yield what no basis of a law carries: LGPD asks article 11 for the sensitive, GDPR articles 6 and 9 for it."""
    sensitive = data_classes.of(case.classes, Nature.SENSITIVE)
    ordinary = data_classes.of(case.classes, Nature.ORDINARY)
    for law in sorted(case.laws):
        bases = [each for each in case.bases if each.law is law]
        if sensitive and not any(can_carry(each, Kind.SENSITIVE) for each in bases):
            yield _sensitive_alone(bases, law)
        needs_first = bool(ordinary) or (law is Law.GDPR and bool(sensitive))
        if needs_first and not any(can_carry(each, Kind.ORDINARY) for each in bases):
            yield Problem(
                code="ordinary_uncovered",
                field="grounds",
                article=_ORDINARY_ARTICLE[law],
                wrong=say(
                    gettext_noop("No basis of %(article)s stands behind this case."), article=_ORDINARY_ARTICLE[law]
                ),
                step=say(
                    gettext_noop("Add the basis that carries the ordinary data, such as the name and the phone number.")
                ),
            )


def _sensitive_alone(bases: list[Basis], law: Law) -> Problem:
    if any(each.is_balanced for each in bases):
        return Problem(
            code="sensitive_on_interest",
            field="grounds",
            article=_SENSITIVE_ARTICLE[law],
            wrong=say(gettext_noop("Legitimate interest never carries sensitive data.")),
            step=say(gettext_noop("Take the sensitive data out, or ask for specific and highlighted consent.")),
        )
    return Problem(
        code="sensitive_uncovered",
        field="grounds",
        article=_SENSITIVE_ARTICLE[law],
        wrong=say(gettext_noop("Sensitive data stand on no basis of %(article)s."), article=_SENSITIVE_ARTICLE[law]),
        step=say(gettext_noop("Add one of that article, or take the sensitive data out of the case.")),
    )


def _closed(case: Case, company: Company) -> Iterator[Problem]:
    for each in case.bases:
        if each.only_for is not None and not company.may_be(each.only_for):
            yield Problem(
                code="basis_closed",
                field="grounds",
                article=each.article,
                wrong=say(_CLOSED[each.only_for], basis=each.name),
                step=say(gettext_noop("Choose another basis, or say in the settings that the company is one.")),
            )


def _of_purpose(case: Case) -> Iterator[Problem]:
    if case.purpose not in purposes.PURPOSES:
        return
    purpose = purposes.purpose(case.purpose)
    sensitive = data_classes.of(case.classes, Nature.SENSITIVE)
    if sensitive and not purpose.sensitive:
        yield Problem(
            code="sensitive_unneeded",
            field="classes",
            article="LGPD art. 6, III",
            wrong=say(gettext_noop("«%(purpose)s» needs no sensitive data."), purpose=purpose.name),
            step=say(gettext_noop("Take them out of the case, or open a case of its own for them.")),
        )
    for each in case.bases:
        allowed = purpose.only_sensitive if can_carry(each, Kind.SENSITIVE) else purpose.only
        if allowed and each.code not in allowed:
            yield Problem(
                code="basis_not_for_purpose",
                field="grounds",
                article=each.article,
                wrong=say(
                    gettext_noop("%(basis)s does not carry «%(purpose)s»."), basis=each.name, purpose=purpose.name
                ),
                step=say(gettext_noop("Ask for consent, and keep its proof.")),
            )


def _of_health(case: Case) -> Iterator[Problem]:
    if "HEALTH" not in case.classes and "SPECIAL" not in case.classes:
        return
    if case.shares_for_gain:
        yield Problem(
            code="health_for_gain",
            field="classes",
            article="LGPD art. 11, § 4",
            wrong=say(gettext_noop("Health data would be shared with another company for economic gain.")),
            step=say(gettext_noop("Take the sharing out: only health services to the same person may go on.")),
        )
    if case.selects_risks:
        yield Problem(
            code="health_selects_risks",
            field="classes",
            article="LGPD art. 11, § 5",
            wrong=say(gettext_noop("Health data would decide who gets a health plan, or at which price.")),
            step=say(gettext_noop("Take this use out of the case.")),
        )


def _of_minors(case: Case) -> Iterator[Problem]:
    if not case.minors:
        return
    if case.purpose in purposes.PURPOSES and purposes.purpose(case.purpose).spares_minors:
        yield Problem(
            code="minors_spared",
            field="minors",
            article="LGPD art. 14",
            wrong=say(gettext_noop("Neither promotions nor the training of models are for minors.")),
            step=say(gettext_noop("Take minors out of the case.")),
        )
    asks_interest = [each for each in case.bases if each.minors is Minors.BEST_INTEREST and not each.is_balanced]
    if asks_interest and not is_written(case.best_interest):
        yield Problem(
            code="minors_best_interest",
            field="best_interest",
            article="LGPD art. 14",
            wrong=say(gettext_noop("Nobody wrote why this is in the best interest of the children and teenagers.")),
            step=say(gettext_noop("Write it in a sentence or two, or ask a parent or guardian for consent.")),
        )
