"""The entry point to every lab: a request in, a reply out, both plain JSON values.

The browser's worker (through :func:`answer`), the command line and the tests call the same
:func:`call`. There is one request::

    {"request": "run", "lab": NAME, "parameters": {NAME: VALUE, …}, "step": INT or null}

``parameters`` and ``step`` may be left out. Values may be JSON values or, as in an address, text.
A good reply has ``"ok": true`` and ``"view"``, a :class:`~labs.kernel.model.Picture` as JSON. A
refusal has ``"ok": false`` and ``"errors"``, a list of ``{"parameter": NAME or null, "message":
SENTENCE}``. Nothing that a request contains makes :func:`call` raise.

The last run is kept, so moving between its pictures does not run the model again.
"""

import json
from collections.abc import Mapping
from typing import Any

from labs import registry
from labs.kernel.model import Lab, Run, UnknownNameError
from labs.kernel.parameters import InputError, quoted

Reply = dict[str, Any]

_last: dict[tuple[object, ...], Run] = {}


def answer(text: str) -> str:
    """Answer a request given as JSON text with a reply as JSON text."""
    try:
        request = json.loads(text)
    except (ValueError, RecursionError):
        # ValueError: no JSON, or a number of more digits than Python reads
        reply = _refusal({None: "A request must be JSON of moderate depth and size."})
    else:
        reply = call(request)
    return json.dumps(reply)


def call(request: object) -> Reply:
    """Answer *request*; whatever is wrong with it is said in the reply, not raised."""
    try:
        if not isinstance(request, Mapping):
            raise InputError({"request": f"A request must be an object, not {quoted(request)}."})
        if request.get("request") != "run":
            asked = quoted(request.get("request"))
            raise InputError({"request": f"The request must be “run”, not {asked}."})
        return {"ok": True, "view": _picture(request)}
    except InputError as invalid:
        return _refusal(invalid.errors)


def _picture(request: Mapping[str, object]) -> dict[str, object]:
    lab = _lab(request.get("lab"))
    raw, step = request.get("parameters", {}), request.get("step")
    if not isinstance(raw, Mapping):
        raise InputError({"parameters": "Parameters must be an object of names and values."})
    if step is not None and (isinstance(step, bool) or not isinstance(step, int)):
        raise InputError({"step": "Step must be a whole number."})
    view_type, values = lab.read(raw)
    key = (lab.name, view_type.name, *values.items())
    if key not in _last:
        run = Run(view_type, values, view_type.run(values))
        _last.clear()
        _last[key] = run
    return _last[key].picture(step).as_json()


def _lab(name: object) -> Lab:
    if not isinstance(name, str):
        raise InputError({"lab": f"The name of a lab must be text, not {quoted(name)}."})
    try:
        return registry.lab(name)
    except UnknownNameError as error:
        raise InputError({"lab": str(error)}) from None


def _refusal(errors: Mapping[Any, str]) -> Reply:
    return {
        "ok": False,
        "errors": [{"parameter": name, "message": text} for name, text in errors.items()],
    }
