"""What one municipality has decided: its words, systems, deadlines, reasons and links, as frozen values without defaults.

A profile file holds every value (bot/profiles reads it), so that a number or a word has one home.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cached_property
from itertools import chain
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator

from bot.casework.duties import EVENTS
from bot.casework.export_rules import ExportRules
from bot.casework.flow_rules import FlowRules
from bot.casework.follow_up_rules import FollowUpRules
from bot.casework.handover_rules import HandoverRules
from bot.casework.labels import Code, Count, Countdown, DayOfYear, Label
from bot.casework.model import CoordinatorType, DutyKind
from bot.casework.nouns import Locale, Part, Term, Word, capitalise, inflect
from bot.casework.retention_rules import RetentionRules
from bot.casework.routing_rules import RoutingRules
from bot.casework.yearly_rules import AnnualRules, GatheringRules, TrainingRules, YearlyTask

TALK_IT_OVER = "other"
"""The code of the decline reason after which KE promises to call; a profile may leave it out."""
Roll = Literal["next_working_day", "none"]


def read_pattern(pattern: str) -> str:
    """The pattern unchanged; ValueError unless it is a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"expected a regular expression: {error}") from error
    return pattern


Mailbox = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)]
Link = Annotated[str, Field(pattern=r"^https://\S+$", max_length=500)]


class Choice(Label):
    """One answer of a list: its code in the register, the line on a form, and `brief` for use after "Grunn:"."""

    code: Code
    brief: Label


class Terms(Part):
    """The words that differ between municipalities."""

    leader: Term
    unit: Term
    ke: Term
    user: Term
    relatives: Term
    coordinator: Term
    child_coordinator: Term
    stand_in: Term
    case_officer: Term
    department_leader: Term
    intake: Term
    """What a case begins with: a decision, or a report."""


class Systems(Part):
    """The systems outside the bot in which people register; names are never translated, words are."""

    record: Word
    statistics: Word
    quality: Word
    plan: Word
    mail_journal: Label
    register_form: Label
    register_list: Label
    change_form: Label
    """The form on which every change of a case is reported, where there is one (S4-32)."""


class CaseNumber(Part):
    """What a løpenummer looks like here."""

    pattern: Annotated[str, AfterValidator(read_pattern)]
    example: Word
    max_length: Annotated[int, Field(ge=1, le=40)]
    max_digits: Annotated[int, Field(ge=1, le=10)]
    """Never eleven, the length of an id number."""

    def normalise(self, text: str) -> str | None:
        """The løpenummer as it is stored, or None; forgives spaces, slashes and any kind of dash between its parts."""
        seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf").strip()
        parts = [part for part in re.split(r"[\s./\-\u2010-\u2015\u2212]+", seen) if part]
        candidates = [seen, *(sign.join(parts) for sign in ("-", "/", ".", "", " "))]
        return next((candidate for candidate in candidates if self.fits(candidate)), None)

    def fits(self, text: str) -> bool:
        """Whether the text is a løpenummer, letter by letter."""
        short = len(text) <= self.max_length and sum(sign.isdigit() for sign in text) <= self.max_digits
        return short and re.fullmatch(self.pattern, text, re.ASCII) is not None

    @model_validator(mode="after")
    def check_example(self) -> Self:
        """The example shown to people must itself be accepted."""
        if not self.fits(self.example):
            raise ValueError(f"expected an example that fits pattern, max_length and max_digits, not {self.example!r}")
        return self


class ReplyRules(Part):
    """The reply deadline: whole weeks from the day of sending; reminders in working days before it, at an Oslo time."""

    weeks: Annotated[int, Field(ge=1, le=26)]
    roll: Roll
    reminders: Countdown
    at: time


class AppointRules(Part):
    """The appointment deadline: whole months from the decision; warnings in calendar days left."""

    months: Annotated[int, Field(ge=1, le=24)]
    roll: Roll
    warnings: Countdown
    working_day_before: bool


