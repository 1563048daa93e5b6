"""A fault at one system call of a running process: the n-th write ends it, or the disk says no.

By ``strace``, which needs no root for processes of the same user where ``kernel.yama.ptrace_scope`` is 0.  Without it
the faults are left out, and the report says so.

Source: security-design D13.2; strace(1), "Tampering".
"""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

import psutil

WRITES = "sendto,sendmsg,write,writev,pwrite64"
_ATTACHED_SECONDS = 5.0


def why_not() -> str:
    """Return why no system call can be tampered with on this machine; nothing when one can."""
    if shutil.which("strace") is None:
        return "strace is not installed (apt-get install strace)"
    target = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
    tracer = subprocess.Popen([_strace(), "-o", "/dev/null", "-p", str(target.pid)], stderr=subprocess.PIPE, text=True)
    try:
        said = tracer.stderr.readline()  # "attached", or why not
    finally:
        for each in (tracer, target):
            each.kill()
            each.communicate()
    return "" if said.rstrip().endswith("attached") else said.strip()


def _strace() -> str:
    return str(shutil.which("strace"))


@contextlib.contextmanager
def tampered(processes: Sequence[psutil.Process], injection: str) -> Iterator[subprocess.Popen[str]]:
    """Attach to *processes* and what they start, with one ``-e inject=`` expression, until the end of the block."""
    names = injection.split(":", 1)[0]
    pids = [word for each in processes for word in ("-p", str(each.pid))]
    command = [_strace(), "-f", "-qqq", "-o", "/dev/null", "-e", f"trace={names}", "-e", f"inject={injection}", *pids]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    try:
        yield tracer
    finally:
        tracer.terminate()
        try:
            tracer.wait(timeout=_ATTACHED_SECONDS)
        except subprocess.TimeoutExpired:
            tracer.kill()
            tracer.wait()
