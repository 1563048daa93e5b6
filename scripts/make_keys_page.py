"""Make ``docs/keys.md`` from the inventory of keys and algorithms.

.venv/bin/python scripts/make_keys_page.py
"""

from pathlib import Path

from desvelo.base.inventory import ALGORITHMS, KEYS

PAGE = Path(__file__).resolve().parents[1] / "docs/keys.md"
_INTRODUCTION = """# Keys

<!-- Made by scripts/make_keys_page.py from src/desvelo/base/inventory.py; a test checks that it is current. -->

Which keys there are, where they lie, how long they live, and every algorithm. A test reads the whole tree and fails
when the code uses a key or an algorithm that does not stand here (ASVS 5.0.0, 11.1.1 to 11.1.4). How the parts fit:
[decision 0037](decisions/0037-keys.md).

## Life of a key

By NIST SP 800-57: **made** by the system's randomness at the first start, or each week and each day; **used** for
one purpose, by the modules named here; **replaced** while everything goes on; **destroyed** by overwriting and
removing its file, with an entry of the hash of that file in the ledger. No key is in the database unwrapped, in the
environment, in a log or in a core dump. Nobody but the processes of the installation and whoever keeps the copy of
the folder holds one; the private half of an intake pair is in the worker, never in edge or pages.

Overwriting reaches the blocks of an ordinary file system. On a copying one (btrfs, ZFS, a snapshotting volume) or
on a disk that moves blocks, the old blocks may stay: encrypt that disk, and keep no snapshots of `DATA/keys`. A
process that opens nothing keeps an old key in memory until it opens the next thing.

`desvelo keys status` and `/ajustes/chaves` show what is alive. `desvelo keys rotate` replaces the weekly key now. A
copy of the folder is old after each replacement, and has to be: a copy that keeps opening what was erased would
undo the erasure.

In split mode ([0045](decisions/0045-split-mode.md), [running.md](running.md)) a process of its own reads root, epoch
and service keys; root and epochs never leave it. It gives one contact's key at a time, with a line in `keys/uses`
before: when, for whom, why, how many, and of a look whose. Without split mode pages and worker do the same, each for
itself.

## Where the root key is kept

`DESVELO_ROOT_KEY` names a place, never a key. Choose before the first start: there is no way yet to move an
installation to another root.

| place | what it needs | proved against |
|---|---|---|
| absent, or an absolute path | a file of 32 random bytes, made at the first start | itself |
| `age:/path/identity.txt` | `pip install 'desvelo[age]'`; the file `age-keygen` writes | pyrage |
| `vault:https://host:8200/transit/keys/NAME?token-file=/path` | a transit key (`aes256-gcm96`, not derived); a token \
with `update` on `transit/encrypt/NAME`, `transit/decrypt/NAME`, `transit/hmac/NAME`; `&ca-file=/path` for an \
authority of your own; never trim version 1 of the key. HashiCorp Vault or OpenBao | a stand-in that answers as the \
documentation says; **not run against a real server** |
| `aws-kms:arn:aws:kms:REGION:ACCOUNT:key/ID` (or `alias/NAME`) | `pip install 'desvelo[aws]'`; a symmetric key; \
`kms:Encrypt`, `kms:Decrypt`, `kms:DescribeKey`; the machine's role, or `AWS_SHARED_CREDENTIALS_FILE`; credentials \
in the environment are refused | moto; **not run against Amazon** |

A provider that does not answer stops a start and a replacement, not a running desk: each key is opened once and
held.
"""
_PLAN = """
## What could break, and the way out

Data at rest rests on AES-256 and SHA-512, where a quantum computer helps little. Three things rest on elliptic
curves:

- **Ed25519** on checkpoints. A forged checkpoint would need the quantum computer at the time of the forgery;
  anchors made before stay true. Way out: ML-DSA-44 beside it (2,420 bytes a signature) once verifiers exist; a
  checkpoint carries several signature lines already.
- **X25519** in HPKE, for webhooks that wait. A recorded database would be opened later only with the batch, which
  is deleted when it is taken in. Way out: the hybrid KEM X-Wing when the library has it; the suite is named in one
  place.
- **age**, where it is chosen: the same, with age's own post-quantum recipients.

Every sealed record begins with a version byte, and each key has its purpose in its wrapping, so another algorithm
is another version and never a guess. TLS is the proxy's and OpenSSL's.

Certificates: none of our own. Whom we call is checked against the system's authorities, or the file you name for
Vault.

Secrets that are others' and that we hold: the app secrets of Meta (`keys/door/secrets.json`, 0600), access tokens
of numbers (sealed by `service/channel-token`), passwords of the database's roles (`keys/db`, 0600), the keys of a
store of files and the token of `/metrics` (files you name).
"""


def page() -> str:
    """Return the whole page."""
    keys = [
        "\n## Keys\n\n| key | kind | owner | for | lies | lives | never for | opened in |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in KEYS:
        where = ", ".join(f"`{module.removeprefix('desvelo.')}`" for module in each.opened_in) or "what it belongs to"
        keys.append(
            f"| `{each.name}` | {each.kind} | {each.owner} | {each.purpose} | {each.lies} | {each.period} | "
            f"{each.never} | {where} |"
        )
    algorithms = ["\n## Algorithms\n\n| algorithm | for | standing | reached by |\n|---|---|---|---|"]
    for one in ALGORITHMS:
        names = ", ".join(f"`{name}`" for name in one.names)
        algorithms.append(f"| {one.name} | {one.purpose} | {one.standing} | {names} |")
    return "\n".join([_INTRODUCTION.rstrip(), *keys, *algorithms]) + "\n" + _PLAN


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
