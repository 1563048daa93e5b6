"""The sandbox as our supervisor runs it: the sandbox's own application, tied to its parent.

The sandbox knows nothing of the product, so this knot is tied here: granian's workers otherwise survive a killed main
process (stack.md section 11).
"""

from desvelo.base.processes import death
from desvelo.sandbox.app import app

__all__ = ["app"]

death.die_with_parent()
