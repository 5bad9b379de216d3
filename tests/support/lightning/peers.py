"""Wasmtime, asked the same questions as our engine; its answers in our terms."""

import struct
from collections.abc import Mapping, Sequence
from functools import partial

import wasmtime

from labs.lightning.arith import Trap, bits64
from labs.lightning.compiler import compiled
from labs.lightning.instance import GlobalInstance, Instance, Store, Tier
from labs.lightning.text import load

FUEL = 100_000
BUDGETS = {"out of fuel", "call stack exhausted"}

TRAPS = {
    "OUT_OF_FUEL": "out of fuel",
    "UNREACHABLE": "unreachable",
    "MEMORY_OUT_OF_BOUNDS": "out of bounds memory access",
    "TABLE_OUT_OF_BOUNDS": "undefined element",
    "INDIRECT_CALL_TO_NULL": "uninitialized element",
    "BAD_SIGNATURE": "indirect call type mismatch",
    "INTEGER_OVERFLOW": "integer overflow",
    "INTEGER_DIVISION_BY_ZERO": "integer divide by zero",
    "BAD_CONVERSION_TO_INTEGER": "invalid conversion to integer",
    "STACK_OVERFLOW": "call stack exhausted",
}
_config = wasmtime.Config()
_config.consume_fuel = True
_config.cranelift_nan_canonicalization = True
_config.cranelift_opt_level = "none"
ENGINE = wasmtime.Engine(_config)


unmetered = partial(compiled, metered=False)
"""The tier that counts no fuel."""


class Peer:
    """A module run by Wasmtime."""

    def __init__(self, content: bytes, fuel: int) -> None:
        self.store = wasmtime.Store(ENGINE)
        self.store.set_fuel(fuel)
        self.instance = wasmtime.Instance(self.store, wasmtime.Module(ENGINE, content), [])
        self.exports = self.instance.exports(self.store)

    def invoke(self, name: str, arguments: Sequence[int | float]) -> tuple[str, int | None]:
        """Return "" or the trap's name in the suite's terms, and the result's bits."""
        function = self.exports[name]
        kinds = [str(kind) for kind in function.type(self.store).params]
        given = [
            struct.unpack("<f", struct.pack("<I", value))[0]
            if kind == "f32"
            else value - (1 << int(kind[1:]))
            if kind[0] == "i" and value >> int(kind[1:]) - 1
            else value
            for kind, value in zip(kinds, arguments, strict=True)
        ]
        try:
            result = function(self.store, *given)
        except wasmtime.Trap as trap:
            return TRAPS[trap.trap_code.name], None
        results = [str(kind) for kind in function.type(self.store).results]
        return "", bits_of(result, results[0]) if results else None

    @property
    def fuel(self) -> int:
        """Return the fuel left."""
        return int(self.store.get_fuel())

    @property
    def memory(self) -> bytes:
        """Return the exported memory's bytes."""
        memory = self.exports["memory"]
        return bytes(memory.read(self.store, 0, memory.data_len(self.store)))

    def variable(self, kind: str) -> int:
        """Return the bits of an exported global variable named by its type."""
        return bits_of(self.exports[kind].value(self.store), kind)


def bits_of(value: int | float, kind: str) -> int:
    """Return Wasmtime's *value* as bits."""
    if kind == "f32":
        return int(struct.unpack("<I", struct.pack("<f", value))[0])
    if kind == "f64":
        return bits64(float(value))
    return int(value) % (1 << int(kind[1:]))


def our_bits(value: int | float | None) -> int | None:
    """Return one of our engine's values as bits."""
    return bits64(value) if isinstance(value, float) else value


def compare(
    text: str, calls: Sequence[tuple[str, Sequence[int | float]]], tiers: Mapping[str, Tier]
) -> list[str]:
    """Run *calls* of a module here and in Wasmtime; return what differs.

    A tier that does not meter leaves the fuel as it was; that is no difference. Nor is it which
    budget stops a recursion without an end, fuel or stack: Wasmtime counts its stack in bytes, we
    in calls. Such a tier has done more or less by then and is not compared any further.
    """
    module, source = load(text)
    peer = Peer(source.content, FUEL)
    instances = {name: Instance(module, tier, Store([FUEL])) for name, tier in tiers.items()}
    differences = []
    for name, arguments in calls:
        expected = peer.invoke(name, arguments)
        left, memory = peer.fuel, peer.memory
        variables = {kind: peer.variable(kind) for kind in ("i32", "i64", "f32", "f64")}
        remainders = set()
        for tier, instance in list(instances.items()):
            fuel = instance.store.fuel
            before = fuel[0]
            try:
                found: tuple[str, int | None] = "", our_bits(instance.invoke(name, arguments))
            except Trap as trap:
                found = str(trap), None
            if found != expected and {found[0], expected[0]} == BUDGETS:
                del instances[tier]
                continue
            answers: dict[str, tuple[object, object]] = {"answer": (found, expected)}
            if fuel[0] != before:
                remainders.add(fuel[0])
                if not expected[0]:
                    answers["fuel"] = fuel[0], left
            answers["memory"] = instance.memory.data == memory, True
            for kind, bits in variables.items():
                variable = instance.exports[kind]
                assert isinstance(variable, GlobalInstance)
                answers[kind] = our_bits(variable.cell[0]), bits
            differences += [
                f"{name}{tuple(arguments)} in the {tier}, {what}: {ours} here, {theirs} in"
                f" Wasmtime, of {text}"
                for what, (ours, theirs) in answers.items()
                if ours != theirs
            ]
            if expected[0]:  # where a trap leaves the fuel, the tiers agree among themselves
                fuel[0] = left
        if len(remainders) > 1:
            differences.append(f"{name}{tuple(arguments)} leaves {remainders}, of {text}")
    return differences
