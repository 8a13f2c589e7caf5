"""What a municipality has decided about changes of coordinator: who decides, how long they overlap, what is handed on, vikar."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.casework.labels import Code, Count, Label
from bot.casework.nouns import Part


class HandedOn(Label):
    """One line of the checklist at a handover (S0-37): its code in the register, and what is ticked."""

    code: Code


class SubstituteRules(Part):
    """Whether a vikar can be named in a case (S2-10), and how many working days before the last day the leader is asked what follows."""

    offered: bool
    ask_before: Count


class HandoverRules(Part):
    """Bytte of coordinator (S0-36 to S0-42, S2-09, S3-28 to S3-30)."""

    decider: Literal["leader", "ke"]
    """Who finds the successor and the vikar: the unit's leader, or KE."""
    overlap_days: Annotated[int, Field(ge=0, le=365)]
    """Calendar days in which both are coordinators, when whoever names says nothing else."""
    ask_wish: bool
    """Whether the form asks for a tick that the user's wish was asked for; never what it was."""
    checklist: tuple[HandedOn, ...]
    checklist_reminder_after: Count
    """Working days after the successor is in place before open lines are reminded of, once."""
    transfer_lead_days: Count
    """Calendar days before a transfer to another unit by which that unit should have been asked."""
    transitions: tuple[Label, ...]
    """Examples of transitions to report in good time, shown as help and never stored."""
    substitute: SubstituteRules

    @model_validator(mode="after")
    def check_codes(self) -> Self:
        """Each line of the checklist has a code of its own."""
        if len({line.code for line in self.checklist}) < len(self.checklist):
            raise ValueError("expected each code of the checklist once")
        return self
