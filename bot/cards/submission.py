"""One press on a card as it came: its inputs read strictly, one by one, and what is wrong with one that cannot be read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.casework.model import CaseId, Named, PersonId, Wish

FindPerson = Callable[[str], PersonId | None]
"""Who has that Entra object id or e-mail address; None when nobody known has."""

NAME_LENGTH = 80
EMAIL_LENGTH = 120
NAMES_COORDINATOR = frozenset({"person", "email"})
"""Inputs beside which somebody without Teams can be written by name and service."""
INPUT_LENGTH = 320  # an e-mail address at its longest, and more than all duties together


class Bad(StrEnum):
    """What is wrong with a submission; `cards.mistakes` has a sentence for each."""

    OLD_CARD = "old_card"
    """A verb, id, version or input that no card of today sends."""
    CHOOSE_PERSON = "choose_person"
    UNKNOWN_PERSON = "unknown_person"
    """The person picked or the address written is nobody the bot knows."""
    UNKNOWN_COLLEAGUE = "unknown_colleague"
    """The same, where only somebody in the municipality will do."""
    BOTH_NAME_AND_SERVICE = "both_name_and_service"
    ANSWER_YES_OR_NO = "answer_yes_or_no"
    CHOOSE_REASON = "choose_reason"
    CHOOSE_KIND = "choose_kind"
    CHOOSE_DATE = "choose_date"
    CHOOSE_MONTH = "choose_month"
    CHOOSE_CASE = "choose_case"
    TICK_BOTH = "tick_both"
    """A closure that was not said to be clarified and journaled."""
    CHOOSE_TYPE = "choose_type"
    CHOOSE_UNIT = "choose_unit"
    CHOOSE_DUTY = "choose_duty"
    WRITE_NUMBER = "write_number"
    WRITE_PLACE = "write_place"
    WRITE_TIME = "write_time"
    WRITE_COUNT = "write_count"
    WRITE_CHANGE = "write_change"
    """A correction that corrects nothing."""
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class BadInput:
    """Nothing can be done with the submission: why, and which inputs it is about."""

    why: Bad
    fields: tuple[str, ...] = ()


class Wrong(Exception):
    """Carries a BadInput out of the reading; `actions.read` catches it."""

    def __init__(self, why: Bad, *fields: str) -> None:
        super().__init__(why)
        self.bad = BadInput(why, fields)


@dataclass(frozen=True)
class Form:
    """One submission: the case it is about, the part of the case (request, assignment or 0), and its inputs."""

    case: CaseId
    part: int
    inputs: Mapping[str, str]
    find_person: FindPerson

    def text(self, name: str, longest: int = INPUT_LENGTH) -> str | None:
        """The input on one line, None when empty or missing."""
        found = " ".join(self.inputs.get(name, "").split())
        if len(found) > longest:
            raise Wrong(Bad.TOO_LONG, name)
        return found or None

    def day(self, name: str) -> date | None:
        """The date, in this century or the last; None when empty."""
        found = self.text(name)
        if found is None:
            return None
        try:
            if not re.fullmatch(r"(19|20)\d{2}-\d{2}-\d{2}", found, re.ASCII):
                raise ValueError
            return date.fromisoformat(found)
        except ValueError:
            raise Wrong(Bad.CHOOSE_DATE, name) from None

    def required_day(self, name: str) -> date:
        found = self.day(name)
        if found is None:
            raise Wrong(Bad.CHOOSE_DATE, name)
        return found

    def month(self, name: str) -> date | None:
        """The first day of a month written as 2027-08, None when empty."""
        found = self.text(name)
        if found is None:
            return None
        if not re.fullmatch(r"20\d{2}-(0[1-9]|1[0-2])", found, re.ASCII):
            raise Wrong(Bad.CHOOSE_MONTH, name)
        return date.fromisoformat(f"{found}-01")

    def code(self, name: str, why: Bad) -> str:
        """A code of the profile; whether it exists is for `decide`."""
        found = self.text(name)
        if found is None or not re.fullmatch(r"[a-z][a-z_]{0,39}", found, re.ASCII):
            raise Wrong(why, name)
        return found

    def answered(self, name: str) -> bool | None:
        """Whether a toggle is on, None when the card did not show it."""
        return self.ticked(name) if name in self.inputs else None

    def ticked(self, name: str) -> bool:
        """Whether a toggle is on."""
        found = self.text(name)
        if found not in (None, "true", "false"):
            raise Wrong(Bad.OLD_CARD, name)
        return found == "true"

    def yes_or_no(self, name: str) -> bool | None:
        """The answer of a pair of radio buttons, None when the card did not ask."""
        found = self.text(name)
        if found not in (None, "yes", "no"):
            raise Wrong(Bad.ANSWER_YES_OR_NO, name)
        return None if found is None else found == "yes"

    def person(self, name: str) -> PersonId | None:
        """The person meant by "p12", an Entra object id or an e-mail address; None when empty."""
        found = self.text(name)
        if found is None:
            return None
        if re.fullmatch(r"p[1-9]\d{0,8}", found, re.ASCII):
            return int(found[1:])
        known = self.find_person(found)
        if known is None:
            raise Wrong(Bad.UNKNOWN_PERSON if name in NAMES_COORDINATOR else Bad.UNKNOWN_COLLEAGUE, name)
        return known

    def wish(self) -> Wish | None:
        """Whether the user's wish was weighed, None when the card did not ask."""
        found = self.text("wish")
        if found is not None and found not in set(Wish):
            raise Wrong(Bad.OLD_CARD, "wish")
        return None if found is None else Wish(found)

    def cases(self, name: str) -> tuple[CaseId, ...] | None:
        """The cases ticked, None when the card did not ask or nothing is ticked."""
        listed = [each.strip() for each in (self.text(name) or "").split(",") if each.strip()]
        if not all(re.fullmatch(r"[1-9]\d{0,8}", each, re.ASCII) for each in listed):
            raise Wrong(Bad.OLD_CARD, name)
        return tuple(int(each) for each in listed) or None

    def named(self) -> Named:
        """Whom a leader names: someone without Teams by name and service, else by e-mail address, else the one picked."""
        outsider, service = self.text("external_name", NAME_LENGTH), self.text("external_service", NAME_LENGTH)
        if outsider and service:
            return Named(name=outsider, service=service)
        if outsider or service:
            raise Wrong(Bad.BOTH_NAME_AND_SERVICE, "external_service" if outsider else "external_name")
        person = self.person("email") or self.person("person")
        if person is None:
            raise Wrong(Bad.CHOOSE_PERSON, "person")
        return Named(person=person)
