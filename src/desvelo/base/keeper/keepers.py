"""Which keeper a process has: the one at ``DESVELO_KEY_SOCKET``, or itself."""

from dataclasses import replace
from pathlib import Path

from desvelo.base.config.keeping import Keeping
from desvelo.base.config.parse import Config
from desvelo.base.keeper.errors import KeeperGone, KeeperUnusable
from desvelo.base.keeper.inside import Inside
from desvelo.base.keeper.keeper import Keeper
from desvelo.base.keeper.outside import Outside
from desvelo.base.keeper.quota import Quota
from desvelo.base.keeper.ring import AskingRing
from desvelo.base.keyring import Keyring, keyring, use

_SOON_SECONDS = 2.0
_keepers: dict[tuple[Path, Keeping], Keeper] = {}


def keeper(config: Config) -> Keeper:
    """Return the keeper of this process, one object for all its threads."""
    whose = (config.keys, config.keeping)
    if whose not in _keepers:
        _keepers[whose] = Outside(config.keeping.socket) if config.keeping.socket else _inside(config)
    return _keepers[whose]


def is_apart(config: Config) -> bool:
    """Tell whether the keeper is another process."""
    return config.keeping.socket is not None


def answers(config: Config) -> bool:
    """Tell whether the keeper answers soon; one inside this process does."""
    if config.keeping.socket is None:
        return True
    asked = Outside(config.keeping.socket, answer_seconds=_SOON_SECONDS)
    try:
        asked.exists()
    except KeeperUnusable:
        return False
    finally:
        asked.close()
    return True


def settle_ring(config: Config) -> Keyring:
    """Return the keyring of this process, and let everybody who asks for it later get the same."""
    if config.keeping.socket is None:
        return keyring(config.keys, root=config.root_key)
    ring = AskingRing(config.keys, keeper(config))
    use(ring)
    return ring


def at_terminal(config: Config) -> Config:
    """Return how a command at the terminal reaches the keys of a tree with a key process of its own.

    While that does not answer, as when the installation is stopped, the command reads the files itself.
    """
    if not config.keeping.is_own:
        return config
    try:
        keeper(config).exists()
    except KeeperGone:
        return replace(config, keeping=Keeping(quota=config.keeping.quota))
    return config


def _inside(config: Config) -> Keeper:
    return Inside(keyring(config.keys, root=config.root_key), quota=Quota(most=config.keeping.quota))
