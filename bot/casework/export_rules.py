"""What a municipality has decided about what leaves the bot: the register's columns, and how far statistics are split."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.casework.labels import Label
from bot.casework.nouns import Part


class Held(StrEnum):
    """What a column of the register can hold. A category is not among them: it is never kept with a løpenummer (N1)."""

    NUMBER = "number"
    TYPE = "type"
    DECIDED_ON = "decided_on"
    APPOINT_BY = "appoint_by"
    STATUS = "status"
    UNIT = "unit"
    COORDINATOR = "coordinator"
    APPOINTED_ON = "appointed_on"
    ASKED_ON = "asked_on"
    REPLY_BY = "reply_by"
    STARTED_ON = "started_on"
    PLAN = "plan"
    CONSENT = "consent"
    LAST_MEETING = "last_meeting"
    HANDLER = "handler"
    CLOSED_ON = "closed_on"
    CLOSE_REASON = "close_reason"


class Sort(StrEnum):
    """The files KE may take from the chat."""

    REGISTER = "register"
    STATISTICS = "statistics"
    CASE = "case"

    @property
    def holds_cases(self) -> bool:
        """Whether cases stand in it by their løpenummer, so that whoever has it has seen them."""
        return self is not Sort.STATISTICS


class RegisterColumn(Label):
    """One column: what stands in it, and its heading."""

    holds: Held


class ExportRules(Part):
    """The register over coordinated cases (S0-23, S0-24) and the statistics (S4-33, S4-37)."""

    columns: Annotated[tuple[RegisterColumn, ...], Field(min_length=1)]
    """The columns, in the order they stand in the municipality's own list."""
    statistics_by_unit: bool
    """Whether statistics are split by unit as well. How fast a unit answers says something of its leader: to be discussed first."""

    by_file_consent: bool
    """Whether KE may take the register, the statistics and a case's file from the chat; Teams puts them in the member's own OneDrive."""

    @model_validator(mode="after")
    def check_columns(self) -> Self:
        """Each column once, the løpenummer among them."""
        held = [column.holds for column in self.columns]
        if len(set(held)) < len(held) or Held.NUMBER not in held:
            raise ValueError("expected each of columns once, and number among them")
        return self
