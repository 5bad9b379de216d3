"""Dates, months and periods of work, as front matter writes them and as pages show them."""

import datetime
import re
from dataclasses import dataclass
from typing import ClassVar

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORM = re.compile(r"(\S+) to (\S+)")
MONTH_FORM = re.compile(r"(\d{4})-(\d{2})")


class PeriodError(ValueError):
    """What is wrong with a period, in one sentence."""


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year, counted from 1.

    >>> str(Month.parse("2022-08")), Month(2022, 8).label
    ('2022-08', 'Aug 2022')
    """

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read "2022-08"; raises :class:`PeriodError`."""
        match = MONTH_FORM.fullmatch(text)
        if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1900:
            raise PeriodError(f'bad date "{text}"; allowed: a year and a month such as 2020-07')
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def label(self) -> str:
        """The month as people write it."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def count(self) -> int:
        """Months since year 0, for distances."""
        return self.year * 12 + self.month - 1


@dataclass(frozen=True)
class Period:
    """From *start* to *end*, both included; ``end=None`` is "present".

    >>> Period.parse("2020-07 to present").label(Month(2022, 8))
    'Jul 2020 to present (as of Aug 2022)'
    """

    PLACEHOLDER: ClassVar["Period"]

    start: Month
    end: Month | None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2018-05 to 2019-02" or "2018-05 to present"; raises :class:`PeriodError`."""
        match = FORM.fullmatch(text)
        if not match:
            raise PeriodError(
                f'bad period "{text}"; allowed: "2018-05 to 2019-02" or "2018-05 to present"'
            )
        start = Month.parse(match[1])
        end = None if match[2] == "present" else Month.parse(match[2])
        if end and end < start:
            raise PeriodError(f"the period ends in {end}, before it starts in {start}")
        return cls(start, end)

    def __str__(self) -> str:
        return f"{self.start} to {self.end or 'present'}"

    @property
    def span(self) -> str:
        """The period in words, where the date of the profile is said once for all."""
        return f"{self.start.label} to {self.end.label if self.end else 'present'}"

    def label(self, profile_date: Month) -> str:
        """Say the period in words; "present" is as old as the profile."""
        return self.span if self.end else f"{self.span} (as of {profile_date.label})"

    def years(self, profile_date: Month) -> tuple[int, ...]:
        """Every calendar year the period touches."""
        last = self.end or max(profile_date, self.start)
        return tuple(range(self.start.year, last.year + 1))


Period.PLACEHOLDER = Period(Month(1900, 1), Month(1900, 1))


def is_date(text: str) -> bool:
    """Tell whether *text* is a date as ``2022-08-31``."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
