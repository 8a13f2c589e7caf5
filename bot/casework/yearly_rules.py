"""What a municipality has decided about what belongs to no single case: yearly numbers, training, invitations and yearly tasks."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.casework.labels import Code, Count, Countdown, DayOfYear, Label
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


class TrainingKind(Label):
    """What a unit can need: its code in the register, and the line on the form."""

    code: Code


class NeedRules(Part):
    """Needs for training that units report (S4-29), and KE's deadline to offer it (S4-30)."""

    kinds: Annotated[tuple[TrainingKind, ...], Field(min_length=1)]
    months: Annotated[int, Field(ge=1, le=24)]
    """Whole months from the report."""
    warnings: Countdown
    """Calendar days left when KE's digest names a need by itself."""
    form: Label
    """The form outside the bot into which KE copies needs."""

    @model_validator(mode="after")
    def check_codes(self) -> Self:
        """Each kind once."""
        if len({kind.code for kind in self.kinds}) < len(self.kinds):
            raise ValueError("expected each code of kinds once")
        return self


class CourseRules(Part):
    """The course every coordinator takes (S1-13, S2-02): its name in a sentence, and when one who has not is reminded."""

    name: Label
    remind_after: Count | None
    """Calendar days after the first appointment until the one reminder; None: nobody is reminded."""


class TrainingRules(Part):
    """Training and guidance (S4-26, S4-29 to S4-31, S2-02)."""

    needs: NeedRules | None
    course: CourseRules | None
    tell_leader: bool
    """Whether a coordinator's leader hears as well that guidance is wanted (S4-26)."""


class InvitationKind(Label):
    """What coordinators can be invited to: its code in the register, and what it is called."""

    code: Code


class GatheringRules(Part):
    """Invitations to every coordinator (S0-35, S1-15)."""

    kinds: Annotated[tuple[InvitationKind, ...], Field(min_length=1)]
    remind_before: Count
    """Working days before it on which whoever has not answered is reminded, once."""

    @model_validator(mode="after")
    def check_codes(self) -> Self:
        """Each kind once."""
        if len({kind.code for kind in self.kinds}) < len(self.kinds):
            raise ValueError("expected each code of kinds once")
        return self


class YearlyTask(Label):
    """What KE does once a year: its code in the register, the line on the card, and the day, MM-DD, on which it is named."""

    code: Code
    day: DayOfYear
    offers: Literal["invitation", "numbers"] | None
    """What stands on the card to do it with: the form of an invitation, or the numbers."""


def named_in(kinds: Iterable[TrainingKind] | Iterable[InvitationKind], text: str) -> list[str]:
    """The codes of the kinds that a text names, in either language."""
    lowered = text.lower()
    return [kind.code for kind in kinds if kind.nb.lower() in lowered or kind.nn.lower() in lowered]
