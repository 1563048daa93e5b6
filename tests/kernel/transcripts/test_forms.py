import pytest

from desvelo.kernel.transcripts.forms import Form, entries, form_of


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.CSV", "x", Form.CSV),
        ("a.tsv", "x", Form.CSV),
        ("a.jsonl", "x", Form.JSONL),
        ("a.ndjson", "x", Form.JSONL),
        ("a.txt", '{"text": "oi"}', Form.JSONL),
        ("a.txt", "\n\n[12/03/2024, 14:05:33] Ana: oi", Form.WHATSAPP),
        ("a.txt", "solto\n12/03/2024 14:05 - Ana: oi", Form.WHATSAPP),
        ("a", "ligar para a Ana", Form.TEXT),
        ("a.txt", "", Form.TEXT),
    ],
)
def test_the_form_is_told_by_name_and_beginning(name, head, form):
    assert form_of(name, head) is form


@pytest.mark.parametrize("form", list(Form))
def test_every_form_can_be_read(form):
    assert list(entries(form, [b""], "utf-8")) == []
