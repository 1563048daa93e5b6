"""Why something is hidden, in words: what says so, and how sure that is."""

from django.utils.translation import gettext as _

from desvelo.kernel.detection.finding import Certainty

_BY_HAND = "person/by_hand"


def evidence(rule: str, certainty: int) -> str:
    """Say what speaks for it: the rule where it has words of its own, else the kind of certainty."""
    known = {
        _BY_HAND: _("Somebody of the team hid it by hand."),
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
