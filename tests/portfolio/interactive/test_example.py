"""Examples are copied without prompts, and run if they import a lab."""

import json

import pytest

from support.small import Site

pytestmark = pytest.mark.usefixtures("ring")


EXAMPLE = """```python
>>> from labs.ring.lab import LAB
>>> LAB.title  # "quoted",  two blanks
'Rings'
```

```console
$ labs ring --help
usage
```

```python
>>> 1 + 1
2
```
"""


def test_an_example_is_copied_without_prompts_and_runs_if_it_imports_a_lab(small: Site) -> None:
    small.page("a", "A", f"Text.\n\n{EXAMPLE}")
    assert small.build() == []
    ring, console, plain = small.page_of("a").select(".lab-example")
    source = 'from labs.ring.lab import LAB\nLAB.title  # "quoted",  two blanks'
    assert json.loads(ring["data-source"]) == source
    assert ring["data-lab"] == "ring"
    assert json.loads(console["data-source"]) == "labs ring --help"
    assert json.loads(plain["data-source"]) == "1 + 1"
    assert [len(one.select(".lab-run")) for one in (ring, console, plain)] == [1, 0, 0]
    for one in (ring, console, plain):
        assert all(button.has_attr("hidden") for button in one.select("button"))
    assert small.page_of("a").select_one('script[src*="/lab.js"]')
    assert small.environment().metadata["a"]["lab_panel"]
