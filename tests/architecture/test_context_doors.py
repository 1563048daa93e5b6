"""A context is entered by its doors; its models, views and templates are its own."""

import ast

import pytest

DOORS = {"actions", "queries", "events", "errors"}
# Doors of one context only, each with its reason.
MORE_DOORS = {
    "desvelo.guards.access": {
        "gate",  # the first line of every action and query
        "guest_passes",  # who is in a restricted team for a while: values, and giving a pass
        "role_clones",  # roles of the company's own: values
        "role_giving",  # who has which role: of another kind than what is rendered everywhere
        "team_kinds",  # which teams are restricted, as it was decided
        "teams",  # who belongs where: of another kind than what is rendered everywhere
        "visiting",  # who asks to be let into a restricted team
        "leaving",  # who leaves and comes back: of another kind than what is rendered everywhere
        "reviewing",  # the access review
        "keepers",  # who enters with passkeys alone: a kind of request has its words in the desk
        "notices",  # what the door tells those who keep watch: said on the desk's pages
        "reinstating",  # who begins anew by two people: asked on a person's page, with words in the desk
        "approvals",  # what two people decide, for those who own what is decided
        "vouching",  # what vouches for a row that gives something, whoever owns the table
        "http",  # what a view receives: the request with its actor
        "inviting",  # how somebody comes to work here: of another kind than what is rendered everywhere
        "officer",  # who answers for the data in public: a value for public pages, and saying who it is
        "officer_form",  # the form of that, in the settings and in the first steps: words and values
        "first_run",  # what the first steps are called, at the door and behind it: words alone
        "role_words",  # what roles are called: words alone
    },
    "desvelo.guards.audit": {
        "acts",  # who did what when: a value
        "entry",  # what an entry is made of: values, no behaviour
        "exporting",  # the log as files, line by line: of another weight than queries
        "search",  # what may be asked of the log: a value
        "states",  # where the log stands: values
        "sweeps",  # how far sealed rows are compared with the log: the vault, which alone can open, moves it on
        "verification",  # what a reading of the whole found: a value
    },
    "desvelo.guards.vault": {
        "erasing",  # what is asked to be erased, and agreeing to it: of another kind than actions on customers
        "simulating",  # what a change of policy would have meant: counts
        "erasures",  # what is erased, and what the log has to know of it: values
        "columns",  # where what is sealed for a contact lies: each context says it of its own
        "places",  # the place that a sealed value is bound to: values
        "binding",  # what the log is told of what is sealed: as boxes, for those who store
        "boxes",  # one customer's key, held for one transaction by those who store and send
        "file_keys",  # the key of one file: as boxes, for those who keep files
        "epochs",  # which epochs of keys are alive: values
        "key_copies",  # who showed a copy of the keys: nothing of any customer
        "key_alarms",  # what is amiss with keys: for who answers alarms, and the worker who watches
        "key_state",  # how the keys are: of another kind than what is known of customers
        "rotating",  # the replacement of an epoch of keys: of another kind than actions on customers
        "occurrences",  # where an identifier occurs: a value
        "glass",  # emergencies: of another kind than actions on customers
        "showing",  # for how long a value stays: values
        "class_sessions",  # ten minutes of one class: values, and that somebody left
        "team_glass",  # emergencies of a whole team: as glass
        "stops",  # whom the limits stopped: values, and that somebody saw it
        "matrix",  # how open each class is to each team: a value
        "permitting",  # what a look needs beside a reason: values, and asking for it
        "ruling",  # how open each class is to each team: of another kind than actions on customers
        "looking",  # leave to see one file for a short time
        "tickets",  # leave to see one value once
        "canaries",  # which contacts are nobody's: left out by those who count, send and export
        "alarms",  # what an opened canary left behind: values, and that somebody saw it
        "contacts",  # who a customer is, by identifier: values and their lookup
        "people",  # who a message says it is from: values
    },
    "desvelo.service.channel": {
        "checking",  # who asked about a number's connection: a value
        "attaching",  # a file on its way out: values, and keeping one before its message is written
        "files",  # what may be seen of a file: bytes that were drawn anew, of another weight than queries
        "erasing",  # take all of it away: of another kind than writing
        "hiding",  # take more out of a stored message, by hand: of another kind than writing one
        "noting",  # a note among us, which leaves nowhere: of another kind than writing to a customer
        "part",  # which messages of a conversation may be read: a value
        "searching",  # messages as a search reads them: sealed, by thousands, of another kind than those that render
        "rescanning",  # how far the search of history is: counts
        "connecting",  # connect a number, check it, mend it: actions of another kind than those on messages
        "planting",  # a canary's past, which never came through the door
        "numbers",  # what is known of each number: queries of another kind than those that render
        "trail",  # the course of each message without its content: queries of another kind than those that render
    },
    "desvelo.service.desk": {
        "banner",  # what such an alarm is: a value
        "alarming",  # the alarm that stands above every screen of those who answer it
        "navigation",  # the column that every screen of the staff begins with
        "screen",  # what its queries return: values, no behaviour
        "screen_time",  # what it says of time: values
    },
}
TIERS_WITH_CONTEXTS = {"guards", "service", "duties", "edges"}


def context_of(module: str) -> str | None:
    """Return ``desvelo.guards.vault`` for anything in it, and nothing for what is in no context."""
    parts = module.split(".")
    return ".".join(parts[:3]) if len(parts) > 2 and parts[1] in TIERS_WITH_CONTEXTS else None


def imported(module: ast.Module, tree) -> list[str]:
    """Name every module imported anywhere in *module*; ``from a.b import c`` is ``a.b.c`` when that is a module."""
    names = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names += [name if name in tree else str(node.module) for name in whole]
    return names


def trespasses(tree) -> list[str]:
    """List imports that enter a context elsewhere than by a door; ``config`` knows everything."""
    found = []
    for name, module in tree.items():
        if name.startswith("desvelo.config"):
            continue
        for target in imported(module, tree):
            context = context_of(target)
            if context is None or context == context_of(name):
                continue
            door = target.removeprefix(context).lstrip(".").split(".")[0]
            if door not in DOORS | MORE_DOORS.get(context, set()):
                found.append(f"{name} enters {target}")
    return found


def test_contexts_are_entered_by_their_doors(tree):
    assert trespasses(tree) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("from desvelo.guards.vault import models", "enters desvelo.guards.vault.models"),
        ("from desvelo.guards.vault.models import Contact", "enters desvelo.guards.vault.models"),
        ("import desvelo.guards.vault.store", "enters desvelo.guards.vault.store"),
        ("from desvelo.guards.vault import store as s", "enters desvelo.guards.vault.store"),
        ("from desvelo.guards import vault", "enters desvelo.guards.vault"),
        ("def f():\n    from desvelo.guards.vault import models", "enters desvelo.guards.vault.models"),
    ],
)
def test_entering_elsewhere_is_caught(grown, line, found):
    new = set(trespasses(grown({"desvelo.service.desk.injected": line})))

    assert new == {f"desvelo.service.desk.injected {found}"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("desvelo.service.desk.injected", "from desvelo.guards.vault import actions, queries, events, errors"),
        ("desvelo.service.desk.injected", "from desvelo.guards.access import gate"),
        ("desvelo.guards.vault.injected", "from desvelo.guards.vault.models import Contact"),
        ("desvelo.config.injected", "from desvelo.guards.vault.models import Contact"),
    ],
)
def test_a_door_is_open(grown, name, line):
    assert trespasses(grown({name: line})) == []
