"""Put into a prepared installation one of everything that is stored sealed, all invented: a program of its own."""

import os

import django

django.setup()

import arrived_files  # noqa: E402  these need the models
import house  # noqa: E402
from desvelo.guards.audit import actions as audit  # noqa: E402
from desvelo.guards.vault import erased_file, erasing, queries  # noqa: E402
from desvelo.guards.vault.actions import Reason  # noqa: E402
from desvelo.guards.vault.erasures import Scope, What  # noqa: E402
from desvelo.guards.vault.models import Datum  # noqa: E402
from desvelo.service.channel import intake  # noqa: E402
from desvelo.service.desk import actions as desk  # noqa: E402
from desvelo.service.desk import queries as conversations  # noqa: E402

PICTURE = b"\xff\xd8 a picture of nobody " * 900  # more than one sealed piece
SAID = {
    arrived_files.PHONE: (
        "Jabuticaba Silva",
        ("bom dia, meu cpf é 529.982.247-25", "escreva para jabuticaba@mail.example"),
    ),
    "5511900000001": ("Pitangueira Souza", ("tenho diabetes e preciso remarcar", "obrigada")),
    "5511900000002": ("Goiabeira Lima", ("apague tudo, por favor",)),
}
ERASED = "5511900000002"


def main() -> None:
    """Let customers write, answer, look at a value, forget one of them, sign the log."""
    company = house.build()
    for phone, (name, said) in SAID.items():
        for text in said:
            house.put_delivery(house.webhook_body(text, phone=phone, name=name, wamid=f"wamid.{os.urandom(8).hex()}"))
            assert intake.take_in() == 1
    arrived_files.keep(arrived_files.picture(), PICTURE)
    conversation = conversations.conversation_of(queries.contact_with_phone(arrived_files.PHONE))
    desk.keep_draft(actor=company.marina, conversation=conversation, text="um rascunho", now=house.NOW)
    datum = Datum.objects.get(label="CPF").public_id
    desk.reveal(actor=company.marina, datum=datum, reason=Reason(code="other", text="pediu a nota"), now=house.NOW)
    erased = queries.contact_with_phone(ERASED)
    erasing.expire(What(scope=Scope.CONTACT, contact=erased, object=None), now=house.NOW)
    erased_file.note(now=house.NOW)
    audit.sequence()
    audit.checkpoint(now=house.NOW)


if __name__ == "__main__":
    main()
