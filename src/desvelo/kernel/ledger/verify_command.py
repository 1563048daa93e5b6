"""The outsider's command line: check an export, proofs of entries, or a proof of growth.

    python3 verify_ledger.py ledger.jsonl --name desk.example/log --key <base64 of the 32-byte Ed25519 key>
    python3 verify_ledger.py prova-7.json --name desk.example/log --key <the same>

It ends with 0 when all that was asked holds, 1 when something does not, 2 when it was asked wrongly.

Source: security-design D7.7; docs/verify.md.
"""

import argparse
import itertools
import re
import sys
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from desvelo.kernel.ledger.verify import Problem, Report, Signed, decoded, read_signed, verify_export
from desvelo.kernel.ledger.verify_proofs import (
    ENTRY_FORMAT,
    GROWTH_FORMAT,
    PROOF_FORMAT,
    TEXT_FORMAT,
    ProvenLeaf,
    verify_growth,
    verify_proof,
    verify_proofs,
)
from desvelo.kernel.ledger.verify_stamps import Witness, read_token, read_witness, seen_by, stamped

_PUBLIC_BYTES = 32
_GAP = "gap acknowledged"
_LATEST = 253_402_300_799  # the last second of the year 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody brings who checks: the log's name and key, what they kept, whose cosignatures they want."""

    name: str
    key: bytes
    anchored: tuple[Path, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    unpack: Path | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify the file named on the command line; return 0 when all of it is proven, 1 when not."""
    chosen = _parser().parse_args(arguments)
    asked = Asked(
        name=chosen.name,
        key=chosen.key,
        anchored=tuple(chosen.anchored),
        witnesses=tuple(chosen.witness),
        unpack=chosen.unpack,
    )
    try:
        told, problem = _checked(chosen.file, asked)
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in (*told, str(problem or "all of it holds"))))
    return 1 if problem else 0


def checkpoints_in(content: bytes, name: str) -> list[str] | None:
    """Return every checkpoint of *name* in a file somebody kept: text, or a saved mail; None when one is not whole.

    A note that a gap was acknowledged is no checkpoint; those before it stay, so the gap is found for ever.
    """
    text = _text(content).replace("\r\n", "\n")
    whole = re.compile(rf"^{re.escape(name)}\n[0-9]+\n[^\n]+\n\n(?:— [^\n]+\n)+", re.MULTILINE)
    found = [note.group() for note in whole.finditer(text if text.endswith("\n") else text + "\n")]
    begun = len(re.findall(rf"^{re.escape(name)}$(?!\n{_GAP}$)", text, re.MULTILINE))
    return found if found and begun == len(found) else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check an exported Desvelo log, or proofs taken from one.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", required=True, help="the log's name, as published")
    parser.add_argument("--key", required=True, type=_key, help="base64 of the Ed25519 public key, as published")
    kept = "checkpoints kept elsewhere: a copy of the anchor file or of the page, a saved mail"
    parser.add_argument("--anchored", type=Path, action="append", default=[], metavar="FILE", help=kept)
    cosigner = "verifier key of a witness that must have cosigned: name+id+base64"
    parser.add_argument("--witness", type=read_witness, action="append", default=[], metavar="KEY", help=cosigner)
    folder = "write each time-stamp token and what it stamps here, for openssl"
    parser.add_argument("--unpack", type=Path, metavar="FOLDER", help=folder)
    return parser


def _key(text: str) -> bytes:
    key = decoded(text)
    if len(key) != _PUBLIC_BYTES:
        raise ValueError(len(key))
    return key


def _checked(file: Path, asked: Asked) -> tuple[list[str], Problem | None]:
    """Return what is to be told, and the first problem."""
    kept = list[str]()
    for number, path in enumerate(asked.anchored):
        found = checkpoints_in(path.read_bytes(), asked.name)
        if found is None:
            return [], Problem(code="anchor_unreadable", index=number)
        kept += found
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        first = next(lines, "")
        if first.startswith(TEXT_FORMAT):
            return _tell_proofs([verify_proof(first + lines.read(), asked.key, asked.name)])
        if f'"{GROWTH_FORMAT}"' in first:
            return _tell_growth(first, asked, kept)
        whole = itertools.chain([first], lines)
        if f'"{PROOF_FORMAT}"' in first or f'"{ENTRY_FORMAT}"' in first:
            return _tell_proofs(verify_proofs(whole, asked.key, asked.name))
        return _tell_export(whole, asked, kept)


def _tell_proofs(proofs: Iterable[ProvenLeaf]) -> tuple[list[str], Problem | None]:
    told, problem = list[str](), None
    for found in proofs:
        said = found.problem or f"of {found.size}: {_shown(found.leaf)}"
        told.append(f"entry {found.index} {said}")
        problem = problem or found.problem
    return told, problem


def _tell_growth(text: str, asked: Asked, kept: Sequence[str]) -> tuple[list[str], Problem | None]:
    found = verify_growth(text, asked.key, asked.name, kept)
    told = [f"from {found.old_size} to {found.new_size} entries"]
    if kept:
        told.append(f"{found.compared} of {len(kept)} checkpoints kept elsewhere are of one of these sizes")
    if found.problem:
        return told, found.problem
    seen, problem = _seen(found.ends, asked)
    return told + seen, problem


def _tell_export(lines: Iterable[str], asked: Asked, kept: Sequence[str]) -> tuple[list[str], Problem | None]:
    report = verify_export(lines, asked.key, asked.name, kept)
    told = [
        f"{report.size} leaves, {report.signed_size} of them under {report.checkpoints_checked} checkpoints",
        f"root {b64encode(report.root).decode()}",
    ]
    if kept:
        told.append(f"{len(kept)} checkpoints kept elsewhere")
    if report.opened:
        told.append(f"{report.opened} leaves with the words they committed to")
    if report.problem:
        return told, report.problem
    signed = [read_signed(text, asked.key, asked.name) for text in (*report.checkpoints, *kept)]
    more, problem = _stamps([each for each in signed if each], report, asked)
    return told + more, problem


def _stamps(checkpoints: Sequence[Signed], report: Report, asked: Asked) -> tuple[list[str], Problem | None]:
    told, problem = _seen(checkpoints, asked)
    if problem:
        return told, problem
    stamps = stamped(report.tokens, checkpoints)
    if isinstance(stamps, Problem):
        return told, stamps
    told += [f"token over {size} leaves states {at}; who stamped it is for openssl to say" for size, at in stamps]
    if asked.unpack:
        _unpack(report.tokens, checkpoints, asked.unpack)
    return told, None


def _seen(checkpoints: Sequence[Signed], asked: Asked) -> tuple[list[str], Problem | None]:
    told = list[str]()
    for number, witness in enumerate(asked.witnesses):
        seen = seen_by(witness, checkpoints, number=number)
        if isinstance(seen, Problem):
            return told, seen
        told.append(f"{seen.name} cosigned {seen.size} leaves at {_moment(seen.at)}")
    return told, None


def _unpack(tokens: Sequence[tuple[int, bytes]], checkpoints: Sequence[Signed], folder: Path) -> None:
    """Write what ``openssl ts -verify`` reads: the token, and the checkpoint it stamps."""
    notes = {each.size: each.note for each in checkpoints}
    folder.mkdir(parents=True, exist_ok=True)
    for number, (size, der) in enumerate(tokens):
        (folder / f"{number}-{size}.token").write_bytes(read_token(der).der)
        (folder / f"{number}-{size}.checkpoint").write_bytes(notes[size].encode())


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(min(seconds, _LATEST), tz=UTC).isoformat()


def _shown(leaf: bytes) -> str:
    """Return a leaf as text on one line: what a terminal would obey is written out."""
    text = leaf.decode(errors="backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def _text(content: bytes) -> str:
    """Return the text of a file, or of every plain part of a saved mail."""
    if not re.match(rb"[A-Za-z][A-Za-z-]*: ", content):
        return content.decode(errors="replace")
    mail = message_from_bytes(content, policy=policy.default)
    plain = [part.get_content() for part in mail.walk() if part.get_content_type() == "text/plain"]
    return "\n".join(plain)
