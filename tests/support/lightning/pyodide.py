"""Runs scripts of the official suite in Pyodide."""

import json
import subprocess
from pathlib import Path

from parity import pythons
from support.lightning import scripts as runner

SCRIPT = Path(runner.__file__).with_name("suite.mjs")


def run_scripts(folder: Path, texts: list[str]) -> list[tuple[int, list[str]]]:
    """Run *texts* in the Pyodide that is unpacked in *folder*; both tiers of each in turn.

    Return how many commands each has, and its failures.
    """
    command = [pythons.NODE, SCRIPT, folder, runner.__file__]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return [(commands, failures) for commands, failures in json.loads(done.stdout)]
