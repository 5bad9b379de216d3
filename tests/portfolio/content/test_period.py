"""Periods: from a month to a month, or to the present of the profile."""

import pytest

from portfolio.content.period import Month, Period, PeriodError

PROFILE = Month(2022, 8)


@pytest.mark.parametrize(
    ("text", "label", "years"),
    [
        ("2018-05 to 2019-02", "May 2018 to Feb 2019", (2018, 2019)),
        ("2018-12 to 2018-12", "Dec 2018 to Dec 2018", (2018,)),
        ("2020-07 to present", "Jul 2020 to present (as of Aug 2022)", (2020, 2021, 2022)),
        ("2022-09 to present", "Sep 2022 to present (as of Aug 2022)", (2022,)),
        ("2023-01 to present", "Jan 2023 to present (as of Aug 2022)", (2023,)),
    ],
)
def test_is_read_and_said(text: str, label: str, years: tuple[int, ...]) -> None:
    period = Period.parse(text)

    assert (period.label(PROFILE), period.years(PROFILE), str(period)) == (label, years, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2020", 'bad period "2020"; allowed: "2018-05 to 2019-02" or "2018-05 to present"'),
        ("2020-13 to present", 'bad date "2020-13"; allowed: a year and a month such as 2020-07'),
        ("2020-00 to present", 'bad date "2020-00"; allowed: a year and a month such as 2020-07'),
        ("present to 2020-01", 'bad date "present"; allowed: a year and a month such as 2020-07'),
        ("2020-1 to present", 'bad date "2020-1"; allowed: a year and a month such as 2020-07'),
        ("2020-02 to 2020-01", "the period ends in 2020-01, before it starts in 2020-02"),
    ],
)
def test_a_bad_one_says_what_is_allowed(text: str, message: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)

    assert str(caught.value) == message
