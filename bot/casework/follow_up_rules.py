"""What a municipality has decided about the time after the appointment: consent, plan, meetings, the start, checklists."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.casework.labels import Code, Count, Label
from bot.casework.nouns import Part, Term, Word


class Consent(Part):
    """Where the user's consent goes, and whether a spoken one is enough (S0-32, S2-13, S4-24)."""

    recipient: Label
    oral_ok: bool


class Plan(Part):
    """Individuell plan (IP): who sets it up in the plan tool (S2-22, S3-08)."""

    created_by: Literal["ke", "coordinator"]


class MeetingKind(Part):
    """One sort of meeting a coordinator calls: what it is called, and how often it must be held once it has been held at all."""

    code: Code
    term: Term
    also: tuple[Word, ...]
    """Other words people use for it, such as the name of the group that meets."""
    counted: bool
    """Whether the yearly report asks for its number (S4-34)."""
    every_months: Count | None
    """The longest time between two of them (S2-15); None where there is no minimum."""

    def is_named_in(self, text: str) -> bool:
        """Whether a lower-case text names it, in either language and any form."""
        forms = {form.lower() for noun in (self.term.nb, self.term.nn) for form in (noun.singular, noun.definite, noun.plural)}
        return any(word in text for word in (*forms, *(other.lower() for other in self.also)))


class Start(Part):
    """The first conversation (S0-30): calendar days from the welcome until it is asked about, and from then on."""

    ask_after_days: Count
    repeat_after_days: Count | None
    """From the first question until the second and last; None: asked once."""
    tell_after_days: Count
    """From the last question until KE is told."""


class Checklist(Part):
    """What to think of as a coordinator, for one phase of life or for all; which one is looked at is never kept."""

    title: Label
    lines: Annotated[tuple[Label, ...], Field(min_length=1)]


class FollowUpRules(Part):
    """From the welcome on."""

    consent: Consent
    plan: Plan
    meetings: Annotated[tuple[MeetingKind, ...], Field(min_length=1)]
    """The sorts of meetings, the usual one first."""
    start: Start | None
    """None where nobody is asked."""
    status_months: Count | None
    """Each time so many months have passed without a word of a case, the monthly message names it (S0-34, S4-35); None: never."""
    checklists: tuple[Checklist, ...]

    def meeting(self, code: str | None) -> MeetingKind:
        """The sort of meeting with that code; the usual one when nothing was said, or the profile no longer has it."""
        return next((kind for kind in self.meetings if kind.code == code), self.meetings[0])

    def meetings_named_in(self, text: str) -> list[str]:
        """The codes of the sorts of meetings that a text names."""
        lowered = text.lower()
        return [kind.code for kind in self.meetings if kind.is_named_in(lowered)]

    @model_validator(mode="after")
    def check_codes(self) -> Self:
        """Each sort of meeting once."""
        if len({kind.code for kind in self.meetings}) < len(self.meetings):
            raise ValueError("expected each code of meetings once")
        return self
