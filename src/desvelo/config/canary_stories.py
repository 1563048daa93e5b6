"""What a canary seems to have been: a name, a number of the range that is nobody's, a short talk with data in it.

The numbers are of the range the demonstration uses, the addresses end in ``.example``, and the CPFs are those of
manuals.  Which of these a canary has, chance decides.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desvelo.service.channel.planting import Said

_FIRST = (
    "Adriana",
    "Bruno",
    "Camila",
    "Diego",
    "Eliane",
    "Fábio",
    "Igor",
    "Larissa",
    "Marcos",
    "Regina",
    "Vitor",
)
_LAST = ("Almeida", "Barros", "Cardoso", "Farias", "Lacerda", "Moraes", "Peixoto", "Queiroz", "Siqueira", "Teles")
_CPFS = ("529.982.247-25", "111.444.777-35", "935.411.347-80")
_TALKS: tuple[tuple[str, ...], ...] = (
    (
        "Boa tarde, quero atualizar meu cadastro",
        "Boa tarde! Pode me passar CPF e e-mail, por favor?",
        "CPF {cpf} e o e-mail é {mail}",
        "Pronto, cadastro atualizado. Mais alguma coisa?",
        "Era só isso, obrigado",
    ),
    (
        "Oi, preciso da segunda via da nota",
        "Claro! Em qual CPF ela saiu?",
        "no {cpf}, pode mandar para {mail}",
        "Enviada agora. Um ótimo dia!",
        "Recebi, valeu",
    ),
    (
        "Bom dia, mudei de e-mail, anota aí: {mail}",
        "Bom dia! Confirma o CPF para eu achar o cadastro?",
        "{cpf}",
        "Confirmado e trocado.",
        "Obrigada!",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Somebody who never was, and what they and we said."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    said: tuple[Said, ...] = field(repr=False)


def story(*, now: datetime) -> Story:
    """Make one up; its talk ended some weeks before *now*, by us answered."""
    first, last = secrets.choice(_FIRST), secrets.choice(_LAST)
    began = now - timedelta(days=9 + secrets.choice(range(50)), minutes=secrets.choice(range(500)))
    mail = f"{_plain(first)}.{_plain(last)}{10 + secrets.choice(range(90))}@correio.example"
    told = {"cpf": secrets.choice(_CPFS), "mail": mail}
    lines = secrets.choice(_TALKS)
    return Story(
        name=f"{first} {last}",
        phone=f"55119000{secrets.choice(range(100_000)):05}",
        said=tuple(
            Said(at=began + timedelta(minutes=4 * place), from_us=bool(place % 2), text=line.format(**told))
            for place, line in enumerate(lines)
        ),
    )


def _plain(name: str) -> str:
    return name.lower().translate(str.maketrans("áéíóúãçê", "aeiouace"))
