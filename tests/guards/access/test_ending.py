"""Whoever manages people signs one person out on every device, or everybody but themselves."""

import pytest

from browser import SIGN_IN, just_proved, signed_in
from desvelo.guards.access.models import Session, User

INBOX = "/atendimento/minhas"


def address(actor) -> str:
    return f"/ajustes/pessoas/{User.objects.get(pk=actor.id).public_id}"


@pytest.mark.asvs("7.4.5")
def test_one_person_is_out_on_every_device_and_enters_again(house, audit_tags):
    caio, denise = just_proved(house.caio), signed_in(house.denise)
    devices = [signed_in(house.marina), signed_in(house.marina)]
    assert "Em 2 aparelhos." in caio.get(address(house.marina)).content.decode()

    answer = caio.post(f"{address(house.marina)}/encerrar")

    assert (answer.status_code, answer["Location"]) == (302, address(house.marina))
    assert [each.get(INBOX)["Location"] for each in devices] == [SIGN_IN] * 2
    assert (denise.get(INBOX).status_code, signed_in(house.marina).get(INBOX).status_code) == (200, 200)
    assert ("session:close", "done") in audit_tags()


@pytest.mark.asvs("7.4.5")
def test_everybody_is_out_but_who_asked(house, audit_tags):
    caio = just_proved(house.caio)
    others = [signed_in(each) for each in (house.marina, house.denise, house.caio)]

    answer = caio.post("/ajustes/sessoes/encerrar")

    assert (answer.status_code, answer["Location"]) == (302, "/ajustes/equipe")
    assert [each.get(INBOX)["Location"] for each in others] == [SIGN_IN] * 3
    assert caio.get("/ajustes/equipe").status_code == 200
    assert audit_tags()[-1] == ("session:close", "done")


@pytest.mark.parametrize("path", ["/ajustes/sessoes/encerrar", "{person}/encerrar"])
def test_it_asks_for_a_fresh_factor_and_for_who_may(house, path):
    marina = signed_in(house.marina)
    path = path.format(person=address(house.marina))

    assert signed_in(house.caio).post(path)["Location"].startswith("/confirmar")
    assert just_proved(house.lucia).post(path).status_code == 403
    assert marina.get(INBOX).status_code == 200
    assert Session.objects.filter(user_id=house.marina.id).count() == 1


def test_somebody_who_is_not_there_is_not_found(house):
    assert just_proved(house.caio).post("/ajustes/pessoas/absent/encerrar").status_code == 404
