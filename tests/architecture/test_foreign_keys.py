"""A foreign key is an import by other means: it points down, whether it names a class or a string."""

import ast
from collections.abc import Iterator

import pytest

# Bottom up; what has the same number does not know each other.
HEIGHT = {
    "desvelo.base": 10,
    "desvelo.guards.audit": 20,
    "desvelo.guards.access": 21,
    "desvelo.guards.lawfulness": 21,
    "desvelo.guards.vault": 22,
    "desvelo.service.channel": 30,
    "desvelo.service.desk": 31,
    "desvelo.duties": 40,
    "desvelo.duties.assurance": 41,
    "desvelo.edges": 50,
    "desvelo.config": 60,
}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
USER = "access.User"


def height(module: str) -> int:
    """Return how high *module* stands, by the longest name that covers it."""
    covering = [name for name in HEIGHT if module == name or module.startswith(f"{name}.")]
    return HEIGHT[max(covering, key=len)]


def apps(tree) -> dict[str, str]:
    """Map each Django label to its package, as the AppConfig of the package says."""
    found = {}
    for module in tree.values():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef) and any("AppConfig" in ast.unparse(base) for base in node.bases):
                said = {
                    target.id: item.value.value
                    for item in node.body
                    if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant)
                    for target in item.targets
                    if isinstance(target, ast.Name)
                }
                found[said.get("label", said["name"].rsplit(".", 1)[-1])] = said["name"]
    return found


def relations(module: ast.Module) -> Iterator[str]:
    """Yield the ``app.Model`` each string relation of *module* names."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or ast.unparse(node.func).rsplit(".", 1)[-1] not in RELATIONS:
            continue
        named = {word.arg: word.value for word in node.keywords}
        for target in (*node.args[:1], named.get("to"), named.get("through")):
            if target is not None and ast.unparse(target).endswith("AUTH_USER_MODEL"):
                yield USER
            elif isinstance(target, ast.Constant) and "." in str(target.value):
                yield str(target.value)


def upward(tree) -> list[str]:
    labels = apps(tree)
    found = []
    for name, module in tree.items():
        for target in relations(module):
            label = target.split(".")[0]
            if label.startswith(("auth", "contenttypes", "sessions")) and label not in labels:
                continue
            package = labels[label]
            if not name.startswith(f"{package}.") and height(package) >= height(name):
                found.append(f"{name} points at {target}")
    return found


def test_foreign_keys_point_down(tree):
    assert upward(tree) == []


@pytest.mark.parametrize(
    ("name", "line", "target"),
    [
        ("guards.audit.models", 'x = models.ForeignKey("vault.Contact", on_delete=1)', "vault.Contact"),
        ("guards.access.models", 'x = models.OneToOneField(to="vault.Contact", on_delete=1)', "vault.Contact"),
        ("guards.vault.models", 'x = ManyToManyField("channel.Number")', "channel.Number"),
        ("service.channel.models", 'x = models.ForeignKey("desk.Conversation", 1)', "desk.Conversation"),
        ("guards.audit.models", "x = models.ForeignKey(settings.AUTH_USER_MODEL, 1)", "access.User"),
        ("guards.audit.migrations.x", 'x = [("y", models.ForeignKey(on_delete=1, to="desk.x"))]', "desk.x"),
    ],
)
def test_a_key_that_points_up_is_caught(grown, name, line, target):
    new = set(upward(grown({f"desvelo.{name}_injected": line})))

    assert new == {f"desvelo.{name}_injected points at {target}"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("service.desk.models_injected", 'x = models.ForeignKey("vault.Contact", 1)'),
        ("guards.vault.models_injected", 'x = models.ForeignKey("vault.Contact", 1)'),
        ("guards.vault.models_injected", 'x = models.ForeignKey("self", 1)'),
        ("guards.vault.models_injected", 'x = models.ForeignKey("Contact", 1)'),
    ],
)
def test_a_key_that_points_down_or_home_is_not(grown, name, line):
    assert upward(grown({f"desvelo.{name}": line})) == []
