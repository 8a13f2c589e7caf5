"""Who may do what, person by person: every command by everybody to a case in every phase, against a table written here by itself."""

from collections import Counter
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any, get_args

import pytest

from bot.casework import access, commands
from bot.casework.decide import decide
from bot.casework.model import Acceptance, Directory, HandoverReason, Named, Person, PersonId, Phase, Unit, Way
from bot.casework.outcome import Refusal, Why
from tests.casework.deciding import ADA, BO, DIRECTORY, KE, LEADER, NORTH, NORTH_LEADER, SOUTH, Deciding, settle_in
from tests.crash.figures import figure

STAND_IN, NEAREST, SUPER_USER, FORMER, VIKAR, STRANGER = 6, 7, 8, 9, 10, 11
EXTRA = {
    STAND_IN: Person(STAND_IN, "Stedfortreder sør"),
    NEAREST: Person(NEAREST, "Adas nærmeste leder"),
    SUPER_USER: Person(SUPER_USER, "Superbruker sør"),
    FORMER: Person(FORMER, "Tidligere koordinator"),
    VIKAR: Person(VIKAR, "Vikar"),
    STRANGER: Person(STRANGER, "Ansatt et annet sted"),
}
PEOPLE = Directory(
    people=dict(DIRECTORY.people) | EXTRA | {ADA: replace(DIRECTORY.people[ADA], nearest_leader=NEAREST)},
    units={
        SOUTH: Unit(SOUTH, "Hjemmetjenesten sør", (LEADER,), (STAND_IN,), super_users=(SUPER_USER,), employees=(ADA, BO, FORMER, VIKAR)),
        NORTH: DIRECTORY.units[NORTH],
    },
)
GIVEN: dict[str, Any] = {
    "unit": SOUTH,
    "acceptance": Acceptance(Named(ADA), permanent=True, informed=True),
    "named": Named(ADA),
    "request": 1,
    "to": BO,
    "person": BO,
    "deadline": date(2026, 12, 18),
    "until": date(2026, 12, 18),
    "first_day": date(2026, 12, 1),
    "last_day": date(2026, 12, 18),
    "month": date(2027, 1, 1),
    "kinds": frozenset(),
    "about": 1,
    "lines": frozenset(),
    "kind": None,
    "reason": "no_capacity",
}
ONLY_KE = (
    "CorrectCase TakeCase SetLookAgain SendRequest AppointDirectly RemindNow ExtendDeadline RefuseMoreTime WithdrawRequest TakeOffer "
    "TurnDownOffer TickDuties UntickDuties UndoLastTick SendWelcome ReopenCase ChangeOverlap"
)
THE_ASKED = "Accept Promise Decline AskToBeCalled AskMoreTime PassOn TakeBack"
THE_UNIT = (
    "TickLater ReplaceCoordinator UpholdName NameSuccessor HasNoSuccessor NameSubstitute ExtendSubstitute ConfirmReturn KeepSubstitute"
)
IN_PERSON = "Dispute AskSubstitute"
WHO_COORDINATES = "StartAssignment AskGuidance AskDiscussion ReportCapacity"
ANYONE = "ReportHandover RetractHandover ReportClosure RetractClosure PauseCase ResumeCase ReportFact UndoFact"
ON_CLOSED = "ReopenCase TickDuties UntickDuties UndoLastTick"


def unasked() -> Deciding:
    told = settle_in("standard")
    told.directory = PEOPLE
    return told


def waiting() -> Deciding:
    return unasked().does(commands.SendRequest(SOUTH), KE)


def promised() -> Deciding:
    return waiting().does(commands.Promise(1), LEADER)


def proposed() -> Deciding:
    """Ada was proposed by her leader, and KE has not decided."""
    told = unasked()
    told.municipality = told.municipality.model_copy(update={"flow": told.municipality.flow.model_copy(update={"appoint": (Way.CONSULT,)})})
    told.does(commands.SendRequest(SOUTH, way=Way.CONSULT), KE)
    return told.does(commands.Accept(1, Acceptance(Named(ADA), permanent=True, informed=True, access=True)), LEADER)


def appointed() -> Deciding:
    return waiting().does(commands.Accept(1, Acceptance(Named(ADA), permanent=True, informed=True, access=True)), LEADER)


