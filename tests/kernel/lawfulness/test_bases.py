"""Every legal basis, against a table one can read beside privacy-law.md 3.1."""

import ast
from pathlib import Path

import pytest

from desvelo.kernel.lawfulness import registry
from desvelo.kernel.lawfulness.basis import KEPT_ELSEWHERE, RECORDS, Kind, Law, Record
from desvelo.kernel.lawfulness.errors import BasesClash, BasisUnknown

TABLE = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "bases.txt").read_text().splitlines()
    if not line.startswith("#")
]
SOURCES = Path(registry.__file__).parent / "bases"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_a_basis_is_as_the_law_has_it(row):
    code, article, carries, minors, only_for, records = row
    basis = registry.basis(code)

    assert basis.article == article
    assert " ".join(sorted(basis.carries)) == carries
    assert (basis.minors, basis.only_for or "-") == (minors, only_for)
    assert " ".join(sorted(basis.records)) == records


def test_the_table_has_every_basis_and_no_other():
    assert [row[0] for row in TABLE] == list(registry.all_bases())
    assert len(TABLE) == 10 + 8 + 6 + 10


def test_no_basis_of_an_ordinary_article_carries_sensitive_data():
    carrying = {each.code for each in registry.all_bases().values() if Kind.SENSITIVE in each.carries}

    assert {code.split("-")[0] for code in carrying} == {"BR11", "EU9"}
    assert not any(Kind.ORDINARY in registry.basis(code).carries for code in carrying)


@pytest.mark.parametrize("law", Law)
def test_a_code_and_an_article_belong_to_the_law_they_name(law):
    assert all(each.article.startswith(f"{law} art. ") for each in registry.bases_of(law))


def test_each_file_says_where_its_rule_is_written_and_holds_one_basis():
    files = [path for path in SOURCES.glob("*.py") if path.stem != "__init__"]
    docs = {path.stem: ast.get_docstring(ast.parse(path.read_text())) or "" for path in files}

    assert [stem for stem, doc in docs.items() if "Source: " not in doc] == []
    assert len(files) == len(registry.all_bases())


def test_every_record_has_a_name_and_some_basis_asks_for_it():
    asked = {record for each in registry.all_bases().values() for record in each.records}

    assert set(RECORDS) == set(Record) == asked
    assert asked >= KEPT_ELSEWHERE


def test_an_unknown_code_is_refused():
    with pytest.raises(BasisUnknown):
        registry.basis("BR7-XI")
    assert not registry.is_known("BR7-XI")


def test_two_files_that_claim_one_code_are_refused(tmp_path, monkeypatch):
    package = tmp_path / "twice"
    package.mkdir()
    (package / "__init__.py").touch()
    text = (SOURCES / "lgpd_7_07_life.py").read_text()
    for name in ("one", "two"):
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(BasesClash):
        registry.read("twice")
