"""What is read is what was signed: wrapped, doubled, hidden and half-read assertions (XSW, XXE, comments)."""

from pathlib import Path

import pytest
from lxml import etree

from desvelo.kernel.federation.saml import reading, signature
from desvelo.kernel.federation.saml.errors import AnswerRefused
from far_saml import PERSON

A = "{urn:oasis:names:tc:SAML:2.0:assertion}"
P = "{urn:oasis:names:tc:SAML:2.0:protocol}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
VICTIM = "1-administrator"


def forged(root):
    """Return a copy of the assertion, without its signature, about somebody else."""
    copy = etree.fromstring(etree.tostring(root.find(f"{A}Assertion"), with_tail=False))
    copy.remove(copy.find(f"{DS}Signature"))
    copy.set("ID", "id-forged")
    copy.find(f".//{A}NameID").text = VICTIM
    return copy


def before(root):
    root.insert(list(root).index(root.find(f"{A}Assertion")), forged(root))


def after(root):
    root.append(forged(root))


def around(root):
    evil, real = forged(root), root.find(f"{A}Assertion")
    root.replace(real, evil)
    evil.append(real)


def with_the_real_one_in_its_signature(root):
    evil, real = forged(root), root.find(f"{A}Assertion")
    mark = real.find(f"{DS}Signature")
    root.replace(real, evil)
    real.remove(mark)
    evil.insert(1, mark)
    etree.SubElement(mark, f"{DS}Object").append(real)


def with_the_real_one_in_extensions(root):
    evil, real = forged(root), root.find(f"{A}Assertion")
    root.replace(real, evil)
    hidden = etree.Element(f"{P}Extensions")
    hidden.append(real)
    root.insert(1, hidden)


def with_the_same_name(root):
    evil, real = forged(root), root.find(f"{A}Assertion")
    evil.set("ID", real.get("ID"))
    root.insert(list(root).index(real), evil)


def with_the_signature_of_the_real_one(root):
    evil, real = forged(root), root.find(f"{A}Assertion")
    mark = real.find(f"{DS}Signature")
    root.replace(real, evil)
    evil.insert(1, mark)
    status = root.find(f"{P}Status")
    etree.SubElement(status, f"{P}StatusDetail").append(real)


WRAPS = [
    before, after, around, with_the_real_one_in_its_signature, with_the_real_one_in_extensions, with_the_same_name,
    with_the_signature_of_the_real_one,
]  # fmt: skip


def wrapped(xml: str, wrap) -> str:
    root = etree.fromstring(xml.encode())
    wrap(root)
    return etree.tostring(root).decode()


def careless(root, *, certificates, now):
    """Do what broke so many: verify some signature, then read the first assertion."""
    real = next(each for each in root.iter(f"{A}Assertion") if each.find(f"{DS}Signature") is not None)
    signature.verified(real, certificates=certificates, now=now)
    return next(iter(root.iter(f"{A}Assertion")))


def believed(talk, xml: str) -> str:
    """Return who is believed to be there, or why nobody is."""
    try:
        return talk.believes(xml).asserted.subject
    except AnswerRefused as refused:
        return refused.reason


@pytest.mark.asvs("6.8.3")
@pytest.mark.parametrize("wrap", WRAPS)
def test_a_wrapped_assertion_is_not_believed(talk, wrap):
    xml = wrapped(talk.asks().xml, wrap)

    with pytest.raises(AnswerRefused) as found:
        talk.believes(xml)
    assert found.value.reason in {"assertions", "signatures", "ids"}


@pytest.mark.parametrize("wrap", [before, around, with_the_same_name])
def test_whoever_verifies_one_and_reads_another_lets_the_victim_in(talk, monkeypatch, wrap):
    xml = wrapped(talk.asks().xml, wrap)
    monkeypatch.setattr(signature, "assertion_of", careless)

    assert talk.believes(xml).asserted.subject == VICTIM


