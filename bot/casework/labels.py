"""Small pieces of a profile: lines in both languages, codes and counts."""

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.casework.nouns import Locale, Part


def read_descending(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers unchanged; ValueError unless each is smaller than the one before."""
    if any(later >= earlier for earlier, later in pairwise(numbers)):
        raise ValueError("expected the numbers in falling order, each once")
    return numbers


Line = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$", max_length=40)]
Count = Annotated[int, Field(ge=1, le=365)]
DayOfYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$|^(0[13-9]|1[0-2])-(29|30)$|^(0[13578]|1[02])-31$")]
"""MM-DD, a day that every year has."""
Countdown = Annotated[tuple[Annotated[int, Field(ge=0, le=365)], ...], AfterValidator(read_descending)]


class Label(Part):
    """A line in both languages; a reason may hold variables of the profile, such as {another_unit}."""

    nb: Line
    nn: Line

    def pick(self, locale: Locale) -> str:
        """The line in that language, variables unfilled."""
        return self.nb if locale == "nb" else self.nn
