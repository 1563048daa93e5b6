"""Killed at a system call that writes, whichever it is, an erasure is all there or all gone, and goes on to its end.

Before: everything opens and the log says nothing was erased.  After: nothing opens and the log says it once.

Source: security-design D5.1, D13.2.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

import arrived_files
import killing
from desvelo.base import clock
from desvelo.base.keyring import Keyring
from desvelo.base.objects import store as files
from desvelo.base.objects.errors import ObjectMissing
from desvelo.config import worker
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit import sweeps
from desvelo.guards.vault import boxes, columns, erased_file, erasing, queries, store, sweeping
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.columns import SealedColumn, SealedValue
from desvelo.guards.vault.erasures import Basis, Scope, What
from desvelo.guards.vault.models import Datum
from desvelo.kernel.ledger import packing
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import objects
from desvelo.service.channel.models import Media
from desvelo.service.desk.models import Conversation
from house import NOW

pytestmark = killing.needed
GOES = {
    "contact": ("",),
    "conversation": ("channel_message.", "channel_media.", "vault_datum."),
    "datum": ("vault_datum.",),
}
THING = {"conversation": Conversation, "datum": Datum}
Sealed = dict[tuple[str, str], tuple[SealedColumn, SealedValue]]


@dataclass(frozen=True)
class Case:
    """One erasure that waits, the key from before, and what must be closed for good after it."""

    what: What
    box: Box
    goes: Sealed
    file: str

    def check(self) -> bool:
        """Tell whether nothing happened yet, or all of it; anything between fails."""
        lying = lying_of(self.what.contact)
        there = [name for name in self.goes if name in lying]
        assert len(there) in {0, len(self.goes)}, f"half is gone, {there} is there"
        assert said(self.what) == (0 if there else 1)
        if there or self.what.scope != Scope.CONTACT:
            box = boxes.of(self.what.contact, why=Why.UNSAID)
            assert [name for name, each in lying.items() if not opens(box, *each)] == []
        else:
            assert (lying, store.every_key_of([self.what.contact])) == ({}, [])
        return bool(there)

    def check_end(self) -> None:
        """See that it is over: what was taken opens with no key that is left, and is told outside the base."""
        assert self.check() is False
        left = boxes.load([self.what.contact], why=Why.UNSAID).values()
        assert [name for name, each in self.goes.items() if any(opens(box, *each) for box in left)] == []
        told = {(line.scope, line.contact, line.object) for line in erased_file.lines()}
        assert (self.what.scope, self.what.contact, self.what.object) in told
        if self.what.scope != Scope.DATUM:
            with pytest.raises(ObjectMissing):
                files.of(worker.settings.DESVELO).size(self.file)


def opens(box: Box, column: SealedColumn, value: SealedValue) -> bool:
    try:
        return bool((box.unwrap if column.holds_keys else box.open)(value.place, value.record))
    except NotReadable:
        return False


def lying_of(contact: UUID) -> Sealed:
    with transaction.atomic():
        every = [(column, value) for column in columns.every() for value in columns.values(column, contact)]
    return {(column.name, f"{value.place.row} {value.place.column}"): (column, value) for column, value in every}


def said(what: What) -> int:
    """Count the entries that say it was erased."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger.entry WHERE tag = %s AND position(%s::bytea IN leaf) > 0",
            [f"{what.scope}:erase", packing.packed_id(what.object or what.contact)],
        )
        return int(cursor.fetchone()[0])


@pytest.fixture
def data(committed, settings, tmp_path, url_of):
    shutil.copytree(settings.DESVELO.keys, tmp_path / "keys")
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path)
    settings.LEDGER_ORIGIN = f"desvelo/{Keyring(tmp_path / 'keys').fingerprint().hex()[:16]}"
    return tmp_path


@pytest.fixture
def waiting(data, house, arrive) -> Callable[[str, int], Case]:
    """Return how an erasure comes to wait: of a customer who wrote a document's number and sent a picture."""

    def _waiting(scope: str, at: int) -> Case:
        arrive("meu cpf é 529.982.247-25", phone=arrived_files.PHONE)
        arrived_files.keep(arrived_files.picture(f"wamid.{scope}.{at}"), b"\xff\xd8 Jabuticaba")
        contact = queries.contact_with_phone(arrived_files.PHONE)
        thing = THING[scope].objects.get(contact_id=contact).pk if scope in THING else None
        what = What(scope=Scope(scope), contact=contact, object=thing)
        erasure = erasing.ask(actor=house.rui, what=what, basis=Basis.CUSTOMER, now=NOW)
        erasing.approve(actor=house.helena, erasure=erasure, now=NOW)
        goes = {name: each for name, each in lying_of(contact).items() if name[0].startswith(GOES[scope])}
        case = Case(
            what=what,
            box=boxes.of(contact, why=Why.UNSAID),
            goes=goes,
            file=Media.objects.get(contact_id=contact).object_name,
        )
        assert [name for name, each in goes.items() if not opens(case.box, *each)] == []
        return case

    return _waiting


@pytest.fixture
def program(data, url_of):
    def _program(operation: str) -> killing.Program:
        return killing.Program(operation, killing.environment(data, app=url_of("desvelo_app")), data)

    return _program


def go_on(case: Case) -> None:
    """Do what the worker does until it is done; the server may notice a little later that whoever held the row died."""
    until = time.monotonic() + 10
    while worker._erase() or worker._renew_keys() or (case.check() and time.monotonic() < until):
        pass
    objects.sweep(now=clock.business() + timedelta(hours=2))
    case.check_end()
    if case.what.scope != Scope.CONTACT:
        erasing.expire(What(scope=Scope.CONTACT, contact=case.what.contact), now=NOW)


@pytest.mark.parametrize("scope", ["contact", "conversation", "datum"])
def test_killed_at_any_writing_call_it_is_all_there_or_all_gone_and_goes_on(waiting, program, scope):
    found = {True: 0, False: 0}
    with program("erase") as erase:
        for point in killing.points(every=7):
            case = waiting(scope, point)
            ended = erase.run(kill_at=point, follow=True)
            is_there = case.check()
            go_on(case)
            if not ended.killed:
                break
            found[is_there] += 1

    killing.note(f"{found[True]} before it happened, {found[False]} after")
    assert (ended.killed, ended.code, is_there) == (0, 0, False), ended.said
    assert min(found.values()) >= 2, found
    audit.sequence()
    audit.checkpoint(now=NOW)
    assert ledger.verify_all().problem is None
    assert differing() == []


def differing() -> list[str]:
    """Compare every sealed row with the log; return what does not agree."""
    at = clock.wall()
    sweeps.begin(share=sweeps.ALL, seed=bytes(16), now=at)
    while sweeps.last_finished(least_share=sweeps.ALL) is None:
        sweeping.sweep_again(now=at)
    return [f"{each.kind} {each.what}" for each in sweeps.discrepancies(limit=50)]


def test_without_one_transaction_it_is_neither_so_the_transaction_is_what_does_it(waiting, program):
    case = waiting("contact", 0)
    with program("erase_in_two") as erase:
        erase.run(kill_at=None)

    with pytest.raises(AssertionError):
        case.check()
