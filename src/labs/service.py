"""The one door to every lab: a request in, a reply out, both plain JSON values.

The browser's worker, the command line and the tests call the same :func:`call`. Requests::

    {"request": "labs"}
    {"request": "describe", "lab": NAME}
    {"request": "run", "lab": NAME, "parameters": {NAME: VALUE, …}, "step": INT or null}

A good reply has ``"ok": true`` and ``"labs"`` (names), ``"lab"`` (:meth:`Lab.as_json`) or
``"view"`` (:meth:`View.as_json`). A refusal has ``"ok": false`` and ``"errors"``, a list of
``{"parameter": NAME or null, "message": SENTENCE}``. Values may be JSON values or, as an address
bar has them, strings.

The last result is kept, so moving between the steps of one run does not run it again.
"""

from collections.abc import Mapping
from typing import Any

from labs import registry
from labs.kernel.model import Lab
from labs.kernel.parameters import InputError, Values

Reply = dict[str, Any]

_last: dict[tuple[object, ...], tuple[Values, Any]] = {}


def call(request: Mapping[str, Any]) -> Reply:
    """Answer *request*; anything wrong with it is said in the reply, not raised."""
    try:
        match request.get("request"):
            case "labs":
                return {"ok": True, "labs": list(registry.NAMES)}
            case "describe":
                return {"ok": True, "lab": _lab(request).as_json()}
            case "run":
                return {"ok": True, "view": _view(_lab(request), request)}
            case other:
                return _refusal({None: f"A request is labs, describe or run, not “{other}”."})
    except InputError as invalid:
        return _refusal(invalid.errors)


def _lab(request: Mapping[str, Any]) -> Lab[Any]:
    name = request.get("lab")
    if name not in registry.NAMES:
        raise InputError(
            {"lab": f"There is no lab “{name}”; there are {', '.join(registry.NAMES)}."}
        )
    return registry.get(name)


def _view(lab: Lab[Any], request: Mapping[str, Any]) -> Reply:
    raw, step = request.get("parameters", {}), request.get("step")
    if not isinstance(raw, dict):
        raise InputError({"parameters": "Parameters must be an object of names and values."})
    if step is not None and (isinstance(step, bool) or not isinstance(step, int)):
        raise InputError({"step": "Step must be a whole number."})
    key = (lab.name, *((name, type(value), str(value)) for name, value in raw.items()))
    if key not in _last:
        result = lab.result(raw)
        _last.clear()
        _last[key] = result
    return lab.view(*_last[key], step).as_json()


def _refusal(errors: Mapping[Any, str]) -> Reply:
    return {
        "ok": False,
        "errors": [{"parameter": name, "message": text} for name, text in errors.items()],
    }
