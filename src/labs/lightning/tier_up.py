"""When compiling pays, and what a cache of compiled code saves.

Interpreting is renting, compiling is buying. Not knowing how often a function will be called, the
rule of ski rental buys once the rent paid reaches the price, and never pays more than twice what
the better of the two would have cost in hindsight, plus one call (Karlin and others, "Competitive
snoopy caching", Algorithmica 1988). Prices are in ticks, the time of one compiled instruction.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import count
from types import CodeType

from labs.lightning.compiler import Settings, compiled, program
from labs.lightning.instance import Entry, FunctionInstance, Instance, Number, Tier
from labs.lightning.interpreter import interpreted
from labs.lightning.structure import Module


@dataclass(frozen=True)
class Costs:
    """Ticks: an interpreted instruction; compiling and loading one instruction of code.

    The defaults are ratios measured on this engine, by ``make bench-lightning``.
    """

    interpreted: int = 13
    compiling: int = 900
    loading: int = 14


@dataclass(frozen=True)
class Workload:
    """A module of *size* instructions, of which a call executes *per_call*."""

    size: int
    per_call: int
    costs: Costs

    def interpreter(self, calls: int) -> int:
        """Return the ticks of *calls* calls that are all interpreted."""
        return calls * self.per_call * self.costs.interpreted

    def compile_first(self, calls: int) -> int:
        """Return the ticks of compiling, and of *calls* compiled calls."""
        return self.size * self.costs.compiling + calls * self.per_call

    @property
    def rent(self) -> int:
        """Return the ticks that an interpreted call costs beyond a compiled one."""
        return self.per_call * (self.costs.interpreted - 1)

    @property
    def threshold(self) -> int | None:
        """Return the call before which to compile, counted from 0; None: never."""
        return -(-self.size * self.costs.compiling // self.rent) if self.rent else None

    @property
    def break_even(self) -> int | None:
        """Return the least number of calls for which compiling first costs less; None: never."""
        return self.size * self.costs.compiling // self.rent + 1 if self.rent else None

    def tiered(self, calls: int) -> int:
        """Return the ticks of interpreting until the rent paid is the price, then compiling."""
        threshold = self.threshold
        if threshold is None or calls <= threshold:
            return self.interpreter(calls)
        return self.interpreter(threshold) + self.compile_first(calls - threshold)


class CodeCache(dict[Hashable, CodeType | None]):
    """Compiled code by everything that shapes it, shared between tenants."""

    def program(self, module: Module, index: int, settings: Settings) -> CodeType | None:
        """Return the code of a function, compiled at most once; None: it stays interpreted."""
        key = module.content, index, settings
        if key not in self:
            self[key] = program(module, index, settings)
        return self[key]

    def entry(self, instance: Instance, function: FunctionInstance) -> Entry:
        """Return a compiled entry, or an interpreting one; the tier of an instance."""
        return compiled(instance, function, make=self.program)


def tiered(cache: CodeCache, after: int | None) -> Tier:
    """Return a tier that interprets a function's first *after* calls and compiles it then.

    *after* is the :attr:`Workload.threshold` of its calls; None: never. A call that is running is
    never moved from one tier to the other.
    """

    def tier(instance: Instance, function: FunctionInstance) -> Entry:
        slow, calls = interpreted(instance, function), count(1)

        def entry(*arguments: Number) -> Number | None:
            if after is None or next(calls) <= after:
                return slow(*arguments)
            if function.entry is entry:
                function.bind(cache.entry(instance, function))
            return function.entry(*arguments)

        return entry

    return tier
