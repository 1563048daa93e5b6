"""Run every benchmark, or those named: ``make bench ARGS="detection"``."""

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the benchmarks called *names*, all when none is named."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.stderr.write(f"No benchmark called {', '.join(unknown)}. There are: {', '.join(known)}.\n")
        return 1
    for name in names or known:
        sys.stderr.write(f"{name}\n")
        import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
