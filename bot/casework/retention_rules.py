"""What a municipality has decided about how long closed cases stay in the bot, as its dokumentasjonsplan has it (arkivlova §§ 8, 13)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.casework.nouns import Part

Months = Annotated[int, Field(ge=0, le=1200)]


class RetentionRules(Part):
    """When a closed case is written for the archive, and when it may leave the bot after that."""

    archive_after_months: Months
    """How long a case must have been closed before the archive takes it; 0 is every closed case."""
    purge_after_months: Months | None
    """How long a case that is archived stays after it was closed; None: nothing is ever removed."""

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """Nothing is to be removed before the archive takes it."""
        if self.purge_after_months is not None and self.purge_after_months < max(self.archive_after_months, 1):
            raise ValueError("expected purge_after_months to be at least 1, and no less than archive_after_months")
        return self
