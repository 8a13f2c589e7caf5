"""What a case needs, in the municipality's words: a coordinator or a barnekoordinator, in the forms that sentences use."""

from collections.abc import Mapping

from bot.casework.model import Case, CoordinatorType
from bot.texts.words import Raw, Words


def name_role(words: Words, case: Case) -> Mapping[str, Raw]:
    """The blanks {role}, {Role}, {a_role}, {the_role}, {The_role}, {new_role} and {New_role} of texts about this case."""
    one = "child_coordinator" if case.type is CoordinatorType.CHILD_COORDINATOR else "coordinator"
    names = {"role": one, "Role": one.capitalize()}
    names |= {f"{form}_role": f"{form}_{one}" for form in ("a", "the", "The", "new", "New")}
    return {blank: Raw(words.terms[name]) for blank, name in names.items()}
