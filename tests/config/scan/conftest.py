"""``desvelo scan`` called as the command line calls it, in Portuguese unless a test says otherwise."""

import zipfile
from dataclasses import dataclass

import pytest

from desvelo.config.cli import main
from exported_chat import CHAT


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


@pytest.fixture
def scan(capfd, monkeypatch):
    """Call the command; return its code and what it said."""
    monkeypatch.setenv("LC_ALL", "pt_BR.UTF-8")

    def call(*arguments) -> Answer:
        code = main(["scan", *map(str, arguments)])
        said = capfd.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "conversa.txt"
    path.write_text(CHAT)
    return path


@pytest.fixture
def zipped(tmp_path):
    """Make a zip of names and contents."""

    def make(entries, *, name="conversa.zip", packed=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", packed) as archive:
            for entry, content in entries.items():
                archive.writestr(entry, content)
        return path

    return make
