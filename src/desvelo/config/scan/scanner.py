"""One call of ``desvelo scan``: the files, one after the other, into one tally, one report and one copy."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from desvelo.config.scan import outputs
from desvelo.config.scan.class_words import class_names
from desvelo.config.scan.opening import How, opened
from desvelo.config.scan.people import People
from desvelo.config.scan.printing import printable
from desvelo.config.scan.progress import Progress
from desvelo.config.scan.redacting import Redacted
from desvelo.config.scan.reports import document, page, terminal
from desvelo.config.scan.reports.gathering import Gathering
from desvelo.config.scan.reports.jsonl import JsonLines
from desvelo.config.scan.reports.sheet import Sheet
from desvelo.config.scan.reports.summary import summary
from desvelo.config.scan.searching import Searched, searched
from desvelo.config.scan.tally import Tally
from desvelo.config.scan.wording import Words

FAILED_SOMEWHERE = 3


class Report(Protocol):
    """What takes entries one by one and answers by the end."""

    def take(self, one: Searched, /) -> None:
        """Take *one* entry."""

    def end(self, tally: Tally, /) -> None:
        """Write what is still to be written."""


class Scanner:
    """What one call holds: *at* is the file that is being read."""

    def __init__(self, asked: argparse.Namespace, said: Words) -> None:
        self.at: Path = asked.files[0]
        self.progress = Progress()
        self._asked = asked
        self._said = said
        self._names = class_names(said)
        self._people = People(self._names)
        self._tally = Tally(self._people)

    def run(self) -> int:
        """Look into every file, then answer; return the exit code.  Raises ScanRefused, TranscriptRefused."""
        with ExitStack() as answers:
            report = self._report(answers)
            for path in self._asked.files:
                self.at = path
                self._look_into(path, report, answers)
            self.progress.end()
            if report:
                report.end(self._tally)
        told = terminal.text(summary(self._tally, self._said, self._names))
        is_free = self._asked.format is None or self._asked.output is not None
        (sys.stdout if is_free else sys.stderr).write(told)
        return FAILED_SOMEWHERE if self._tally.failed else 0

    def _look_into(self, path: Path, report: Report | None, answers: ExitStack) -> None:
        how = How(self._asked.form, self._asked.encoding, self.progress.read)
        with opened(path, how) as source:
            self.progress.begin(printable(source.name), source.size)
            self._tally.files.append(source.name)
            copy = self._copy(source.encoding, answers)
            for one in searched(source.name, source.entries):
                self._tally.add(one)
                if report:
                    report.take(one)
                if copy:
                    copy.take(one)

    def _copy(self, encoding: str, answers: ExitStack) -> Redacted | None:
        if self._asked.redact is None:
            return None
        file = answers.enter_context(outputs.whole(self._asked.redact))
        return Redacted(file, encoding=encoding, people=self._people, said=self._said, names=self._names)

    def _report(self, answers: ExitStack) -> Report | None:
        if self._asked.format is None:
            return None
        file: IO[bytes] = answers.enter_context(outputs.answer(self._asked.output))
        match self._asked.format:
            case "jsonl":
                return JsonLines(file)
            case "csv":
                return Sheet(file, self._people)
            case "html":
                return page.Page(file, self._gathering(page.MOST_ROWS), said=self._said, names=self._names)
            case _:
                return document.Document(file, self._gathering(document.MOST_ROWS), said=self._said, names=self._names)

    def _gathering(self, most: int) -> Gathering:
        return Gathering(most=most, people=self._people, said=self._said, names=self._names)
