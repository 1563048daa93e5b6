"""F7 to F9: the disk is full, or says that it could not keep what it was given.

A disk that is really full needs root for a small one of its own; here each call that would meet it is answered with the
error it would give (F7, F9), and the worker may not make a file longer (F8).
"""

import time

import httpx
import psutil

import at_rest
from chaos import syscalls
from chaos.site import Site
from started import eventually, is_gone

BROKEN_SECONDS = 2.0
FULL_SECONDS = 6.0
WRITING, FLUSHING = "pwrite64,pwritev,pwritev2,fallocate", "fsync,fdatasync"


def fill_disk_of_postgres(site: Site) -> None:
    """F7: no space is left for PostgreSQL; it may only say so, and repair itself once there is."""
    _break_disk(site, "F7", f"{WRITING}:error=ENOSPC")


def fail_to_flush(site: Site) -> None:
    """F9: fsync says EIO; what it was asked to keep may be gone, whatever a second fsync says."""
    _break_disk(site, "F9", f"{FLUSHING}:error=EIO")


def _break_disk(site: Site, fault: str, injection: str) -> None:
    """Break the disk for all that write now; not for the postmaster, which strace may cost a signal when it leaves."""
    tree = site.standing("postgres")[1:]
    with syscalls.tampered(tree, injection):
        time.sleep(BROKEN_SECONDS)
    ended = sum(map(is_gone, tree))
    if ended:
        site.count(fault, f"{injection}: {ended} of {len(tree)} processes of PostgreSQL ended")


def fill_disk_of_files(site: Site) -> None:
    """F8: the worker cannot write files; text goes on, and a picture that comes meanwhile is fetched afterwards."""
    worker = site.working("worker")
    try:
        before = worker.rlimit(psutil.RLIMIT_FSIZE)
        worker.rlimit(psutil.RLIMIT_FSIZE, (0, before[1]))
        try:
            site.pictures += _send_picture(site)
            has_failed = _waits_for_room(site)
        finally:
            worker.rlimit(psutil.RLIMIT_FSIZE, before)
    except psutil.NoSuchProcess:
        return
    if has_failed:
        site.count("F8", "no room for a picture")


def _waits_for_room(site: Site) -> bool:
    """Tell whether a picture could not be kept, and waits to be fetched again."""
    waits = "SELECT count(*) FROM channel_media WHERE state = 'waiting' AND attempts > 0"
    give_up_at = time.monotonic() + FULL_SECONDS
    while time.monotonic() < give_up_at:
        if site.rows(waits) != [(0,)]:
            return True
        time.sleep(0.1)
    return False


def _send_picture(site: Site) -> int:
    """Let a customer send a picture; return how many the sandbox took."""
    asked = {"from": at_rest.TALKING[0], "name": "Conversa", "type": "image", "media": {"generated": True}}
    url = f"{site.running.info['sandbox_control_url']}/messages"
    eventually(lambda: httpx.post(url, json=asked, timeout=10, trust_env=False).is_success)
    return 1
