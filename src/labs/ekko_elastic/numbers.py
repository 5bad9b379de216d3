"""The numbers that the Ekko Elastic page takes from the model, as text."""

from labs.ekko_elastic.packing import packings
from labs.ekko_elastic.problem import EXAMPLE, cost
from labs.ekko_elastic.reference import every_machine, generate
from labs.kernel.formatting import fixed, in_words


def static_packing() -> str:
    """Machines and price with a fleet for each model."""
    return _packing(0)


def greedy_packing() -> str:
    """Machines and price by first fit decreasing."""
    return _packing(1)


def cheapest_packing() -> str:
    """Machines and price of the cheapest mix."""
    return _packing(2)


def greedy_network_full() -> str:
    """Machines whose network first fit decreasing uses up."""
    network = EXAMPLE.resources.index("network")
    machines = list(packings(EXAMPLE).values())[1]
    full = [
        machine
        for machine in machines
        if EXAMPLE.load(machine.pattern)[network] == machine.type.capacity[network]
    ]
    return in_words(len(full))


def relaxation() -> str:
    """Price of the best fractional packing."""
    return fixed(float(generate(EXAMPLE)[-1].value), 1)


def patterns() -> str:
    """How many patterns there are."""
    return str(len(every_machine(EXAMPLE)))


def patterns_used() -> str:
    """How many of them column generation looked at: one a model, then one a step."""
    return str(len(EXAMPLE.shards) + len(generate(EXAMPLE)) - 1)


def _packing(which: int) -> str:
    machines = list(packings(EXAMPLE).values())[which]
    return f"{len(machines)} machines for {cost(machines)}"