@pytest.mark.parametrize("wrap", WRAPS)
def test_were_the_places_not_looked_at_only_what_was_signed_would_be_read(talk, monkeypatch, wrap):
    xml = wrapped(talk.asks().xml, wrap)
    monkeypatch.setattr(signature, "require_one", lambda *_: None)
    monkeypatch.setattr(signature, "require_form", lambda *_: None)

    assert believed(talk, xml) in {PERSON, "signature", "unsigned"}


def test_a_signed_answer_inside_another_is_not_believed(talk):
    real = talk.asks(signed="response").xml
    evil = etree.fromstring(real.encode())
    mark = evil.find(f"{DS}Signature")
    evil.remove(mark)
    evil.set("ID", "id-evil")
    evil.find(f".//{A}NameID").text = VICTIM
    etree.SubElement(mark, f"{DS}Object").append(etree.fromstring(real.encode()))
    evil.insert(1, mark)

    with pytest.raises(AnswerRefused) as found:
        talk.believes(etree.tostring(evil).decode())
    assert found.value.reason == "assertions"


def test_an_encrypted_assertion_is_not_taken(talk):
    xml = talk.asks().xml.replace("</ns0:Response>", "<ns1:EncryptedAssertion/></ns0:Response>")

    with pytest.raises(AnswerRefused) as found:
        talk.believes(xml)
    assert found.value.reason == "encrypted"


# What ends a text, and what stands for one.


@pytest.mark.parametrize(
    "put", [f"{PERSON[:1]}<!-- -->{PERSON[1:]}", f"<![CDATA[{PERSON}]]>", f"{PERSON[:1]}<?a b?>{PERSON[1:]}"]
)
def test_a_text_cut_in_two_is_not_read(talk, put):
    xml = talk.asks().xml.replace(f">{PERSON}<", f">{put}<")

    with pytest.raises(AnswerRefused) as found:
        talk.believes(xml)
    assert found.value.reason == "shape"


def test_a_comment_keeps_the_signature_and_would_make_a_careless_reader_see_another_name(talk, monkeypatch):
    xml = talk.asks(sub="1-administrator.evil").xml.replace("1-administrator.evil", "1-administrator<!---->.evil")
    as_it_came = etree.fromstring(xml.encode()).find(f".//{A}NameID").text
    monkeypatch.setattr(reading, "signed", etree.fromstring)

    assert as_it_came == VICTIM
    assert talk.believes(xml).asserted.subject == "1-administrator.evil"  # the second layer: what was signed is read


@pytest.fixture
def secret(tmp_path) -> Path:
    path = tmp_path / "secret"
    path.write_text("what lies on the disk")
    return path


@pytest.mark.asvs("1.5.1")
@pytest.mark.parametrize("read", [reading.signed, reading.plain])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_a_document_type_is_refused_in_whatever_letters(secret, read, encoding):
    hostile = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    )

    with pytest.raises(reading.NotXml):
        read(hostile.encode(encoding))


@pytest.mark.asvs("1.5.1")
def test_a_parser_that_resolves_would_have_read_the_disk(secret):
    hostile = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True)

    assert etree.fromstring(hostile, parser=careless).text == "what lies on the disk"


@pytest.mark.parametrize(
    "content",
    [b"", b"<a", b"\xff\xfe<a/>", b"<a>\0</a>", b"<a>&x;</a>", b"<a/>" + b" " * reading.LONGEST, b"<a/><b/>"],
)
def test_what_is_no_xml_says_so(content):
    with pytest.raises(reading.NotXml):
        reading.signed(content)


def test_laughing_a_billion_times_costs_nothing():
    layers = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))

    with pytest.raises(reading.NotXml):
        reading.plain(f'<!DOCTYPE a [<!ENTITY l0 "ha">{layers}]><a>&l9;</a>'.encode())


def test_a_time_is_read_in_one_way():
    assert reading.instant("2026-11-27T12:00:00.1234567Z").microsecond == 0
    for other in (None, "", "2026-11-27", "2026-11-27T12:00:00", "2026-11-27T12:00:00+00:00", "2026-13-27T12:00:00Z"):
        with pytest.raises(reading.NotXml):
            reading.instant(other)
