"""``desvelo scan FILE...``: what it is asked, in which order things happen, and how it ends.

Exit codes: 0 everything was looked into; 1 refused, a sentence on stderr says why; 2 wrong options; 3 looked into,
but where detection broke the text was covered whole; 130 stopped by Ctrl-C.
"""

import argparse
import io
import os
import sys
from pathlib import Path

from desvelo.config.scan import refusals, wording
from desvelo.config.scan.errors import NeedsOutput, OneFileOnly, ScanRefused, WouldOverwrite
from desvelo.config.scan.printing import printable
from desvelo.config.scan.scanner import Scanner
from desvelo.kernel.transcripts.errors import TranscriptRefused
from desvelo.kernel.transcripts.forms import Form

FORMATS = ("jsonl", "html", "pdf", "csv")
EPILOG = "Exit codes: 0 all looked into, 1 refused, 2 wrong options, 3 some covered whole, 130 stopped.  docs/scan.md"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Declare the options."""
    command.epilog = EPILOG
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="WhatsApp .txt or .zip, CSV, JSONL, text")
    command.add_argument("--format", choices=FORMATS, help="an answer for programs or to keep, besides the summary")
    command.add_argument("--output", "-o", type=Path, metavar="FILE", help="where the answer goes (default: stdout)")
    command.add_argument("--redact", type=Path, metavar="OUT", help="write a copy of the file with the data replaced")
    command.add_argument(
        "--as", dest="form", type=Form, choices=list(Form), help="what the file is, if not as it looks"
    )
    command.add_argument("--encoding", help="how the file is written, if not UTF-8; cp1252 for old Windows files")
    command.add_argument("--language", choices=wording.LANGUAGES, help="of summary and report (default: the system's)")
    command.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Scan; return the exit code."""
    said = wording.words(asked.language or wording.language_of(os.environ))
    _never_fail_for_a_letter()
    scanner = Scanner(asked, said)
    try:
        _require_sense(asked)
        return scanner.run()
    except (ScanRefused, TranscriptRefused) as refused:
        scanner.progress.end()
        sys.stderr.write(printable(refusals.sentence(said, refused, scanner.at.name)) + "\n")
    except BrokenPipeError:  # whoever read the answer has read enough; Python would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _never_fail_for_a_letter() -> None:
    """Let a terminal that lacks a letter show another: the answer matters more."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _require_sense(asked: argparse.Namespace) -> None:
    if asked.format == "pdf" and asked.output is None and sys.stdout.isatty():
        raise NeedsOutput
    if asked.redact and len(asked.files) > 1:
        raise OneFileOnly
    taken = [path.resolve() for path in asked.files]
    for path in filter(None, (asked.output, asked.redact)):
        if path.resolve() in taken:
            raise WouldOverwrite(path=path)
        taken.append(path.resolve())
