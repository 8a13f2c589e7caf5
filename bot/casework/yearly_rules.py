"""What a municipality has decided about what comes back every year: numbers from the coordinators."""

from datetime import date
from typing import Self

from pydantic import model_validator

from bot.casework.labels import Count, Countdown, DayOfYear
from bot.casework.nouns import Part


def in_year(day: DayOfYear, year: int) -> date:
    """The day, MM-DD, in a year."""
    return date.fromisoformat(f"{year}-{day}")


class AnnualRules(Part):
    """The numbers each coordinator reports once a year (S4-34): how many of each sort of meeting that is counted, and perhaps the plan."""

    opens: DayOfYear
    due: DayOfYear
    reminders: Countdown
    """Working days before the last day on which those who have not answered are reminded."""
    late_every: Count | None
    """Working days between two reminders after the last day; None: no more are sent."""
    ask_plan: bool
    """Whether individuell plan (IP), yes or no, is asked about as well."""

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """It opens before it is due, in one year."""
        if self.opens >= self.due:
            raise ValueError("expected opens to be before due")
        return self
