"""The four forms of an answer; none holds a value or the text of a message."""

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pypdfium2
import pytest

from desvelo.config.scan.reports import document, page
from exported_chat import CHAT, SECRETS


def test_jsonl_has_a_line_for_each_message_with_spans_in_code_points(scan, chat):
    answer = scan(chat, "--format", "jsonl")
    lines = [json.loads(line) for line in answer.out.splitlines()]

    assert [line["id"] for line in lines] == [f"conversa.txt:{number}" for number in (1, 2, 3, 5, 6, 7)]
    assert lines[2]["spans"] == [[0, 14, "CPF"], [26, 45, "CARD_NUMBER"]]
    assert answer.err.startswith("Dados pessoais encontrados")


def test_jsonl_of_records_is_what_the_scorer_reads(scan, tmp_path):
    texts = [("out", "Qual é o CPF? 😀"), ("in", "👨‍👩‍👧 529.982.247-25"), ("in", "bom dia")]
    records = [
        {"id": f"m{turn}", "conv": "c", "turn": turn, "dir": way, "text": text}
        for turn, (way, text) in enumerate(texts)
    ]
    (tmp_path / "m.jsonl").write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records))

    answer = scan(tmp_path / "m.jsonl", "--format", "jsonl")

    assert [json.loads(line) for line in answer.out.splitlines()] == [
        {"id": "m0", "spans": []},
        {"id": "m1", "spans": [[6, 20, "CPF"]]},
        {"id": "m2", "spans": []},
    ]


def test_the_question_before_a_number_counts(scan, tmp_path):
    """Without a direction in the records, the number alone would say nothing."""
    (tmp_path / "m.jsonl").write_text('{"id": "a", "text": "529.982.247-26"}\n')
    alone = scan(tmp_path / "m.jsonl", "--format", "jsonl").out
    (tmp_path / "m.jsonl").write_text(
        '{"id": "q", "dir": "out", "text": "Qual o CVV do cartão?"}\n{"id": "a", "dir": "in", "text": "123"}\n'
    )
    answered = scan(tmp_path / "m.jsonl", "--format", "jsonl").out

    assert json.loads(alone)["id"] == "a"
    assert json.loads(answered.splitlines()[1])["spans"] == [[0, 3, "CARD_CVV"]]


def test_jsonl_tells_what_stands_beside_the_message(scan, tmp_path):
    (tmp_path / "m.jsonl").write_text('{"id": "a", "text": "oi", "cliente": {"cpf": 52998224725}}\n')

    answer = scan(tmp_path / "m.jsonl", "--format", "jsonl")

    assert json.loads(answer.out) == {"id": "a", "spans": [], "fields": {"cliente.cpf": [[0, 11, "CPF"]]}}


def test_csv_has_a_row_for_each_finding(scan, chat):
    rows = list(csv.DictReader(io.StringIO(scan(chat, "--format", "csv").out)))

    assert [(row["line"], row["label"], row["hint"]) for row in rows] == [
        ("3", "CPF", "•• 25"),
        ("3", "CARD_NUMBER", "•••• 1111"),
        ("6", "EMAIL", rows[2]["hint"]),
        ("7", "PERSON_NAME", ""),
        ("7", "PERSON_NAME", ""),
    ]
    assert rows[0]["certainty"] == "checked"
    assert rows[0]["sent_at"] == "12/03/2024 14:06"


@pytest.mark.parametrize("form", ["jsonl", "html", "csv"])
def test_what_stands_around_a_finding_is_covered_too(scan, tmp_path, form):
    record = {"id": "a", "date": "529.982.247-25", "390.533.447-05": {"e-mail": "ana@example.com"}}
    (tmp_path / "m.jsonl").write_text(json.dumps(record))

    answer = scan(tmp_path / "m.jsonl", "--format", form)
    said = answer.out + answer.err

    assert "EMAIL" in said or "E-mail" in said
    assert [value for value in ("529.982.247-25", "390.533.447-05", "ana@example.com") if value in said] == []


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("sender", ["=1+1", "+cmd", "-2", "@SUM(A1)"])
def test_a_name_never_becomes_a_formula(scan, tmp_path, sender):
    (tmp_path / "c.txt").write_text(f"12/03/2024 14:05 - {sender}: cpf 52998224725\n")

    [row] = csv.DictReader(io.StringIO(scan(tmp_path / "c.txt", "--format", "csv").out))

    assert row["sender"] == f"'{sender}"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_is_one_file_that_loads_and_runs_nothing(scan, chat, tmp_path):
    hostile = CHAT.replace("Maria Lopes:", "<script src=//x.test>alert(1)</script><img onerror=a>:")
    chat.write_text(hostile)

    scan(chat, "--format", "html", "--output", tmp_path / "r.html")
    html = (tmp_path / "r.html").read_text()
    tags = Tags()
    tags.feed(html)

    assert {tag for tag, _ in tags.found} & {"script", "img", "link", "iframe", "form", "svg"} == set()
    assert [name for _, attrs in tags.found for name in attrs if name.startswith("on") or name in {"src", "href"}] == []
    assert "&lt;script" in html
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [attrs["content"] for _, attrs in tags.found if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"
    assert '<html lang="pt-BR">' in html


@pytest.mark.parametrize("form", ["jsonl", "html", "csv"])
def test_no_report_holds_a_value_or_a_text(scan, chat, tmp_path, form):
    scan(chat, "--format", form, "--output", tmp_path / "r")
    said = (tmp_path / "r").read_text()

    assert [text for text in (*SECRETS, "até logo", "Bom dia") if text in said] == []


def test_the_pdf_says_the_same_and_is_text(scan, chat, tmp_path):
    chat.write_text(CHAT.replace("Maria Lopes:", '#read("/etc/passwd") *Zoé* 😀 $x$:'))

    answer = scan(chat, "--format", "pdf", "--output", tmp_path / "r.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    said = "\n".join(each.get_textpage().get_text_range() for each in pdf)

    assert answer.code == 0
    assert "Dados pessoais encontrados" in said
    assert "br.cpf" in said
    assert "root:" not in said
    assert '#read("/etc/passwd") *Zoé* □ $x$' in " ".join(said.split())
    assert [secret for secret in SECRETS if secret in said] == []
    assert b"pdfuaid" in (tmp_path / "r.pdf").read_bytes()


@pytest.mark.parametrize(("form", "most"), [("html", page.MOST_ROWS), ("pdf", document.MOST_ROWS)])
def test_a_long_list_ends_and_says_so(scan, tmp_path, monkeypatch, form, most):
    monkeypatch.setattr(page, "MOST_ROWS", 3)
    monkeypatch.setattr(document, "MOST_ROWS", 3)
    (tmp_path / "c.txt").write_text("cpf 529.982.247-25\n" * 5)

    scan(tmp_path / "c.txt", "--format", form, "--output", tmp_path / "r")
    if form == "html":
        said = (tmp_path / "r").read_text()
    else:
        said = "\n".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(tmp_path / "r"))

    assert said.count("br.cpf") == 3
    assert "Mais 2 não estão nesta lista" in said
    assert most >= 500


def test_whoever_reads_only_the_beginning_gets_no_complaint(tmp_path):
    (tmp_path / "c.txt").write_text("cpf 529.982.247-25\n" * 20_000)
    command = f"{sys.executable} -m desvelo.config.cli scan {tmp_path}/c.txt --format jsonl | head -1"

    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout)["spans"] == [[4, 18, "CPF"]]
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
