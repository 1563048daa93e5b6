"""The made-up values of the conversation itself: its row, its messages, its customer, its reply box."""

from dataclasses import replace

from django.utils.translation import gettext as _

from desvelo.edges.demo.exhibits import CARD, CPF, CVV, HEALTH, MARINA, States
from desvelo.kernel.detection.masked import MaskedText
from desvelo.service.desk import screen

NAME = "Beatriz Nogueira"
WORDS = MaskedText(parts=("Meu CPF para a nota: ", CPF, " Tomo ", HEALTH, ", pode ser antes do café?"))
ANSWER = MaskedText(parts=("Obrigada! Por segurança, não usamos cartão por mensagem.",))
OPEN, CLOSED = screen.Window(open=True, label="21 h"), screen.Window(open=False, label="")

_ROW = screen.Row(
    id="exemplo", url="#", name=NAME, initials="BN", tint=1, time_label="09:41", preview=WORDS, from_us=False,
    unread=False, team="Agenda", assignee=None, waiting_label="", waiting_level="neutral", selected=False,
)  # fmt: skip
_BUBBLE = screen.Bubble(
    id="exemplo", direction="in", body=WORDS, time_label="09:41", author="", status="", failure="", automatic=False
)
_OURS = replace(_BUBBLE, direction="out", body=ANSWER, author="Marina", status="read")
_THREAD = screen.Thread(
    id="exemplo", name=NAME, initials="BN", tint=1, team="Agenda", assignee=MARINA, can_take=False, can_reply=True,
    items=(), window=OPEN, first=0, cursor=0,
)  # fmt: skip


def ticks() -> States:
    """Return what may become of an answer."""
    states = {
        "queued": _("sending"),
        "accepted": _("sent"),
        "delivered": _("delivered"),
        "read": _("read"),
        "failed": _("not delivered"),
        "unsure": _("Maybe sent"),
        "replaced": _("sent again"),
    }
    return tuple((name, {"item": replace(_OURS, status=state)}) for state, name in states.items())


def rows() -> States:
    """Return a conversation in the list."""
    long = "Maria Aparecida Conceição de Albuquerque Vasconcelos"
    return (
        (_("read"), {"row": _ROW}),
        (_("unread"), {"row": replace(_ROW, unread=True, waiting_label="4 min", waiting_level="warn")}),
        (_("selected"), {"row": replace(_ROW, selected=True, assignee=MARINA)}),
        (_("late"), {"row": replace(_ROW, waiting_label="29 min", waiting_level="danger", unread=True)}),
        (_("ours, long name"), {"row": replace(_ROW, name=long, from_us=True, preview=ANSWER, assignee=MARINA)}),
    )


def empty_lists() -> States:
    """Return a list with nothing in it."""

    def empty(view: str, title: str, waiting: int = 0) -> dict[str, object]:
        listed = screen.ConversationList(
            title=title, view_key=view, url="#", count=0, rows=(), unassigned_count=waiting
        )
        return {"list": listed, "unread_total": 0}

    return (
        (_("somebody waits"), empty("minhas", _("Mine"), 3)),
        (_("nobody waits"), empty("minhas", _("Mine"))),
        (_("no owner missing"), empty("sem-responsavel", _("Unassigned"))),
        (_("no conversation"), empty("todas", _("All"))),
    )


def messages() -> States:
    """Return what stands in a thread."""
    failed = replace(_OURS, status="failed", failure=_("It was not delivered."), may_go_again=True)
    unsure = replace(
        _OURS,
        status="unsure",
        may_go_again=True,
        failure=_("We do not know whether this arrived. Ask the customer before sending it again."),
    )
    note = screen.NoteLine(icon="shield-check", text=_("What was discarded was never stored."))
    discarded = replace(_BUBBLE, body=MaskedText(parts=("Cartão ", CARD, " ", CVV)))
    nothing = MaskedText(parts=())
    picture = screen.Card(
        icon="image", title=_("Protected image"), protected=True, heading=nothing, facts="JPEG, 84 KB"
    )
    quote = screen.Quote(author="Marina", body=ANSWER, message="")
    forwarded = screen.Mark(icon="forward", text=_("Forwarded"))
    items: dict[str, tuple[screen.DayLine | screen.NoteLine | screen.Bubble, ...]] = {
        _("new day"): (screen.DayLine(label="23/11"),),
        _("received"): (_BUBBLE,),
        _("discarded on arrival"): (discarded, note),
        _("a file"): (replace(_BUBBLE, body=nothing, card=picture),),
        _("an answer, a reaction"): (replace(_BUBBLE, quote=quote, marks=(forwarded,), reaction="👍"),),
        _("ours"): (_OURS,),
        _("automatic"): (replace(_OURS, author=_("automatic reply"), automatic=True),),
        _("not delivered"): (failed,),
        _("Maybe sent"): (unsure,),
        _("nothing yet"): (),
    }
    return tuple((name, {"thread": replace(_THREAD, items=each)}) for name, each in items.items())


def customers() -> States:
    """Return the side column."""
    full = screen.ContextColumn(
        name=NAME, initials="BN", tint=1, phone_hint="•••• 4417", since_label="2023",
        data=(
            screen.HeldChip(chip=CPF, last_access_label=_("never opened")),
            screen.HeldChip(chip=CARD, last_access_label=_("never stored")),
        ),
        timeline=(screen.TimelineItem(title=_("Message protected"), detail="2", time_label="09:41"),),
    )  # fmt: skip
    return ((_("with data"), {"context": full}), (_("without"), {"context": replace(full, data=(), timeline=())}))


def composers() -> States:
    """Return the reply box, and what may hold a reply back."""
    hidden = MaskedText(parts=("Vou usar o cartão ", CARD, " e o CPF ", CPF))
    guard = screen.Guard(
        labels=("CARD_NUMBER", "CPF"), spans="", preview=hidden,
        refusal=_("Not available: a full card never leaves by message. Do you really need it? Talk to the supervisor."),
    )  # fmt: skip
    stale = screen.Stale(text=_("%(name)s answered %(ago)s ago.") % {"name": "Denise", "ago": "4 s"}, cursor=0)
    said = _("The text speaks to %(greeted)s. This conversation is with %(here)s.")
    doubt = screen.Doubt(text=said % {"greeted": "Rosa", "here": "José"}, hide=False)

    def held(**why: object) -> dict[str, object]:
        return {"thread": _THREAD, "composer": screen.Composer(text="Bom dia!", **why)}  # type: ignore[arg-type]  # why it is held

    return (
        (_("idle"), {"thread": _THREAD, "composer": screen.Composer()}),
        (_("guarded"), held(guard=guard)),
        (_("somebody was faster"), held(stale=stale)),
        (_("perhaps for another"), held(doubt=doubt)),
        (_("refused"), held(error=_("Write something first."))),
        (_("window closed"), {"thread": replace(_THREAD, window=CLOSED)}),
        (_("only to read"), {"thread": replace(_THREAD, can_reply=False)}),
        (_("to be taken"), {"thread": replace(_THREAD, can_reply=False, can_take=True)}),
    )