class Hours(Part):
    """The Oslo hours of a working day, the last moment not included, in which the clock may make the bot speak."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def check_order(self) -> Self:
        """A day opens before it closes."""
        if self.opens >= self.closes:
            raise ValueError("expected opens to be before closes")
        return self


class Summer(Part):
    """The weeks in which many are away, as MM-DD, both days included."""

    first: DayOfYear
    last: DayOfYear

    def touches(self, start: date, end: date) -> bool:
        """Whether any day from start to end, both included, lies in the summer."""
        years = range(start.year, end.year + 1)
        return any(f"{year}-{self.first}" <= end.isoformat() and start.isoformat() <= f"{year}-{self.last}" for year in years)


class Deadlines(Part):
    """Every time limit; times of day are Oslo times."""

    reply: ReplyRules | None
    """None: nobody is promised an answer by a day, and nothing reminds of one."""
    appoint: AppointRules | None
    """None: nobody is promised a coordinator by a day."""
    unanswered_mail_after: Count
    """Working days before a leader who has not reacted gets one e-mail."""
    handover_answer_after: Count
    """Working days before KE is told that a leader has not answered a handover."""
    left_open_after: Count | None
    """Working days before whoever has something to tick off hears once that it is still open; None: never."""
    dialog_hours: Count
    overdue_at: time
    digest_at: time
    routine_at: time
    """When what follows the year and no case is looked at, each working day; after the reminders of requests, which go first."""
    digest_horizon_days: Count
    hours: Hours
    closing_days: tuple[date, ...]
    """Days the municipality is closed besides weekends and public holidays."""
    summer: Summer

    @property
    def months(self) -> int:
        """The months of the appointment deadline, for texts that only its municipality shows; 0 where there is none."""
        return self.appoint.months if self.appoint else 0

    @model_validator(mode="after")
    def check_times(self) -> Self:
        """What is sent at a fixed time must fall inside the hours in which the clock may send."""
        reply = [("reply.at", self.reply.at)] if self.reply else []
        for name, at in (*reply, ("overdue_at", self.overdue_at), ("digest_at", self.digest_at), ("routine_at", self.routine_at)):
            if not self.hours.opens <= at < self.hours.closes:
                raise ValueError(f"expected {name} to lie within hours, not {at:%H:%M}")
        return self


class DutyLists(Part):
    """What KE does after each event, in this order; a duty that stands nowhere does not exist here (process.md §6)."""

    opened: tuple[DutyKind, ...]
    appointed: tuple[DutyKind, ...]
    handed_over: tuple[DutyKind, ...]
    plan: tuple[DutyKind, ...]
    no_plan: tuple[DutyKind, ...]
    consent: tuple[DutyKind, ...]
    guidance: tuple[DutyKind, ...]
    """Empty: KE is told that a coordinator wants guidance, and has nothing to tick."""
    reply_deadline: tuple[DutyKind, ...]
    appoint_deadline: tuple[DutyKind, ...]
    closing: Annotated[tuple[DutyKind, ...], Field(min_length=1)]
    """At least one: the tick that completes them closes the case."""
    pausing: tuple[DutyKind, ...]
    resuming: tuple[DutyKind, ...]

    def has(self, *kinds: DutyKind) -> bool:
        """Whether any of these is done here after some event."""
        return any(kind in getattr(self, event) for event in EVENTS for kind in kinds)

    @model_validator(mode="after")
    def check_kinds(self) -> Self:
        """Each duty stands under an event that it can follow, and once."""
        for event, possible in EVENTS.items():
            kinds = getattr(self, event)
            if wrong := [kind for kind in kinds if kind not in possible]:
                raise ValueError(f"expected under {event} some of {', '.join(sorted(possible))}, not {', '.join(wrong)}")
            if len(set(kinds)) < len(kinds):
                raise ValueError(f"expected each duty under {event} once")
        return self


class Page(Label):
    """Something the municipality has written elsewhere: what a button calls it, and where it is."""

    link: Link


class Links(Part):
    """Where people find what the bot does not hold, and whom they ask."""

    handbook: Link
    information_letter: Link
    child_information_letter: Link | None
    """The letter about a barnekoordinator (helse- og omsorgstjenesteloven § 7-2 a); None where the same letter serves both."""
    consent_form: Link
    quality_system: Link
    routing_list: Link
    plan_tool: Link | None
    """Where what is about the user is written and read, minutes included; None where plans have no tool of their own (S2-18, S3-17)."""
    more: Annotated[tuple[Page, ...], Field(max_length=6)]
    """Procedures, forms and courses, offered with the checklist (S1-01, S2-12, S2-21, S2-29, S2-30, S4-03, S4-20)."""
    contact: Label
    shared_mailbox: Mailbox | None
    """KE's own, for when nobody in KE can be reached in Teams (S3-32); None where there is none."""

    def letter_about(self, kind: CoordinatorType) -> str:
        """The information letter for that kind of coordinator."""
        own = self.child_information_letter if kind is CoordinatorType.CHILD_COORDINATOR else None
        return own or self.information_letter


class OwnText(Part):
    """A text of the bot's that the municipality says in its own words, in both languages."""

    instead_of: Annotated[str, Field(min_length=1)]
    """The text in bokmål as it stands in the code and the catalogue, blanks and all."""
    nb: Annotated[str, Field(min_length=1, max_length=2000)]
    nn: Annotated[str, Field(min_length=1, max_length=2000)]


