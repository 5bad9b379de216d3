"""Lighthouse on a phone: full marks for what does not depend on the machine's speed.

The marks for performance are timings; ``make bench-lighthouse`` measures them for every page.
"""

import pytest

from support.lighthouse import CATEGORIES, failed_audits, lighthouse, scores

STEADY = [name for name in CATEGORIES if name != "performance"]


@pytest.mark.parametrize("page", ["index", "projects/index", "projects/llvm", "about"])
def test_full_marks(address: str, page: str) -> None:
    report = lighthouse(f"{address}/{page}.html", STEADY)
    assert scores(report) == dict.fromkeys(STEADY, 100), failed_audits(report)
