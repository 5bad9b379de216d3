"""V8, in the Node that builds this site, gives the same answers and leaves the same memory.

V8 does not make NaNs canonical, so modules in which the bits of a NaN could be seen are left out.
"""

import json
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from labs.lightning.arith import NAN, NAN32, Trap, bits64
from labs.lightning.compiler import compiled
from labs.lightning.instance import Instance
from labs.lightning.text import load
from portfolio.npm import NODE
from support.lightning.peers import our_bits
from support.lightning.random_modules import random_module

MODULES = 400
SCRIPT = Path(__file__).parents[2] / "support" / "lightning" / "v8.mjs"
NAN_BITS = {"f32": NAN32, "f64": bits64(NAN)}


def test_v8_agrees():
    asked, expected, texts = [], [], []
    for seed in range(MODULES):
        text, calls = random_module(seed, bits_of_floats=False)
        module, source = load(text)
        instance = Instance(module, compiled)
        questions, answers = [], []
        for name, arguments in calls:
            kind = module.type_of(module.exported()[name])
            questions.append([name, kind.params, list(map(str, arguments)), kind.results[0]])
            try:
                bits = our_bits(instance.invoke(name, arguments))
                answer = "nan" if bits == NAN_BITS.get(kind.results[0]) else str(bits)
            except Trap:
                answer = "trap"
            answers.append([answer, sha256(instance.memory.data).hexdigest()])
        asked.append({"content": b64encode(source.content).decode(), "calls": questions})
        expected.append(answers)
        texts.append(text)
    run = subprocess.run(
        [NODE, SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout)
    different = [
        t for t, ours, theirs in zip(texts, expected, found, strict=True) if ours != theirs
    ]
    assert different == []
    assert len({answer for answers in expected for answer, _ in answers}) > MODULES / 4
