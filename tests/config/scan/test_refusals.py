"""Files that cannot be read: one sentence that says what to do, exit code 1, no traceback."""

import struct
import zipfile

import pytest

from desvelo.config.scan import archive, refusals, wording
from desvelo.config.scan import errors as scan_errors
from desvelo.kernel.transcripts import errors as transcript_errors
from exported_chat import CHAT


@pytest.mark.parametrize("name", ["_chat.txt", "WhatsApp Chat with A.txt", "Conversa do WhatsApp com A.txt", "a.txt"])
def test_a_zip_of_a_phone_is_read(scan, zipped, name):
    answer = scan(zipped({name: CHAT, "IMG-1.jpg": b"\xff\xd8\0", "DOC.pdf": b"%PDF"}))

    assert answer.code == 0
    assert "Número de cartão" in answer.out


def test_the_named_chat_wins_over_texts_that_were_sent(scan, zipped):
    answer = scan(zipped({"notas.txt": "cpf 390.533.447-05", "_chat.txt": "12/03/2024 14:05 - Ana: oi\n"}))

    assert "Dados encontrados    0" in answer.out


def test_a_zip_is_known_by_its_content(scan, zipped):
    assert "Número de cartão" in scan(zipped({"_chat.txt": CHAT}, name="conversa.bin")).out


@pytest.mark.asvs("5.3.3")
def test_the_names_inside_a_zip_lead_nowhere(scan, zipped, tmp_path):
    folder = tmp_path / "deep" / "deeper"
    folder.mkdir(parents=True)
    path = zipped({"../../_chat.txt": CHAT, "/etc/x.jpg": "x"}, name="deep/deeper/c.zip")

    assert "Número de cartão" in scan(path, "--redact", folder / "copia.txt").out
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["c.zip", "copia.txt", "deep", "deeper"]


@pytest.mark.asvs("5.2.3")
def test_a_size_that_is_a_lie_is_found_out(scan, zipped):
    path = zipped({"_chat.txt": CHAT * 100})
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 100)
    path.write_bytes(data)

    assert "não é um zip inteiro" in scan(path).err


def test_a_zip_cut_short_or_damaged(scan, zipped):
    path = zipped({"_chat.txt": CHAT * 50})
    whole = path.read_bytes()
    middle = len(whole) // 3

    for broken in (whole[:-30], whole[:100], b"PK\x03\x04", b"", whole[:middle] + b"\0" * 20 + whole[middle + 20 :]):
        path.write_bytes(broken)
        answer = scan(path)
        assert (answer.code, "não é um zip inteiro" in answer.err) == (1, True)


def test_a_zip_with_a_password(scan, zipped):
    path = zipped({"_chat.txt": CHAT})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark) + place
        data[start : start + 2] = struct.pack("<H", 1)
    path.write_bytes(data)

    assert "tem senha" in scan(path).err


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_ways_of_packing_that_no_phone_uses_are_not_opened(scan, zipped, packed):
    assert "nenhum celular usa" in scan(zipped({"_chat.txt": CHAT}, packed=packed)).err


@pytest.mark.asvs("5.2.3")
def test_a_zip_bomb_is_stopped_and_would_not_be_otherwise(scan, zipped, tmp_path, monkeypatch):
    path = zipped({"_chat.txt": b"0" * 80_000_000})
    assert path.stat().st_size < 100_000

    answer = scan(path, "--as", "text", "--redact", tmp_path / "copia.txt")
    assert (answer.code, "feito para causar dano" in answer.err) == (1, True)
    assert not (tmp_path / "copia.txt").exists()

    monkeypatch.setattr(archive, "MOST_TIMES_PACKED", 10_000)
    with path.open("rb") as file:
        packed, chat = archive.chat_in(file)
        assert sum(map(len, archive.unpacked(packed, chat))) == 80_000_000


@pytest.mark.asvs("5.2.3")
def test_a_directory_that_would_fill_the_memory_is_not_read(scan, zipped, monkeypatch):
    path = zipped({f"{'x' * 200}{number}": b"" for number in range(500)} | {"_chat.txt": CHAT})
    assert scan(path).code == 0

    monkeypatch.setattr(archive, "LARGEST_DIRECTORY", 100_000)

    assert "feito para causar dano" in scan(path).err


