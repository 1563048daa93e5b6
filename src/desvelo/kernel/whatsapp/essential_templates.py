"""The four templates a desk cannot do without once the window is closed, ready to be sent to Meta.

To say that there was an incident, to send a secure form, to tell the protocol of a privacy request, to take up a
conversation again.  All are "utility": each continues something the customer has with the company.  No place stands at
the beginning or the end of a text, because Meta refuses that.

Source: ux.md 6.5, 7.4, 7.5, 7.7 and 7.11.

>>> [len(each.parts[0].text) <= 1_024 for each in TEMPLATES]
[True, True, True, True]
"""

from typing import Final

from desvelo.kernel.whatsapp.outbound_templates import Part, Template

_LANGUAGE: Final = "pt_BR"
_CATEGORY: Final = "UTILITY"


def _essential(name: str, body: str) -> Template:
    return Template(
        name=name, language=_LANGUAGE, category=_CATEGORY, parts=(Part(type="BODY", text=body),), is_named=True
    )


TEMPLATES: Final = (
    _essential(
        "aviso_incidente",
        "Olá, {{nome}}. Aqui é a {{empresa}}. Entre {{datas}}, alguém sem autorização viu {{dados}} no nosso "
        "atendimento. Já bloqueamos o acesso. {{recomendacao}} Detalhes e dúvidas: {{contato}}. Obrigado pela atenção.",
    ),
    _essential(
        "formulario_seguro",
        "Olá, {{nome}}. Para sua segurança precisamos de um dado por uma página protegida, fora da conversa. Abra o "
        "link {{link}}, que é só seu e vale até {{prazo}}. Se não reconhece este pedido, avise a gente.",
    ),
    _essential(
        "protocolo_privacidade",
        "Olá, {{nome}}. Recebemos o seu pedido sobre os seus dados. O protocolo é {{protocolo}} e a resposta chega até "
        "{{prazo}}. Não custa nada e não precisa de justificativa.",
    ),
    _essential(
        "retomar_conversa",
        "Olá, {{nome}}. Aqui é a {{empresa}}, sobre {{assunto}}. Quando puder, responda por aqui para continuarmos.",
    ),
)
NAMES: Final = frozenset(each.name for each in TEMPLATES)
SENT_BY_THE_DESK: Final = NAMES - {"retomar_conversa"}
"""What only a duty sends, once what it says is true: a person who picked one by mistake would announce an incident."""
EXAMPLES: Final[dict[str, str]] = {
    "nome": "Beatriz",
    "empresa": "Clínica Aurora",
    "datas": "os dias 3 e 5 de março",
    "dados": "nome e telefone",
    "recomendacao": "Desconfie de cobranças em nosso nome.",
    "contato": "privacidade@aurora.example",
    "link": "https://aurora.example/f/a1b2",
    "prazo": "hoje às 18h",
    "protocolo": "2026-0001",
    "assunto": "a sua consulta",
}


def examples(template: Template) -> dict[str, str]:
    """Return an example for every place of an essential template, as Meta asks for them."""
    return {f"{part.type.lower()}.{name}": value for part in template.parts for name, value in EXAMPLES.items()}