def handed_over() -> Deciding:
    """Formerly somebody else's, now Ada's."""
    told = waiting().does(commands.Accept(1, Acceptance(Named(FORMER), permanent=True, informed=True, access=True)), LEADER)
    told.does(commands.ReportHandover(HandoverReason.OTHER), FORMER).does(commands.NameSuccessor(Named(ADA), informed=True), LEADER)
    return told.passes(days=60)


def substituted() -> Deciding:
    today = appointed()
    return today.does(commands.NameSubstitute(VIKAR, date(2026, 11, 23), date(2027, 1, 29)), LEADER)


def closed() -> Deciding:
    told = appointed()
    told.case = replace(told.case, closed_at=told.now)
    return told


SETTINGS = {each.__name__: each for each in (unasked, waiting, promised, proposed, appointed, handed_over, substituted, closed)}
"""A case in each phase, and two in which somebody else has or had the role."""


def build(kind: type[Any]) -> Any:
    """A command of the kind with whatever it needs: who may give it does not depend on what it holds, but for the request."""
    needed = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]
    return kind(**{name: GIVEN[name] for name in needed})


def parts_of(setting: str) -> dict[str, set[PersonId]]:
    """Who is what in a setting."""
    asked = setting != "unasked"
    has_coordinator = setting in ("appointed", "handed_over", "substituted", "closed")
    return {
        "asked": {LEADER, STAND_IN} if asked else set(),
        "leader": {LEADER, STAND_IN, NEAREST} if has_coordinator else set(),
        "coordinator": {ADA} if has_coordinator else set(),
        "vikar": {VIKAR} if setting == "substituted" else set(),
        "handed": {KE, FORMER, ADA} if setting == "handed_over" else set(),
    }


def may(setting: str, name: str) -> set[PersonId]:
    """Whom the written table lets give the command."""
    part = parts_of(setting)
    if name == "TickHandedOn":
        return part["handed"]
    if name in THE_ASKED.split():
        return part["asked"]
    if name in ONLY_KE.split():
        return {KE}
    if name in IN_PERSON.split():
        return part["coordinator"]
    if name in WHO_COORDINATES.split():
        return part["coordinator"] | part["vikar"]
    unit = {KE} | part["leader"]
    if name == "EndSubstitute":
        return unit | part["coordinator"]
    return unit | (part["coordinator"] | part["vikar"] if name in ANYONE.split() else set())


def sees(setting: str, person: PersonId) -> bool:
    part = parts_of(setting)
    return person == KE or any(person in part[name] for name in ("asked", "leader", "coordinator", "vikar"))


def test_every_command_by_everybody_in_every_phase_is_as_the_table_says() -> None:
    counted: Counter[str] = Counter()
    for setting, arrange in SETTINGS.items():
        told = arrange()
        for kind in get_args(commands.PersonCommand):
            command, name = build(kind), kind.__name__
            for person in PEOPLE.people:
                refused = access.refuse(told.case, command, told.situation(person))
                context = (setting, name, PEOPLE.people[person].name)
                if person not in may(setting, name):
                    only_ke = name in ONLY_KE.split() and sees(setting, person)
                    assert refused == Refusal(Why.ONLY_KE if only_ke else Why.NOT_FOUND), context
                    assert decide(told.case, command, told.situation(person)) == refused, context
                elif setting == "closed" and name not in ON_CLOSED.split():
                    assert refused == Refusal(Why.CASE_CLOSED), context
                else:
                    assert refused is None, context
                counted[setting] += 1
    assert {SETTINGS[name]().case.phase for name in counted} == set(Phase)
    figure("authorization_combinations", counted.total())


def test_no_command_is_missing_from_the_table_and_none_is_in_this_one_twice() -> None:
    kinds = {kind.__name__ for kind in get_args(commands.PersonCommand)}
    written = f"{ONLY_KE} {THE_ASKED} {THE_UNIT} {IN_PERSON} {WHO_COORDINATES} {ANYONE} EndSubstitute TickHandedOn".split()
    assert sorted(written) == sorted(kinds)
    assert set(access.MAY) == set(get_args(commands.PersonCommand))


@pytest.mark.parametrize("forged", [0, -1, 2, 99, 2**40])
def test_a_request_that_is_not_there_is_answered_as_one_that_is_not_theirs(forged: int) -> None:
    told = waiting()
    missing = [decide(told.case, commands.Promise(forged), told.situation(person)) for person in (LEADER, STRANGER)]
    hidden = decide(told.case, commands.Promise(1), told.situation(NORTH_LEADER))
    assert missing == [hidden, hidden]
