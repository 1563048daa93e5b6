"""The last first step: where to write, and what the page says of what arrived; each thing said is so."""

from dataclasses import replace

import pytest

from browser import signed_in
from desvelo.base.ui import simulator
from desvelo.guards.access.errors import Forbidden, NotFound
from desvelo.service.channel.models import Number
from desvelo.service.desk import first_message
from house import NOW

PAGE, AGAIN = "/primeiros-passos/mensagem", "/primeiros-passos/mensagem/chegada"
HIDDEN = "o CPF que você digitou está oculto. Experimente mostrar."


@pytest.fixture
def on_the_air(settings, house) -> None:
    """Let the number be one of WhatsApp itself, as outside the demonstration."""
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin=None)


@pytest.fixture
def in_the_sandbox(settings, house) -> None:
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin="http://127.0.0.1:8001")


def page(house, path: str = PAGE) -> str:
    return signed_in(house.caio).get(path).content.decode()


def test_whoever_connects_no_number_waits_for_no_message(house):
    with pytest.raises(Forbidden):
        first_message.awaited(house.marina, now=NOW)


def test_the_page_waits_then_says_it_arrived_and_of_a_cpf_that_it_is_hidden(house, on_the_air, arrive):
    assert "Esperando a primeira mensagem" in page(house)

    arrive("bom dia")
    shown = page(house, f"{AGAIN}?depois=0")
    assert ("Chegou. Já está cifrada." in shown, HIDDEN in shown, "hx-get" in shown) == (True, False, True)

    arrive("meu cpf é 529.982.247-25")
    shown = page(house, f"{AGAIN}?depois=0")
    assert (HIDDEN in shown, "529.982" in shown, "hx-get" in shown) == (True, False, False)


def test_in_the_demonstration_what_was_there_before_is_not_what_you_typed(house, in_the_sandbox, arrive):
    arrive("meu cpf é 529.982.247-25")

    waiting = first_message.awaited(house.caio, now=NOW)
    assert (waiting.has_arrived, waiting.hides_cpf) == (False, False)
    arrive("o meu é 111.444.777-35")

    found = first_message.awaited(house.caio, now=NOW, after=waiting.after)
    assert (found.has_arrived, found.hides_cpf) == (True, True)


def test_the_code_for_the_camera_leads_to_our_number_and_is_drawn_here(house, on_the_air):
    Number.objects.update(display="+55 11 4000-1234")

    assert first_message.link(house.caio, now=NOW) == "https://wa.me/551140001234"
    drawn = signed_in(house.caio).get(f"{PAGE}/qr.svg")
    assert (drawn["content-type"], drawn.content.startswith(b"<?xml") or b"<svg" in drawn.content) == (
        "image/svg+xml",
        True,
    )
    assert f'src="{PAGE}/qr.svg"' in page(house)


def test_a_number_of_the_sandbox_is_never_opened_in_whatsapp(house, in_the_sandbox):
    """In WhatsApp itself it might be a stranger's: the simulator stands there instead."""
    with pytest.raises(NotFound):
        first_message.link(house.caio, now=NOW)

    shown = page(house)
    assert ("qr.svg" in shown, simulator.address().split("?")[0] in shown) == (False, True)


def test_without_a_number_the_page_says_what_to_do_first(house, on_the_air):
    Number.objects.update(display="")

    shown = page(house)
    assert ("Ainda não há número" in shown, "qr.svg" in shown) == (True, False)
