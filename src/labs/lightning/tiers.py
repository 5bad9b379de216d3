"""How far a program has got after *t* seconds, with each way of compiling it.

Work is measured in seconds of fully optimised code. A strategy is a list of phases (start
second, speed); in the last one the program runs until it is done.
"""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Compilers:
    """The four numbers of the race; times in seconds, speed relative to optimised code."""

    baseline_compile: float = 2.0
    optimising_compile: float = 30.0
    baseline_speed: float = 1 / 1.5
    cache_load: float = 3.0

    def strategies(self) -> dict[str, list[tuple[float, float]]]:
        """Return the phases of each strategy; compiling again runs beside the program."""
        return {
            "optimise first": [(self.optimising_compile, 1.0)],
            "baseline only": [(self.baseline_compile, self.baseline_speed)],
            "tiered": [
                (self.baseline_compile, self.baseline_speed),
                (self.optimising_compile, 1.0),
            ],
            "from the code cache": [(self.cache_load, 1.0)],
        }


def work_done(phases: list[tuple[float, float]], second: float) -> float:
    """Return the work finished by *second*."""
    ends = [start for start, _ in phases[1:]] + [second]
    return sum(
        max(min(end, second) - start, 0.0) * speed
        for (start, speed), end in zip(phases, ends, strict=True)
    )


def finish(phases: list[tuple[float, float]], work: float) -> float:
    """Return the second at which *work* is finished."""
    done = 0.0
    for (start, speed), (end, _) in pairwise(phases):
        if done + (end - start) * speed >= work:
            return start + (work - done) / speed
        done += (end - start) * speed
    start, speed = phases[-1]
    return start + (work - done) / speed