@pytest.mark.asvs("5.2.3")
def test_a_directory_is_measured_in_both_of_its_records(scan, zipped):
    """A zip64 locator overrides what the plain record says, so a small lie there hides nothing."""
    path = zipped({"_chat.txt": CHAT})
    data = path.read_bytes()
    end = data.rfind(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", data, end + 12)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1, 1, archive.LARGEST_DIRECTORY + 1, start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, start + size, 1)
    path.write_bytes(data[:end] + record + locator + data[end:])

    assert "feito para causar dano" in scan(path).err


def test_zips_without_a_chat_and_with_two(scan, zipped):
    assert "não contém conversa" in scan(zipped({"foto.jpg": b"x"})).err
    assert "contém 2 textos" in scan(zipped({"a.txt": "x", "b.txt": "y"})).err


def test_a_wrong_encoding_is_named_and_the_right_one_helps(scan, tmp_path):
    path = tmp_path / "velha.csv"
    path.write_bytes("nome;cpf\nJoão;529.982.247-25\n".encode("cp1252"))

    refused = scan(path)
    helped = scan(path, "--encoding", "cp1252")

    assert (refused.code, "perto da linha 2" in refused.err, "--encoding cp1252" in refused.err) == (1, True, True)
    assert (helped.code, "João" in helped.out) == (0, True)


def test_utf_16_is_known_by_its_mark(scan, tmp_path):
    (tmp_path / "c.txt").write_text(CHAT, encoding="utf-16")

    assert "Número de cartão" in scan(tmp_path / "c.txt").out


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "zlib"])
def test_an_encoding_that_is_none(scan, chat, name):
    assert f"Não existe codificação chamada {name}" in scan(chat, "--encoding", name).err


def test_what_is_no_text_absent_or_a_folder(scan, tmp_path):
    (tmp_path / "foto.txt").write_bytes(b"\x89PNG\0\0")

    assert "não é um texto" in scan(tmp_path / "foto.txt").err
    assert "Não dá para ler" in scan(tmp_path / "nada.txt").err
    assert "Não dá para ler" in scan(tmp_path).err


def test_broken_records_and_tables_name_their_line(scan, tmp_path):
    (tmp_path / "m.jsonl").write_text('{"text": "oi"}\n[1]\n')
    (tmp_path / "t.csv").write_text('a;b\n"' + "x\n" * 100_000)
    (tmp_path / "l.jsonl").write_text('{"text": "' + "x" * 1_100_000)

    assert "linha 2: não é um objeto JSON" in scan(tmp_path / "m.jsonl").err
    assert "aspas abertas" in scan(tmp_path / "t.csv").err
    assert "mais de 1048576 caracteres" in scan(tmp_path / "l.jsonl").err


def test_a_place_that_cannot_be_written(scan, chat, tmp_path):
    answer = scan(chat, "--redact", tmp_path / "nada" / "copia.txt")

    assert (answer.code, "Não dá para gravar" in answer.err) == (1, True)


def test_a_refusal_cannot_write_to_the_terminal(scan, tmp_path):
    answer = scan(tmp_path / "\x1b[2Jnada\u202e.txt")

    assert answer.code == 1
    assert not set(answer.err) & {"\x1b", "\u202e"}


def test_an_empty_file_is_no_error(scan, tmp_path):
    (tmp_path / "c.txt").write_text("")

    assert scan(tmp_path / "c.txt").code == 0


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize(
    "refused",
    [
        error
        for module in (scan_errors, transcript_errors)
        for error in vars(module).values()
        if isinstance(error, type) and error.__name__ not in {"DesveloError", "ScanRefused", "TranscriptRefused"}
    ],
)
def test_every_refusal_has_a_sentence(refused, language):
    params = {"path": "p", "reason": "r", "encoding": "e", "count": 2, "line": 3, "limit": 4}
    error = refused.__new__(refused)
    error.params = params

    said = refusals.sentence(wording.words(language), error, "arquivo")

    assert error.code not in said
    assert said.endswith((".", ".pdf", "utf-16-le.", "cp1252.", "text."))
