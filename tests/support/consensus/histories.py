"""Histories that others recorded, with the verdicts that others gave.

Source: github.com/anishathalye/porcupine at the commit below: histories of a register in etcd,
recorded by Jepsen, and of a key-value store. The verdicts are those that its own tests assert.
The files stay out of the repository: the folder that LAB_DATA names has them under ``histories``,
or a checkout under ``porcupine``.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from labs.consensus.linear import NOTHING, Model, Operation, State

COMMIT = "55508eb201b314c218d7e8412c3ea4b9499a5f53"
RIGHT = {2, 5, 7, 18, 25, 31, 38, 45, 48, 49, 51, 53, 56, 67, 75, 76, 80, 87, 92, 98, 100, 101, 102}
"""The numbers of the etcd histories that are linearizable; 95 was never recorded."""


def folder() -> Path:
    """Return where the histories are; skip the test where they are not."""
    data = Path(os.environ.get("LAB_DATA", "absent"))
    for place in (data / "histories", data / "porcupine/test_data"):
        if (place / "jepsen").is_dir():
            return place
    pytest.skip(
        f"check out github.com/anishathalye/porcupine at {COMMIT} as porcupine in the folder that"
        " LAB_DATA names"
    )


def etcd() -> dict[int, list[Operation]]:
    """Return the histories of the register by number."""
    return {
        int(path.stem.partition("_")[2]): read_jepsen(path.read_text("utf-8"))
        for path in sorted((folder() / "jepsen").glob("etcd_*.log"))
    }


def read_jepsen(text: str) -> list[Operation]:
    """Return the operations of a log of Jepsen's; the line is the time."""
    operations: list[Operation] = []
    open_calls: dict[str, int] = {}
    pattern = r"jepsen\.util - (\d+)\s+:(\w+)\s+:(\w+)\s+(.*)"
    for time, line in enumerate(text.splitlines()):
        match = re.search(pattern, line)
        if not match:
            continue
        process, kind, verb, rest = match.groups()
        if kind == "invoke":
            numbers = [int(number) for number in re.findall(r"\d+", rest)]
            open_calls[process] = len(operations)
            operations.append(Operation((verb, *numbers), None, time, None))
        elif "timed-out" not in rest:  # one that timed out may take effect at any time
            index = open_calls.pop(process)
            answer = {
                "read": lambda rest=rest: NOTHING if "nil" in rest else int(rest),
                "write": lambda: None,
                "cas": lambda kind=kind: kind == "ok",
            }[verb]()
            operations[index] = operations[index]._replace(answer=answer, returned=time)
    return operations


def key_values() -> dict[str, list[list[Operation]]]:
    """Return the histories of the key-value store by name, each parted by key."""
    return {
        path.stem: read_key_values(path.read_text("utf-8"))
        for path in sorted((folder() / "kv").glob("c*.txt"))
        if not path.stem.startswith("c50")  # too long for a search in Python
    }


def read_key_values(text: str) -> list[list[Operation]]:
    """Return the operations on each key; the line is the time."""
    by_key: dict[str, list[Operation]] = defaultdict(list)
    open_calls: dict[str, tuple[str, int]] = {}
    pattern = r':process (\d+), :type :(\w+), :f :(\w+), :key "(.*?)", :value (nil|"(.*?)")'
    for time, line in enumerate(text.splitlines()):
        match = re.search(pattern, line)
        assert match, line
        process, kind, verb, key, _, value = match.groups()
        if kind == "invoke":
            open_calls[process] = key, len(by_key[key])
            by_key[key].append(Operation((verb, value), None, time, None))
        else:
            key, index = open_calls.pop(process)
            by_key[key][index] = by_key[key][index]._replace(answer=value, returned=time)
    return list(by_key.values())


def _text(state: State, op: Operation) -> State | None:
    verb, value = op.action
    match verb:
        case "put":
            return str(value)
        case "append":
            return f"{state}{value}"
        case _:
            return state if op.returned is None or op.answer == state else None


TEXT = Model("", _text)
"""One key of the store: put, append and get of a text."""
