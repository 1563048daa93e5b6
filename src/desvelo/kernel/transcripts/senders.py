"""What a column or a key is for, told by its name: who wrote, when, in which conversation, which way.

>>> names_a_person("Remetente"), names_a_person("mensagem")
(True, False)
"""

from desvelo.kernel.detection.folding import fold

_PERSON = frozenset(
    {
        "agent",
        "atendente",
        "author",
        "autor",
        "autora",
        "cliente",
        "contact",
        "contato",
        "customer",
        "de",
        "from",
        "name",
    }
    | {"nome", "remetente", "sender"}
)
_WHEN = frozenset({"created_at", "data", "data_hora", "date", "enviado_em", "hora", "sent_at", "time", "timestamp"})
_OUTGOING = {"out": True, "in": False, "outbound": True, "inbound": False}


def names_a_person(field: str) -> bool:
    """Tell whether what stands under *field* is the name of whoever wrote."""
    return fold(field).strip() in _PERSON


def names_a_time(field: str) -> bool:
    """Tell whether what stands under *field* is when the message was written."""
    return fold(field).strip().replace(" ", "_") in _WHEN


def outgoing(direction: object) -> bool | None:
    """Return whether *direction* says that the company wrote; None when it says neither."""
    return _OUTGOING.get(direction.lower()) if isinstance(direction, str) else None
