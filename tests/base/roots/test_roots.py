"""Which root an installation uses is one word of its settings, and another kind of root is one new file."""

import importlib
import os
import subprocess
import sys

import pytest

from desvelo.base.keyring import Keyring
from desvelo.base.roots import providers
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import RootUnavailable, RootUnknown

NEW = '''
"""A root for a test."""

from desvelo.base.roots.providers.file import FileRoot

class Paper(FileRoot):
    kind = "on-paper"

def root(place):
    from pathlib import Path
    return Paper(Path(place))
'''


@pytest.fixture
def grown(tmp_path, monkeypatch):
    """Put one new file beside the providers."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "on_paper.py").write_text(NEW)
    monkeypatch.setattr(providers, "__path__", [*providers.__path__, str(folder)])
    importlib.invalidate_caches()
    yield
    sys.modules.pop(f"{providers.__name__}.on_paper", None)


def test_a_new_provider_is_one_new_file(grown, tmp_path):
    ring = Keyring(tmp_path / "keys", root=f"on-paper:{tmp_path / 'sheet'}")
    ring.create()

    assert ring.root.kind == "on-paper"
    assert Keyring(tmp_path / "keys", root=f"on-paper:{tmp_path / 'sheet'}").epoch(1) == ring.epoch(1)
    assert "on-paper:" in roots.schemes()


def test_without_that_file_the_same_place_is_unknown(tmp_path):
    with pytest.raises(RootUnknown):
        roots.of(f"on-paper:{tmp_path}", tmp_path)


@pytest.mark.parametrize("place", ["vaults", "vaults:", "pkcs11:slot", "../etc:x", "0" * 64])
def test_a_place_of_no_provider_is_refused_without_repeating_it(tmp_path, place):
    with pytest.raises(RootUnknown) as refused:
        roots.of(place, tmp_path)

    assert place not in str(refused.value)
    assert "age:, aws-kms:, file:, vault:" in str(refused.value)


def test_a_provider_whose_library_is_missing_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    monkeypatch.delitem(sys.modules, f"{providers.__name__}.age", raising=False)

    with pytest.raises(RootUnavailable, match=r"desvelo\[age\]"):
        roots.of("age:/identity", tmp_path)


def test_an_installation_with_its_root_in_a_file_loads_no_library_of_another():
    """Boto3 alone would be a second way out of this machine."""
    program = (
        "import sys, pathlib, tempfile; from desvelo.base.keyring import Keyring; "
        "Keyring(pathlib.Path(tempfile.mkdtemp()) / 'keys').create(); "
        "print(sorted({'boto3', 'botocore', 'pyrage', 'httpcore'} & set(sys.modules)))"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)

    assert said.stdout.strip() == "[]"
