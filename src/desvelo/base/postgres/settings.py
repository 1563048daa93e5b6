"""How PostgreSQL runs here.

Given on the command line, where neither ``postgresql.conf`` nor ``ALTER SYSTEM`` can undo them.  Common subset of 15 to
18; two of them exist so that no row content reaches the log:

- ``log_min_messages=log``: an ERROR's own text quotes what was sent (``invalid input syntax for type integer: "…"``),
  so errors go to the client only; the log keeps starts, stops, checkpoints and fatal ends.
- ``log_error_verbosity=terse`` and ``log_min_error_statement=panic``: no DETAIL with a row in it, no statement.

Source: security-design D2.6 and section 12; stack.md section 1.
"""

from pathlib import Path

SETTINGS: dict[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "password_encryption": "scram-sha-256",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
INITDB: tuple[str, ...] = (
    "--data-checksums",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=libc",
    "--auth-local=scram-sha-256",
    "--auth-host=reject",
    "--pwfile=/dev/stdin",
)


def command(postgres: Path, *, data: Path, sockets: Path) -> list[str]:
    """Return the command line that runs the cluster in *data* in the foreground, reachable by socket alone."""
    chosen = [f"--{name.replace('_', '-')}={value}" for name, value in SETTINGS.items()]
    return [str(postgres), "-D", str(data), "-k", str(sockets), *chosen]
