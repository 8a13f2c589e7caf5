"""What a municipality has decided about the way to a coordinator: where it begins, who decides, what is asked (process.md §6)."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.casework.labels import Label
from bot.casework.model import Way
from bot.casework.nouns import Part


class FlowRules(Part):
    """The process from the first word to a coordinator in place."""

    intake: Literal["decision", "report"]
    """Whether a case begins with a decision (vedtak, S0-03) or with a report that KE assesses (melding, S4-09)."""
    intake_date: Label
    """What the date is called from which the appointment clock counts."""
    appoint: Annotated[tuple[Way, ...], Field(min_length=1)]
    """The ways KE chooses between, the usual one first."""
    tell_leader: bool
    """Whether the unit's leader hears of a coordinator whom KE has named itself."""
    ask_wish: bool
    """Whether naming asks if the user's wish was weighed; never what it was (S2-03)."""
    naming_hint: Label | None
    """A line above the name, on whom to choose (S1-11, S1-12)."""

    @model_validator(mode="after")
    def check_ways(self) -> Self:
        """Each way once."""
        if len(set(self.appoint)) < len(self.appoint):
            raise ValueError("expected each way to appoint once")
        return self
