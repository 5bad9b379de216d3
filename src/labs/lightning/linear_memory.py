"""Linear memory: an array of bytes whose end is the guard.

No access compares its address with a bound. Python's own error at the end of the array plays the
part of the guard page: it stops the access before anything is written. Addresses are never
negative, so nothing else can be reached. Compiled code reads memory through typed views, one for
each width. An array with views cannot be resized, so growing makes a new one and binds their names
again, in every instance that uses the memory.
"""

import struct

from labs.lightning.structure import MOST_PAGES, PAGE, Limits

GUARD = (IndexError, struct.error, OverflowError)
"""What an access past the end raises; OverflowError where addresses have 32 bits (wasm32)."""


class MemoryInstance:
    """A memory of *limits* pages; it does not grow past *budget* pages, whatever it declares."""

    def __init__(self, limits: Limits, budget: int = MOST_PAGES) -> None:
        self.limits = limits
        self.most = min(MOST_PAGES if limits.high is None else limits.high, budget)
        self.data = bytearray(limits.low * PAGE)
        self.moved = 0  # bytes that bulk instructions wrote
        self._namespaces: list[dict[str, object]] = []

    @property
    def pages(self) -> int:
        """Return the present size in pages."""
        return len(self.data) // PAGE

    def bind(self, namespace: dict[str, object]) -> None:
        """Give compiled code of *namespace* its names for this memory, now and after growth."""
        self._namespaces.append(namespace)
        self._bind(namespace)

    def grow(self, pages: int) -> int:
        """Add *pages* and return the size before, or 2³² − 1 where that is refused."""
        before = self.pages
        if before + pages > self.most:
            return 0xFFFFFFFF
        try:
            self.data = self.data + bytes(pages * PAGE)
        except MemoryError:
            return 0xFFFFFFFF
        for namespace in self._namespaces:
            self._bind(namespace)
        return before

    def copy(self, target: int, source: int, count: int) -> None:
        """Move *count* bytes; IndexError, and nothing moved, where any of them lies outside."""
        self._check(max(target, source), count)
        self.data[target : target + count] = self.data[source : source + count]

    def fill(self, target: int, value: int, count: int) -> None:
        """Set *count* bytes; IndexError, and nothing set, where any of them lies outside."""
        self._check(target, count)
        self.data[target : target + count] = bytes([value & 0xFF]) * count

    def _check(self, start: int, count: int) -> None:
        if start + count > len(self.data):
            raise IndexError
        self.moved += count

    def _bind(self, namespace: dict[str, object]) -> None:
        view = memoryview(self.data)
        namespace |= {"mem": self.data, "M16": view.cast("H"), "M32": view.cast("I")}
        namespace |= {"M64": view.cast("Q"), "MD": view.cast("d")}
