"""Why something is hidden, in words: what says so, and how sure that is."""

from django.utils.translation import gettext as _

from desvelo.base.ui.looks import look
from desvelo.kernel.detection.explain import Reason, WhyNot
from desvelo.kernel.detection.finding import Certainty

_BY_HAND = "person/by_hand"


def evidence(rule: str, certainty: int) -> str:
    """Say what speaks for it: the rule where it has words of its own, else the kind of certainty."""
    known = {
        _BY_HAND: _("Somebody of the team hid it by hand."),
        "learned/signs": _("No rule found it; many small signs around it, weighed together, speak for it."),
        "scan/failed": _("The text could not be searched, so all of it is covered."),
        "whatsapp/place": _("WhatsApp itself says what it is, by where it stands."),
    }
    by_certainty = {
        Certainty.CHECKED: _("Its check digits are right, or nothing else has this form."),
        Certainty.CONTEXT: _("The words around it, or the question it answers, say so."),
        Certainty.SHAPE: _("It has the form of one. Form alone can be wrong."),
    }
    return known.get(rule) or by_certainty[Certainty(certainty)]


def certainty(rule: str, level: int) -> str:
    """Name how sure it is."""
    if rule == _BY_HAND:
        return _("a person")
    return {Certainty.CHECKED: _("high"), Certainty.CONTEXT: _("medium"), Certainty.SHAPE: _("low")}[Certainty(level)]


def rests_on(reason: Reason) -> str:
    """Say without what it would not have been found; empty when it stands alone."""
    parts = [f"«{word}»" for word in reason.evidence]
    parts += [_("the question before")] if reason.question else []
    parts += [_("what was written before")] if reason.previous else []
    parts += [str(look(label).short) for label in reason.beside]
    return _("It rests on: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def why_not(reason: Reason) -> str:
    """Say why a stretch that looks like a datum was left readable."""
    words = ", ".join(f"«{word}»" for word in reason.evidence)
    said = {
        WhyNot.ANNOUNCED: _("%(words)s says that it is something else.") % {"words": words},
        WhyNot.MONEY: _("It is an amount."),
        WhyNot.NO_VALUE: _("The word is there, and no value."),
        WhyNot.NO_WORD: _("Nothing says what it is. Behind the right word it would be: %(labels)s.")
        % {"labels": ", ".join(str(look(label).short) for label in reason.could_be)},
        WhyNot.UNFIT: _("The word is there, but this has not the form of one."),
        WhyNot.UNKNOWN: _("It has the form of nothing that is looked for."),
    }
    return said[reason.why_not or WhyNot.UNKNOWN]
