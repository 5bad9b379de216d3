"""The official suite of WebAssembly 1.0, whole, in both tiers."""

import pytest

from labs.lightning.compiler import compiled
from labs.lightning.instance import Tier
from labs.lightning.interpreter import interpreted
from support.lightning.official import COMMANDS, scripts
from support.lightning.scripts import run_script

TIERS = {"interpreter": interpreted, "compiler": compiled}


@pytest.mark.parametrize("tier", TIERS.values(), ids=TIERS)
def test_the_official_suite_passes_whole(tier: Tier):
    outcomes = {name: run_script(text, tier) for name, text in scripts().items()}
    failures = [f"{name}: {wrong}" for name, out in outcomes.items() for wrong in out.failures]
    assert failures == []
    assert sum(outcome.commands for outcome in outcomes.values()) == COMMANDS
