"""The page of the keys: what is so, in words, for whoever keeps them; and replacing one by hand."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

import own_keys
from browser import alter_sessions, signed_in
from desvelo.base import clock
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import backups, boxes, epochs, rotating
from desvelo.guards.vault.models import Contact
from house import NOW

PAGE = "/ajustes/chaves"


@pytest.fixture
def ring(committed, settings, tmp_path, monkeypatch, house):
    monkeypatch.setattr(rotating, "BATCH", 2)
    with own_keys.epoch_one(settings, tmp_path) as ring:
        for _ in range(3):
            with transaction.atomic():
                boxes.new_box(Contact.objects.create(created_at=NOW).id)
        yield ring


def proved(browser, *, ago: timedelta = timedelta(0)):
    alter_sessions(proved_at=clock.wall() - ago)
    return browser


def shown(browser, path: str = PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def steps() -> None:
    while rotating.step(now=clock.wall()):
        pass


def test_it_says_where_the_master_key_is_and_which_weekly_key_is_in_use(ring, house):
    page = shown(proved(signed_in(house.caio)))

    assert "Em um arquivo neste servidor." in page
    assert str(ring.folder / "root.key") in page
    assert "Chave da semana nº 1" in page
    assert "Fecha as chaves de 3 clientes." in page
    assert "Em uso" in page
    assert "Nenhuma chave da semana foi destruída ainda." in page
    assert "1 par de chaves de entrada está vivo." in page


def test_no_key_stands_on_it(ring, house):
    page = shown(proved(signed_in(house.caio)))

    held = [ring.epoch(1), (ring.folder / "root.key").read_bytes(), ring.service("index")]
    assert [each for each in held if each.hex() in page] == []


def test_by_hand_it_is_replaced_and_the_page_says_how_far_it_is_and_where_the_entry_stands(ring, house):
    browser = proved(signed_in(house.caio))

    assert browser.post(f"{PAGE}/trocar").headers["Location"] == PAGE
    rotating.step(now=clock.wall())
    rotating.step(now=clock.wall())
    running = shown(browser, f"{PAGE}/andamento")
    steps()
    over = shown(browser)

    assert "A chave da semana nº 1 está sendo trocada: 2 de 3" in running
    assert '<progress value="2" max="3"' in running
    assert "De saída" in running
    assert "Trocar agora" not in running
    assert "hx-trigger" not in over
    assert "A chave da semana nº 1 foi destruída em" in over
    digest, entry = epochs.last_done().file_digest.hex(), epochs.last_done().entry
    assert digest in over
    assert f'href="/auditoria/{audit.index_of(entry)}"' in over
    assert "Uma chave da semana foi destruída." in shown(browser, f"/auditoria/{audit.index_of(entry)}")
    assert ring.epochs() == [2]


@pytest.mark.parametrize("ago", [timedelta(minutes=6)])
def test_whoever_did_not_just_prove_themselves_is_asked_first(ring, house, ago):
    browser = proved(signed_in(house.caio), ago=ago)

    page, answer = shown(browser), browser.post(f"{PAGE}/trocar")

    assert "confirme antes que é você" in page
    assert "Sim, trocar" not in page
    assert answer.headers["Location"] == "/confirmar?volta=%2Fajustes%2Fchaves"
    steps()
    assert ring.epochs() == [1]


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/andamento"])
def test_nobody_else_sees_it(ring, house, login, path):
    assert proved(signed_in(house.actors[login])).get(path).status_code == 403


@pytest.mark.parametrize("login", ["marina", "helena"])
def test_nobody_else_replaces_it(ring, house, login):
    assert proved(signed_in(house.actors[login])).post(f"{PAGE}/trocar").status_code == 403

    steps()
    assert ring.epochs() == [1]


def test_one_that_is_late_or_held_says_so(ring, house):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault.epoch SET due_at = now() - interval '2 hours'")
    browser = proved(signed_in(house.caio))
    late = shown(browser)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.contact_key SET sealed = '\\x01' "
            "WHERE contact_id = (SELECT contact_id FROM vault.contact_key LIMIT 1)"
        )
    steps()
    held = shown(browser)

    assert "Atrasada" in late
    assert "A chave de 1 cliente não se abre." in held
    assert ring.epochs() == [1, 2]


def test_one_that_waits_for_a_backup_says_for_what_and_until_when_and_does_not_look_again(ring, house):
    backups.announce(folder=Path("/b/1"), days={"vault": 14}, now=clock.wall() - timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault.epoch SET due_at = now() - interval '1 minute'")
    steps()
    page = shown(proved(signed_in(house.caio)))

    assert "A chave semanal nº 1 foi trocada e fica guardada até o próximo backup" in page
    assert "Rode “desvelo backup”; sem um, ela é destruída em" in page
    assert "hx-trigger" not in page
    assert ring.epochs() == [1, 2]
