"""What a company tells people about their data: a short message at first contact, a page behind it, and versions.

What changed between two versions is computed, never declared.  A change of the purpose, of how and how long, of who
the company is, or of whom it shares with is one that people are told of and that ends an earlier yes.

Source: LGPD arts. 8 § 6, 9 and 14 §§ 2 and 6; GDPR art. 13; privacy-law.md 6.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from desvelo.kernel.detection.folding import fold
from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import gettext_noop, say


class Item(StrEnum):
    """What a notice must tell, by article 9 and its neighbours."""

    PURPOSE = "purpose"
    BASIS = "basis"
    FORM_AND_TIME = "form_and_time"
    CONTROLLER = "controller"
    CONTACT = "contact"
    OFFICER = "officer"
    SHARING = "sharing"
    RESPONSIBILITIES = "responsibilities"
    RIGHTS = "rights"
    CONDITION = "condition"
    TRANSFER = "transfer"
    AUTOMATED = "automated"
    SOURCE = "source"
    MINORS = "minors"


ITEMS: Final[Mapping[Item, tuple[str, str]]] = {
    Item.PURPOSE: ("LGPD art. 9, I", gettext_noop("what the data are for")),
    Item.BASIS: ("LGPD art. 37", gettext_noop("the legal basis")),
    Item.FORM_AND_TIME: ("LGPD art. 9, II", gettext_noop("how the data are used and for how long")),
    Item.CONTROLLER: ("LGPD art. 9, III", gettext_noop("who the company is")),
    Item.CONTACT: ("LGPD art. 9, IV", gettext_noop("how to reach the company")),
    Item.OFFICER: ("LGPD art. 41, § 1", gettext_noop("who the data protection officer is")),
    Item.SHARING: ("LGPD art. 9, V", gettext_noop("who the data are shared with, and why")),
    Item.RESPONSIBILITIES: ("LGPD art. 9, VI", gettext_noop("who answers for what")),
    Item.RIGHTS: ("LGPD art. 9, VII", gettext_noop("the rights of the person")),
    Item.CONDITION: ("LGPD art. 9, § 3", gettext_noop("whether the service depends on the data")),
    Item.TRANSFER: ("LGPD art. 33", gettext_noop("which country the data go to")),
    Item.AUTOMATED: ("LGPD art. 20, § 1", gettext_noop("what is decided by machines alone")),
    Item.SOURCE: ("LGPD art. 9", gettext_noop("where the data came from")),
    Item.MINORS: ("LGPD art. 14, § 2", gettext_noop("which data of minors are used, in words they understand")),
}
"""Where each item is asked for, and how it is called."""

ALWAYS: Final = tuple(
    item for item in ITEMS if item not in {Item.CONDITION, Item.TRANSFER, Item.AUTOMATED, Item.SOURCE, Item.MINORS}
)
"""What no notice may leave out; the others are told when they are so."""

MATERIAL: Final = frozenset({Item.PURPOSE, Item.FORM_AND_TIME, Item.CONTROLLER, Item.SHARING})
"""Items I, II, III and V of article 9: whoever had said yes is asked again (art. 8 § 6)."""

_LINK: Final = re.compile(r"https://\S{4}|%\(link\)s")
_STOP: Final = re.compile(r"\b(?:parar|stop|sair|descadastrar)\b")
_WARNINGS: Final = (re.compile(r"\b(?:cartao|cartoes|cards?)\b"), re.compile(r"\b(?:senhas?|passwords?)\b"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A version of a notice: the *short* message and the *page* behind it, each by language, since an instant."""

    version: int
    since: datetime
    short: Mapping[str, str]
    page: Mapping[str, Mapping[Item, str]] = field(default_factory=dict)


def in_force(versions: Sequence[Notice], *, at: datetime) -> Notice | None:
    """Return the newest version that already counts."""
    begun = [each for each in versions if each.since <= at]
    return max(begun, key=lambda each: each.version, default=None)


def changed(old: Notice, new: Notice) -> frozenset[Item]:
    """Return the items that the page of one version tells otherwise than the other, in any language both have.

    Without a language in common nobody can compare them, so everything counts as changed.
    """
    shared = set(old.page) & set(new.page)
    if not shared:
        return frozenset(Item)
    return frozenset(
        item
        for language in shared
        for item in Item
        if _even(old.page[language].get(item, "")) != _even(new.page[language].get(item, ""))
    )


def asks_again(versions: Sequence[Notice], *, agreed: int, at: datetime) -> bool:
    """Tell whether somebody who said yes under version *agreed* has to be asked again.

    A version nobody can find any more is one that nobody can show, so it asks again.
    """
    now = in_force(versions, at=at)
    before = next((each for each in versions if each.version == agreed), None)
    if now is None or before is None:
        return True
    return bool(changed(before, now) & MATERIAL)


def problems(notice: Notice | None, *, asked: frozenset[Item], may_be_stopped: bool) -> tuple[Problem, ...]:
    """Return everything that is wrong with a notice; *asked* are the items told only when they are so."""
    if notice is None:
        wrong = say(gettext_noop("No notice tells people about this case."))
        step = say(gettext_noop("Write the notice, in each language your customers write in."))
        return (Problem(code="notice_missing", field="notice", article="LGPD art. 9", wrong=wrong, step=step),)
    found = _untold(notice, asked=asked)
    for language, text in notice.short.items():
        found += _of_short(text, language=language, may_be_stopped=may_be_stopped)
    if not notice.short:
        found += _of_short("", language="pt-br", may_be_stopped=may_be_stopped)
    return tuple(found)


def _untold(notice: Notice, *, asked: frozenset[Item]) -> list[Problem]:
    return [
        Problem(
            code=f"notice_{item}",
            field="notice",
            article=ITEMS[item][0],
            wrong=say(
                gettext_noop("The notice does not say %(item)s (%(language)s)."), item=ITEMS[item][1], language=code
            ),
            step=say(gettext_noop("Add a paragraph that says it.")),
        )
        for code in notice.short
        for item in ITEMS
        if (item in ALWAYS or item in asked) and not notice.page.get(code, {}).get(item, "").strip()
    ]


def _of_short(text: str, *, language: str, may_be_stopped: bool) -> list[Problem]:
    folded, found = fold(text), []
    if not _LINK.search(text):
        wrong = say(
            gettext_noop("The first message has no link to the whole notice (%(language)s)."), language=language
        )
        step = say(gettext_noop("Put the address of the notice page in it, with https."))
        found.append(Problem(code="notice_link", field="notice", article="LGPD art. 9", wrong=wrong, step=step))
    if may_be_stopped and not _STOP.search(folded):
        wrong = say(gettext_noop("The first message does not say how to stop (%(language)s)."), language=language)
        step = say(gettext_noop("Add: to stop, write PARAR."))
        found.append(Problem(code="notice_stop", field="notice", article="LGPD art. 18, § 2", wrong=wrong, step=step))
    if not all(each.search(folded) for each in _WARNINGS):
        wrong = say(
            gettext_noop("The first message says nothing of cards and passwords (%(language)s)."), language=language
        )
        step = say(gettext_noop("Add: do not send card numbers or passwords here."))
        found.append(Problem(code="notice_warning", field="notice", article="LGPD art. 46", wrong=wrong, step=step))
    return found


def _even(text: str) -> str:
    return " ".join(text.split())
