"""Small pieces of a profile: lines in both languages, codes and counts."""

from typing import Annotated

from pydantic import Field

from bot.casework.nouns import Locale, Part

Line = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$", max_length=40)]
Count = Annotated[int, Field(ge=1, le=365)]


class Label(Part):
    """A line in both languages; a reason may hold variables of the profile, such as {another_unit}."""

    nb: Line
    nn: Line

    def pick(self, locale: Locale) -> str:
        """The line in that language, variables unfilled."""
        return self.nb if locale == "nb" else self.nn
