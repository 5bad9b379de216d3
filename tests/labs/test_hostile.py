"""Seeded hostile requests to every lab: each gets a reply, none raises."""

import json
import random
from typing import Any

import pytest

from labs import registry
from labs.service import answer, call

COUNT = 624
HUGE = (2**63, 10**30, -(10**400), 10**5000)
PLAIN: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, float("inf"), float("-inf"), float("nan"), 0.5, *HUGE,
    "", " 7 ", "1_000", "0x10", "1e999", "nan", "\N{ARABIC-INDIC DIGIT THREE}", "<script>", "\0",
    "\ud800", "\N{RIGHT-TO-LEFT OVERRIDE}", "x" * 100_000, "9" * 5000, "-" + "1" * 4400, b"x",
    object(),
)  # fmt: skip
NAMES: tuple[Any, ...] = (1, None, 2.5, b"x", (1, 2), 10**5000, "\ud800", "x" * 5000, "__class__")


def nested(rng: random.Random) -> Any:
    value: Any = []
    for _ in range(rng.choice([3, 2000, 100_000])):
        value = [value] if rng.random() < 0.5 else {"a": value}
    return value


def value(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.1:
        return nested(rng)
    if roll < 0.15:
        return {rng.choice(NAMES): rng.choice(PLAIN)}
    if roll < 0.2:
        return [rng.choice(PLAIN), rng.choice(PLAIN)]
    return rng.choice(PLAIN)


def request(rng: random.Random) -> Any:
    """Return a request with one to three hostile parts, or what is no request at all."""
    if rng.random() < 0.1:
        return value(rng)
    lab = registry.lab(rng.choice(registry.NAMES))
    names = [parameter.name for view in lab.views for parameter in view.parameters]
    parameters: dict[Any, Any] = dict(rng.choice(lab.scenarios).parameters)
    asked: dict[Any, Any] = {"request": "run", "lab": lab.name, "parameters": parameters}
    for _ in range(rng.randint(1, 3)):
        match rng.choice(["part", "parameter", "parameter", "view", "name", "more"]):
            case "part":
                asked[rng.choice(["request", "lab", "parameters", "step"])] = value(rng)
            case "parameter":
                parameters[rng.choice(names)] = value(rng)
            case "view":
                parameters["view"] = value(rng)
            case "name":
                parameters[rng.choice(NAMES)] = value(rng)
            case "more":
                asked[rng.choice(NAMES)] = value(rng)
    return asked


def is_reply(reply: Any) -> bool:
    if not isinstance(reply, dict) or reply.get("ok") not in (True, False):
        return False
    json.dumps(reply)
    return bool(reply["ok"]) or (
        bool(reply["errors"])
        and all(
            isinstance(error["message"], str) and error["message"].endswith(".")
            for error in reply["errors"]
        )
    )


def test_no_hostile_request_raises() -> None:
    rng = random.Random(624)
    for number in range(COUNT):
        asked = request(rng)
        try:
            good = is_reply(call(asked))
        except BaseException as error:
            pytest.fail(f"request {number} raised {type(error).__name__}: {error}"[:300])
        assert good, number


TEXTS = ("", "[", "\0", "[" * 100_000, '{"a":' * 100_000, "9" * 5000, "1e999", "NaN", '"\\ud800"',
         '{"request": "run", "request": 5}', "\ud800", "{'request': 'run'}")  # fmt: skip


def test_no_hostile_text_raises() -> None:
    rng = random.Random(1)
    texts = list(TEXTS)
    while len(texts) < 200:
        try:
            texts.append(json.dumps(request(rng)))
        except (TypeError, ValueError, RecursionError):
            continue  # no JSON has such a value
    for text in texts:
        cut = text[: rng.randrange(len(text) + 1)]
        assert is_reply(json.loads(answer(text)))
        assert is_reply(json.loads(answer(cut)))
