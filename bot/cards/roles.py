"""What a case needs, in the municipality's words: a coordinator or a barnekoordinator, in the forms that sentences use."""

from collections.abc import Mapping

from bot.casework.model import Case, CoordinatorType
from bot.texts.words import Raw, Words


def name_role(words: Words, case: Case) -> Mapping[str, Raw]:
    """The blanks {role}, {a_role}, {the_role} and {The_role} of texts about this case."""
    one = "child_coordinator" if case.type is CoordinatorType.CHILD_COORDINATOR else "coordinator"
    names = {"role": one, "a_role": f"a_{one}", "the_role": f"the_{one}", "The_role": f"The_{one}", "Role": one.capitalize()}
    return {blank: Raw(words.terms[name]) for blank, name in names.items()}
