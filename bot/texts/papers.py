"""What the texts to paste are written from, and what each is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.casework.deadlines import oslo_date
from bot.casework.model import Assignment, Case, CoordinatorType, Directory, EndReason, UnitId
from bot.casework.municipality import Municipality
from bot.texts.words import Words, mark


class Code(StrEnum):
    """Which text, in the order in which people need them."""

    PHONE = "phone"
    WELCOME_MAIL = "welcome_mail"
    LETTER = "letter_appointed"
    LETTER_HANDOVER = "letter_handover"
    MAIL_JOURNAL = "mail_journal"
    RECORD = "record_line"
    JOURNAL_NOTE = "journal_note"
    REGISTER_ROW = "register_row"
    DEVIATION_REPLY = "deviation_reply"
    MORE_TIME_LETTER = "letter_more_time"
    MORE_TIME_JOURNAL = "more_time_journal"
    DEVIATION_APPOINT = "deviation_appoint"
    TRANSFER = "transfer_checklist"
    INTAKE_JOURNAL = "intake_journal"
    STATISTICS = "statistics_check"
    PLAN = "plan_task"
    CHANGE_FORM = "change_form"
    CLOSE = "register_close"
    PAUSE = "register_pause"
    RESUME = "register_resume"


TITLES: Mapping[Code, str] = {
    Code.PHONE: mark("Til telefonsamtalen"),
    Code.WELCOME_MAIL: mark("E-post til {the_coordinator}"),
    Code.LETTER: mark("Brev: {coordinator} er oppnevnt"),
    Code.LETTER_HANDOVER: mark("Brev: {new_coordinator}"),
    Code.MAIL_JOURNAL: mark("Tittel i {mail_journal}, brev om {coordinator}"),
    Code.RECORD: mark("Til {record_system}"),
    Code.JOURNAL_NOTE: mark("Journalnotat"),
    Code.REGISTER_ROW: mark("Rad til {register_list}"),
    Code.DEVIATION_REPLY: mark("Avvik om svarfristen, til {quality_system}"),
    Code.MORE_TIME_LETTER: mark("Brev om mer tid"),
    Code.MORE_TIME_JOURNAL: mark("Tittel i {mail_journal}, brev om mer tid"),
    Code.DEVIATION_APPOINT: mark("Avvik om {months}-månedersfristen, til {quality_system}"),
    Code.TRANSFER: mark("Sjekkliste for overføring"),
    Code.INTAKE_JOURNAL: mark("Tittel i {mail_journal}, {intake}"),
    Code.STATISTICS: mark("Kontroll i {statistics_system}"),
    Code.PLAN: mark("Til {plan_system}"),
    Code.CHANGE_FORM: mark("Til {change_form}"),
    Code.CLOSE: mark("Avslutning i registrene"),
    Code.PAUSE: mark("Pause i registrene"),
    Code.RESUME: mark("Tatt opp igjen i registrene"),
}


FORMS = ("a", "new", "New", "Your")
"""How the coordinator's word is inflected in texts to paste: {a_role} and so on."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text ready to copy, and what to call it."""

    code: Code
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Papers:
    """What the texts of one case are written from, on one day, in one reader's language."""

    words: Words
    case: Case
    directory: Directory
    municipality: Municipality
    today: date

    def plain(self, text: str, **values: str) -> str:
        """A plain text filled in; besides the municipality's words it may use {role}, {Role}, {months} and what `FORMS` has of it."""
        one = "child_coordinator" if self.case.type is CoordinatorType.CHILD_COORDINATOR else "coordinator"
        known = self.municipality.variables(self.words.locale)
        role = {"role": known[one], "Role": known[one.capitalize()]} | {f"{form}_role": known[f"{form}_{one}"] for form in FORMS}
        return self.words.plain(text, **role, months=self.municipality.deadlines.months, **values)

    def unit(self, unit: UnitId) -> str:
        """The unit's name as it is now."""
        return self.directory.units[unit].name

    def coordinator(self, assignment: Assignment) -> str:
        """Name and place of work: the unit, or the service of someone outside the directory."""
        return f"{name_coordinator(assignment, self.directory)}, {assignment.named.service or self.unit(assignment.unit)}"


def short(day: date | datetime | None) -> str:
    """A date as texts to paste have it: 07.12.2026; of an instant, the date in Oslo; a blank to fill in where it is not known."""
    return "[dato]" if day is None else f"{oslo_date(day) if isinstance(day, datetime) else day:%d.%m.%Y}"


def name_coordinator(assignment: Assignment, directory: Directory) -> str:
    """The coordinator's name as the directory has it now, or as the leader wrote it."""
    person = directory.people.get(assignment.named.person) if assignment.named.person is not None else None
    return person.name if person else assignment.named.name or ""


WRONG = frozenset({EndReason.REPLACED, EndReason.DISPUTED, EndReason.TAKEN_BACK})


def find_successor(case: Case, assignment: Assignment) -> Assignment | None:
    """Who takes over from this coordinator, once somebody is named."""
    if assignment.end_reason is not EndReason.HANDED_OVER and assignment.ends_on is None:
        return None
    return next((each for each in case.assignments if each.seq > assignment.seq and each.end_reason not in WRONG), None)
