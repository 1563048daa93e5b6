"""What was gathered is this version, whole, or nothing."""

import os
from pathlib import Path

import pytest

from desvelo.base.ui import served


@pytest.fixture
def root(settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    return settings.STATIC_ROOT


def test_what_a_former_version_left_is_replaced_although_it_is_newer(root):
    served.gather()
    script = root / "ui/desk.js"
    whole = script.read_text()
    script.write_text("old")
    os.utime(script, (4_000_000_000, 4_000_000_000))
    (root / "gone.js").write_text("old")

    served.gather()

    assert (script.read_text(), (root / "gone.js").exists()) == (whole, False)
    assert (root / "ui/desk.js.gz").is_file()


def test_a_disk_that_is_full_half_way_leaves_nothing_half(root, monkeypatch):
    served.gather()

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(served, "call_command", full)
    served.gather()

    assert not root.exists()


@pytest.mark.parametrize(
    ("source", "leaves"),
    [
        ("/* why */\nlet a = 1;\n", "\nlet a = 1;\n"),
        ("let a = 1;\n  /* why,\n     and why not */\nlet b = 2;\n", "let a = 1;\n\n\nlet b = 2;\n"),
        ('let a = "/* no comment */";\n', 'let a = "/* no comment */";\n'),
        ("let a = 1; /* beside */\n", "let a = 1; /* beside */\n"),
        ("a { b: c }\n/* one */\nd { e: f }\n/* two */\n", "a { b: c }\n\nd { e: f }\n\n"),
    ],
)
def test_comments_of_whole_lines_stay_at_home(source, leaves):
    assert served.without_comments(source) == leaves


def test_what_is_not_ours_leaves_as_it_came(root):
    served.gather()

    for name in ("ui/vendor/htmx.min.js", "ui/fonts/inter.woff2"):
        assert (root / name).read_bytes() == (Path(served.__file__).parent / "static" / name).read_bytes()
