"""Which columns of bytes are sealed for a contact, by the program that opens every record, without running it."""

import ast
from pathlib import Path


def sealed_for_a_contact() -> set[str]:
    """Return the names of the columns in its list."""
    source = Path(__file__).with_name("open_every_record.py").read_text(encoding="utf-8")
    [listed] = [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "SEALED_FOR_A_CONTACT"
    ]
    assert isinstance(listed, ast.Dict)
    return {ast.literal_eval(key) for key in listed.keys if key is not None}
