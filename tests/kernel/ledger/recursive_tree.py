"""MTH, PATH and PROOF of RFC 6962 section 2.1 over ranges of one list of leaves, remembered; for tests only.

Word by word as in ``second_tree``, but a range is hashed once, so that every size and every leaf can be asked for.
"""

from hashlib import sha256


class RecursiveTree:
    def __init__(self, leaves):
        self.leaves = leaves
        self.known = {}

    def mth(self, start, end):
        if (start, end) not in self.known:
            self.known[start, end] = self._mth(start, end)
        return self.known[start, end]

    def _mth(self, start, end):
        n = end - start
        if n == 0:
            return sha256(b"").digest()
        if n == 1:
            return sha256(b"\x00" + self.leaves[start]).digest()
        k = start + largest_power_below(n)
        return sha256(b"\x01" + self.mth(start, k) + self.mth(k, end)).digest()

    def path(self, m, start, end):
        n = end - start
        if n == 1:
            return []
        k = largest_power_below(n)
        if m < k:
            return [*self.path(m, start, start + k), self.mth(start + k, end)]
        return [*self.path(m - k, start + k, end), self.mth(start, start + k)]

    def proof(self, m, n):
        return self.subproof(m, 0, n, True)

    def subproof(self, m, start, end, b):
        n = end - start
        if m == n:
            return [] if b else [self.mth(start, end)]
        k = largest_power_below(n)
        if m <= k:
            return [*self.subproof(m, start, start + k, b), self.mth(start + k, end)]
        return [*self.subproof(m - k, start + k, end, False), self.mth(start, start + k)]


def largest_power_below(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k
