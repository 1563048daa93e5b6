"""A tool of its own: without Django, database or network, in memory that does not grow with the file."""

import argparse
import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

from desvelo.config.scan import command, people
from desvelo.config.scan.progress import Progress
from desvelo.config.scan.reports import document, page
from desvelo.kernel.transcripts import lines, talk, whatsapp

PAGE = (Path(__file__).parents[3] / "docs/scan.md").read_text(encoding="utf-8")

WITHOUT_DJANGO = """
import sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "typst"} or name == "psycopg.connection":
            raise SystemExit(f"{name} was imported")
sys.meta_path.insert(0, Refused())
from desvelo.config.scan import command
import argparse
parser = argparse.ArgumentParser()
command.add_arguments(parser)
sys.exit(command.run(parser.parse_args(sys.argv[1:])))
"""
# The kernel's own mark of this program: what getrusage says begins with the memory of the process that forked it.
HIGH_WATER = """
import re, sys
def peak():
    return int(re.search(r"VmHWM:\\s+([0-9]+)", open("/proc/self/status").read())[1]) // 1024
"""
PEAK = """
from desvelo.config.cli import main
code = main(sys.argv[1:])
print(peak(), file=sys.stderr)
sys.exit(code)
"""
READ_WHOLE = """
text = open(sys.argv[1]).read().splitlines()
print(peak(), file=sys.stderr)
"""
MEGABYTE = 1_000_000


def python(source, *arguments):
    environment = {**os.environ, "LC_ALL": "pt_BR.UTF-8"}
    words = [sys.executable, "-c", source, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment)


def peak_mb(source, *arguments) -> int:
    done = python(HIGH_WATER + source, *arguments)
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[-1])


def chat_of(path, size):
    """Write a chat of *size* bytes: long messages, so that the test is about memory and not about detection."""
    talk = "uma conversa longa sobre o tempo e a vida na cidade " * 40
    with path.open("w") as file:
        number = 0
        while file.tell() < size:
            number += 1
            last = "meu cpf é 529.982.247-25" if number % 20 == 0 else "até logo"
            file.write(f"12/03/2024 14:05 - Pessoa {number % 50}: {talk}\n{last}\n")
    return path


def test_django_and_the_database_are_never_loaded(chat):
    done = python(WITHOUT_DJANGO, chat)

    assert (done.returncode, "Número de cartão" in done.stdout) == (0, True), done.stderr


def test_the_test_would_see_django():
    assert "django was imported" in python(WITHOUT_DJANGO.replace("import argparse", "import django")).stderr


def test_twelve_megabytes_need_no_more_memory_than_one(tmp_path):
    """Held whole they would need eleven more.  Fifty are measured by the benchmark ``scan``."""
    small, large = chat_of(tmp_path / "1.txt", MEGABYTE), chat_of(tmp_path / "12.txt", 12 * MEGABYTE)
    options = ("--format", "html", "--output", tmp_path / "answer", "--redact", tmp_path / "copy")

    little = peak_mb(PEAK, "scan", small, *options)
    much = peak_mb(PEAK, "scan", large, *options)

    assert (tmp_path / "copy").stat().st_size > 11 * MEGABYTE
    assert much - little <= 8


def test_reading_the_file_whole_would_need_much_more(tmp_path):
    small, large = chat_of(tmp_path / "1.txt", MEGABYTE), chat_of(tmp_path / "50.txt", 50 * MEGABYTE)

    assert peak_mb(READ_WHOLE, large) - peak_mb(READ_WHOLE, small) > 40


def test_one_line_of_fourteen_megabytes_needs_no_more_memory(tmp_path):
    small, large = tmp_path / "1.txt", tmp_path / "14.txt"
    small.write_text("x")
    large.write_text("palavra sem fim " * 875_000)

    assert peak_mb(PEAK, "scan", large) - peak_mb(PEAK, "scan", small) <= 12


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_a_bar_that_goes_away():
    stream = Terminal()
    progress = Progress(stream)

    progress.begin("conversa.txt", 200)
    progress.read(100)
    drawn = stream.getvalue()
    progress.end()

    assert drawn.endswith("conversa.txt [###############---------------]  50%")
    assert stream.getvalue().endswith("\r\x1b[K")


def test_a_file_sees_no_bar():
    stream = io.StringIO()
    progress = Progress(stream)

    progress.begin("conversa.txt", 200)
    progress.read(100)
    progress.end()

    assert stream.getvalue() == ""


def test_more_than_was_announced_is_still_a_bar():
    progress = Progress(Terminal())
    progress.begin("x", 10)
    progress.read(50)

    assert progress.line().endswith("100%")


def test_wrong_options_are_code_two():
    done = subprocess.run(
        [sys.executable, "-m", "desvelo.config.cli", "scan", "x", "--format", "doc"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2


def test_the_page_about_it_has_every_option_and_every_exit_code():
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}
    choices = {str(choice) for action in parser._actions for choice in action.choices or ()}

    assert {option for option in options if f"`{option}" not in PAGE} == set()
    assert {choice for choice in choices if choice not in PAGE} == set()
    assert re.findall(r"^\| ([0-9]+) \|", PAGE, re.MULTILINE) == re.findall(r"\b[0-9]+\b", command.EPILOG)


def test_the_page_about_it_has_the_limits_of_the_code():
    numbers = [lines.LONGEST_PIECE, lines.LONGEST_LINE, whatsapp.LONGEST_MESSAGE, people.MOST_PEOPLE]
    numbers += [talk.MOST_CONVERSATIONS, page.MOST_ROWS, document.MOST_ROWS, csv.field_size_limit()]

    assert [number for number in numbers if f"{number:,}" not in PAGE] == []
