"""The lab that a directive names."""

import pytest

from support.small import Site

pytestmark = pytest.mark.usefixtures("ring")


@pytest.mark.parametrize("directive", ["lab", "scenarios"])
def test_a_name_that_does_not_exist_ends_the_build(small: Site, directive: str) -> None:
    small.page("a", "A", f"Some text.\n\n```{{{directive}}} chain\n```")
    (told,) = small.build()
    assert "a.md:5" in told
    assert "There is no lab “chain”; there are: ring." in told
