"""The engine passes the official suite in Pyodide too, where addresses have 32 bits.

Every tenth script is run here, both tiers; the bench runs them all, and records it.
"""

from pathlib import Path

from parity import pythons
from support.lightning.official import scripts
from support.lightning.pyodide import run_scripts


def test_a_sample_of_the_suite_passes(tmp_path: Path) -> None:
    texts = list(scripts().values())[::10]
    outcomes = run_scripts(pythons.unpack(tmp_path), texts)
    assert [failures for _, failures in outcomes if failures] == []
    assert sum(commands for commands, _ in outcomes) > 2 * 1_000
