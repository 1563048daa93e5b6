"""Events hold ids, codes, counts and instants.  A free string could hold anything, so no field of an event is one."""

import ast
import re
from collections.abc import Mapping, Sequence

import pytest

PLAIN = {"UUID", "int", "bool", "datetime", "date", "None"}
ENUMS = {"Enum", "StrEnum", "IntEnum", "Flag", "IntFlag", "TextChoices", "IntegerChoices"}
TAG = re.compile(r"[a-z_]+:[a-z_]+")
EVENT = "desvelo.base.outbox.event"


Classes = Sequence[tuple[str, ast.ClassDef]]


def classes(tree) -> Classes:
    """Find every class with its module: a walk over the whole tree, so once for whoever asks."""
    return [
        (name, node) for name, module in tree.items() for node in ast.walk(module) if isinstance(node, ast.ClassDef)
    ]


def bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}


def events(every: Classes) -> dict[str, ast.ClassDef]:
    """Find those that stand on Event, directly or on one another."""
    known, found = {"Event"}, {}
    for _ in range(3):
        for module, node in every:
            if module != EVENT and bases(node) & known:
                known.add(node.name)
                found[f"{module}.{node.name}"] = node
    return found


def admitted(annotation: ast.expr, enums: set[str]) -> bool:
    """Say whether a field of this type can only hold an id, a code, a count or an instant."""
    if isinstance(annotation, ast.BinOp):
        return admitted(annotation.left, enums) and admitted(annotation.right, enums)
    if isinstance(annotation, ast.Subscript):
        inside = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        return ast.unparse(annotation.value) in {"tuple", "frozenset"} and all(
            admitted(one, enums) for one in inside if ast.unparse(one) != "..."
        )
    name = ast.unparse(annotation).rsplit(".", 1)[-1]
    return name in PLAIN | enums or (name.endswith("Id") and name != "Id")


def loose_fields(tree) -> list[str]:
    every = classes(tree)
    enums = {node.name for _, node in every if bases(node) & ENUMS}
    return [
        f"{name}.{ast.unparse(item.target)}: {ast.unparse(item.annotation)}"
        for name, node in events(every).items()
        for item in node.body
        if isinstance(item, ast.AnnAssign)
        and not ast.unparse(item.annotation).startswith("ClassVar")
        and not admitted(item.annotation, enums)
    ]


def tags(found: Mapping[str, ast.ClassDef]) -> list[str]:
    return [
        ast.literal_eval(item.value)
        for node in found.values()
        for item in node.body
        if isinstance(item, ast.AnnAssign) and ast.unparse(item.target) == "tag" and item.value is not None
    ]


def test_no_event_has_room_for_content(tree):
    assert loose_fields(tree) == []


def test_every_event_has_a_tag_of_its_own(tree):
    found = events(classes(tree))
    told = tags(found)

    assert len(told) == len(set(told)) == len(found)
    assert [tag for tag in told if not TAG.fullmatch(tag)] == []


EVENT_WITH = """
class Injected(Event):
    tag: ClassVar[str] = "x:y"
    field: {annotation}
"""


@pytest.mark.parametrize(
    "annotation",
    ["str", "bytes", "object", "Any", "dict[str, str]", "tuple[str, ...]", "str | None", "list[int]", "Plaintext"],
)
def test_a_field_that_could_hold_content_is_caught(grown, annotation):
    found = loose_fields(grown({"desvelo.service.desk.injected": EVENT_WITH.format(annotation=annotation)}))

    assert set(found) == {f"desvelo.service.desk.injected.Injected.field: {annotation}"}


@pytest.mark.parametrize(
    "annotation", ["UUID", "uuid.UUID", "int", "datetime | None", "tuple[UUID, ...]", "IncidentId", "InjectedKind"]
)
def test_a_field_that_cannot_is_not(grown, annotation):
    source = EVENT_WITH.format(annotation=annotation) + "class InjectedKind(StrEnum): ..."

    assert loose_fields(grown({"desvelo.service.desk.injected": source})) == []


def test_an_event_that_stands_on_another_event_is_one_too(grown):
    source = EVENT_WITH.format(annotation="int") + "class Further(Injected):\n    more: str\n"

    assert "desvelo.x.Further.more: str" in loose_fields(grown({"desvelo.x": source}))
