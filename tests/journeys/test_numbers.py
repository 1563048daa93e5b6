"""The numbers in the running product: Meta really calls the address, every failure is mended from the page, and the
terminal says the same as the page."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from started import Started
from visitor import Complaints

PIN = "482915"


def number_check(demo: Started, *more: str) -> tuple[int, Any]:
    """Run ``desvelo number check`` beside the demonstration."""
    command = [sys.executable, "-m", "desvelo.config.cli", "number", "check", "--demo", "--json", *more]
    place = ["--data", str(demo.data), "--port", demo.info["url"].rsplit(":", 1)[1]]
    done = subprocess.run([*command, *place], env=dict(os.environ), capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


@pytest.fixture
def page(visitors, info) -> Page:
    page = visitors.let_in("caio")
    page.goto(f"/ajustes/numeros/{info['phone_number_id']}?conferir=1")
    settled(page)
    return page


def settled(page: Page) -> None:
    expect(page.locator("[aria-busy]")).to_have_count(0, timeout=20_000)


def test_the_checklist_asks_meta_mends_what_it_can_and_agrees_with_the_terminal(page, demo, info):
    complaints = Complaints(page)
    expect(page.get_by_text("A Meta chamou e teve a resposta em")).to_be_visible()
    expect(page.get_by_text("Nenhum celular nem computador ligado seu mostra as mensagens")).to_be_visible()
    status, told = number_check(demo)
    failing = {each["check"] for each in told["numbers"][0]["checks"] if each["state"] == "fail"}
    assert (status, failing) == (1, {"pin", "identity_check"})

    page.get_by_role("button", name="Ligar").click()
    settled(page)
    page.get_by_label("Novo PIN").fill(PIN)
    page.get_by_role("button", name="Definir o PIN").click()
    settled(page)

    expect(page.get_by_text("A corrigir")).to_have_count(0)
    status, told = number_check(demo, "--number", info["phone_number_id"])
    assert (status, told["code"]) == (0, 0)
    assert {each["state"] for each in told["numbers"][0]["checks"]} == {"ok", "warn"}
    assert len(told["numbers"][0]["checks"]) == 18
    assert all(info[secret] not in json.dumps(told) for secret in ("access_token", "app_secret", "verify_token"))
    assert complaints.take() == []


def test_a_number_nobody_knows_is_not_well(demo):
    assert number_check(demo, "--number", "1") == (2, {"numbers": [], "code": 2})
