"""The engine passes the official suite in Pyodide too, where addresses have 32 bits.

Every tenth script is run here, both tiers; the bench runs them all.
"""

import json
import subprocess
from pathlib import Path

from parity import pythons
from support.lightning import scripts as runner
from support.lightning.official import scripts

SCRIPT = Path(runner.__file__).with_name("suite.mjs")


def in_pyodide(folder: Path, texts: list[str]) -> list[tuple[int, list[str]]]:
    """Run *texts* in the Pyodide that is unpacked in *folder*; both tiers of each in turn."""
    command = [pythons.NODE, SCRIPT, folder, runner.__file__]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return [(commands, failures) for commands, failures in json.loads(done.stdout)]


def test_a_sample_of_the_suite_passes(tmp_path: Path) -> None:
    texts = list(scripts().values())[::10]
    outcomes = in_pyodide(pythons.unpack(tmp_path), texts)
    assert [failures for _, failures in outcomes if failures] == []
    assert sum(commands for commands, _ in outcomes) > 2 * 1_000