class Municipality(Part):
    """Everything one municipality has decided, and the words it uses for it."""

    name: Word
    locale: Locale
    terms: Terms
    systems: Systems
    case_number: CaseNumber
    deadlines: Deadlines
    flow: FlowRules
    follow_up: FollowUpRules
    duties: DutyLists
    decline_reasons: tuple[Choice, ...]
    closure_reasons: tuple[Choice, ...]
    links: Links
    handover: HandoverRules
    routing: RoutingRules
    annual: AnnualRules | None
    """None: nobody is asked for numbers once a year."""
    training: TrainingRules | None
    """None: needs for training are not taken in here, and no course is kept count of."""
    gathering: GatheringRules | None
    """None: coordinators are not invited to anything by the bot."""
    yearly_tasks: tuple[YearlyTask, ...]
    exports: ExportRules
    retention: RetentionRules
    texts: tuple[OwnText, ...]
    """What is said in other words here."""
    require_permanent: Literal["warn", "off"]

    def variables(self, locale: Locale) -> Mapping[str, str]:
        """Every word of this municipality under its English name, inflected, and capitalised where the name is."""
        return self.words[locale]

    def text(self, label: Label, locale: Locale) -> str:
        """The label in that language with this municipality's words filled in."""
        return label.pick(locale).format_map(self.words[locale])

    def own_texts(self, locale: Locale) -> Mapping[str, str]:
        """The municipality's own texts in that language, by what they stand instead of."""
        return {text.instead_of: text.nb if locale == "nb" else text.nn for text in self.texts}

    def find_choice(self, choices: tuple[Choice, ...], code: str) -> Choice | None:
        """The choice with that code, or None."""
        return next((choice for choice in choices if choice.code == code), None)

    @cached_property
    def words(self) -> Mapping[Locale, Mapping[str, str]]:
        """The variables of both languages, made once."""
        return {"nb": dict(name_words(self, "nb")), "nn": dict(name_words(self, "nn"))}

    @model_validator(mode="after")
    def check_reasons(self) -> Self:
        """No code stands twice in a list, and every line of the profile uses known variables only."""
        for choices in (self.decline_reasons, self.closure_reasons):
            if not choices or len({choice.code for choice in choices}) < len(choices):
                raise ValueError("expected at least one reason in each list, and each code once")
        if len({task.code for task in self.yearly_tasks}) < len(self.yearly_tasks):
            raise ValueError("expected each code of yearly_tasks once")
        for line in chain.from_iterable((label.nb, label.nn) for label in labels_in(self)):
            unknown = {name for _, name, _, _ in Formatter().parse(line) if name is not None} - self.words["nb"].keys()
            if unknown:
                raise ValueError(f"expected a known variable in {line!r}, not {', '.join(sorted(unknown))}")
        return self


def labels_in(value: object) -> Iterator[Label]:
    """Every line of a profile, at any depth."""
    if isinstance(value, Label):
        yield value
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from labels_in(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from labels_in(item)


ONE_AND_MANY = {
    "leader": "leaders",
    "unit": "units",
    "ke": "kes",
    "user": "users",
    "relative": "relatives",
    "coordinator": "coordinators",
    "child_coordinator": "child_coordinators",
    "stand_in": "stand_ins",
    "case_officer": "case_officers",
    "department_leader": "department_leaders",
    "intake": "intakes",
}


def name_words(municipality: Municipality, locale: Locale) -> Iterator[tuple[str, str]]:
    """Every variable of the profile in that language, with its English name; the sources of `Municipality.variables`."""
    terms: list[Term] = [getattr(municipality.terms, field) for field in Terms.model_fields]
    named = [*zip(terms, ONE_AND_MANY.items(), strict=True), (municipality.follow_up.meetings[0].term, ("meeting", "meetings"))]
    for term, (one, many) in named:
        for name, word in inflect(term.noun(locale), locale, one, many):
            yield name, word
            yield capitalise(name, word)
        yield one.upper(), term.abbreviation or term.noun(locale).singular
    systems = municipality.systems
    yield "record_system", systems.record
    yield "statistics_system", systems.statistics
    yield "quality_system", systems.quality
    yield "plan_system", systems.plan
    yield "mail_journal", systems.mail_journal.pick(locale)
    yield "register_form", systems.register_form.pick(locale)
    yield "register_list", systems.register_list.pick(locale)
    yield "change_form", systems.change_form.pick(locale)
    yield "consent_recipient", municipality.follow_up.consent.recipient.pick(locale)
    dated = municipality.flow.intake_date.pick(locale)
    yield "intake_date", dated
    yield capitalise("intake_date", dated)
    yield "contact", municipality.links.contact.pick(locale)
    yield "municipality", municipality.name
