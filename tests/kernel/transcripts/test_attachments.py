import pytest

from desvelo.kernel.transcripts.attachments import is_announced, renamed

LRM = "\u200e"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("RG da Ana.pdf (arquivo anexado)", "[x].pdf (arquivo anexado)"),
        (f"{LRM}Ana Souza.vcf (file attached)\nlegenda", f"{LRM}[x].vcf (file attached)\nlegenda"),
        (f"{LRM}<anexado: 00000012-Laudo Ana.pdf>", f"{LRM}<anexado: [x].pdf>"),
        (
            f"Laudo Ana.pdf • {LRM}3 páginas {LRM}<anexado: 00000012-Laudo Ana.pdf>",
            f"[x].pdf • {LRM}3 páginas {LRM}<anexado: [x].pdf>",
        ),
        ("sem ponto (arquivo anexado)", "[x] (arquivo anexado)"),
    ],
)
def test_a_name_that_a_person_gave_is_replaced(text, safe):
    assert renamed(text, "[x]") == safe


@pytest.mark.parametrize(
    "text",
    [
        "IMG-20240312-WA0001.jpg (arquivo anexado)",
        f"{LRM}PTT-20240312-WA0002.opus (file attached)",
        f"{LRM}<attached: 00000012-PHOTO-2024-03-12-14-06-00.jpg>",
        "bom dia (tudo bem?)",
        "a < b • c",
        "lista • item (1)",
    ],
)
def test_what_the_app_named_and_what_is_no_file_stays(text):
    assert renamed(text, "[x]") == text


@pytest.mark.parametrize(
    ("line", "announced"),
    [
        ("RG.pdf (arquivo anexado)", True),
        (f"{LRM}RG.pdf (file attached)", True),
        (f"{LRM}<attached: a.jpg>", True),
        ("RG.pdf (arquivo anexado) veja", False),
        (f"{LRM}Ana added Bia", False),
    ],
)
def test_a_line_about_a_file(line, announced):
    assert is_announced(line) is announced
