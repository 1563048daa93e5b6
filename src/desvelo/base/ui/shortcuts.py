"""Every key of the desk, once: the sheet that people open is drawn from this table, and the browser acts by it.

A key without an action is handled where it acts (the reply box, a question); it stands here so that it is told.  Single
letters can be turned off, for whoever speaks to the computer or types with a tremor.

Source: ux.md section 5; WCAG 2.2, 2.1.4.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE: Final = "desvelo-keys"
OFF: Final = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """Keys pressed together or one after the other, what the browser does then, and how it is said."""

    keys: tuple[str, ...]
    does: str | Promise
    action: str = ""

    @property
    def pressed(self) -> str:
        """Return the keys as the browser names them."""
        return " ".join(key.lower() if len(key) == 1 else key for key in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Shortcuts that belong together."""

    name: str | Promise
    shortcuts: tuple[Shortcut, ...]


GROUPS: Final = (
    Group(
        name=_("Moving"),
        shortcuts=(
            Shortcut(keys=("J",), does=_("next in the list"), action="next"),
            Shortcut(keys=("K",), does=_("previous in the list"), action="previous"),
            Shortcut(keys=("Enter",), does=_("open, or write the reply"), action="enter"),
            Shortcut(keys=("Escape",), does=_("leave the reply, close what is open"), action="leave"),
            Shortcut(keys=("G", "M"), does=_("go to Mine"), action="go"),
            Shortcut(keys=("G", "S"), does=_("go to Unassigned"), action="go"),
            Shortcut(keys=("G", "U"), does=_("go to the audit or to your accesses"), action="go"),
            Shortcut(keys=("G", "L"), does=_("lock the screen now"), action="go"),
        ),
    ),
    Group(
        name=_("Conversation"),
        shortcuts=(
            Shortcut(keys=("A",), does=_("take it"), action="take"),
            Shortcut(keys=("T",), does=_("transfer it to another team"), action="transfer"),
            Shortcut(keys=("R",), does=_("show a protected datum, with a reason"), action="reveal"),
            Shortcut(keys=("C",), does=_("check a protected datum without showing it"), action="compare"),
            Shortcut(keys=("+",), does=_("thirty seconds more for what is shown")),
            Shortcut(keys=("Escape",), does=_("end the ten minutes of a class shown without asking")),
            Shortcut(keys=("H",), does=_("hide what you selected in a message"), action="hide"),
            Shortcut(keys=("Q",), does=_("answer one message by quoting it"), action="quote"),
            Shortcut(keys=("M",), does=_("send buttons, a list, a place or a contact"), action="more"),
            Shortcut(keys=("I",), does=_("about this customer"), action="context"),
        ),
    ),
    Group(
        name=_("Reply"),
        shortcuts=(
            Shortcut(keys=("Enter",), does=_("send")),
            Shortcut(keys=("Shift", "Enter"), does=_("break the line")),
        ),
    ),
    Group(
        name=_("More"),
        shortcuts=(
            Shortcut(keys=("/",), does=_("search, or filter the log"), action="search"),
            Shortcut(keys=("V",), does=_("check the audit chain"), action="verify"),
            Shortcut(keys=("?",), does=_("this sheet"), action="help"),
        ),
    ),
)
