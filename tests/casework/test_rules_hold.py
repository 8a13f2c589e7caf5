"""Whatever people press in whatever order, and however time passes, some things stay true of a case."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.casework import commands
from bot.casework.deadlines import OSLO, WorkCalendar, oslo_date
from bot.casework.decide import decide, open_case
from bot.casework.duties import APPOINTMENT
from bot.casework.model import Acceptance, Case, Directory, DutyKind, Named, Person, Phase, RequestState, Unit
from bot.casework.outcome import Decision, Kind, Message, Refusal
from bot.casework.situation import Situation
from bot.profiles import read_profile

STANDARD = read_profile("standard")
KARI, NILS, SOUTH, STAND_IN, NORTH, ADA, EVEN, GUEST = range(1, 9)
DIRECTORY = Directory(
    people={
        person: Person(person, name, is_ke=person in (KARI, NILS), has_chat=True)
        for person, name in enumerate(("Kari", "Nils", "Leder sør", "Stedfortreder sør", "Leder nord", "Ada", "Even", "Gjest"), start=1)
    },
    units={
        1: Unit(1, "Hjemmetjenesten sør", leaders=(SOUTH,), stand_ins=(STAND_IN,), employees=(ADA,)),
        2: Unit(2, "Hjemmetjenesten nord", leaders=(NORTH,), employees=(EVEN,), uses_record_system=False),
    },
)
MOSTLY_KE = st.sampled_from([KARI, KARI, KARI, KARI, NILS, SOUTH, ADA, GUEST])
MOSTLY_LEADERS = st.sampled_from([SOUTH, SOUTH, SOUTH, NORTH, NORTH, STAND_IN, KARI, ADA, GUEST])
ANYBODY = st.sampled_from(list(DIRECTORY.people))
BACK = st.sampled_from([0, 0, 0, 0, 1, 2])
"""Which request: the newest, or one or two before it."""
DAYS_AHEAD = st.integers(-3, 40)


class OneCase(RuleBasedStateMachine):
    """One case from its opening on, pressed at by everybody."""

    @initialize(decided_days_ago=st.integers(0, 100))
    def open(self, decided_days_ago: int) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
        self.messages: list[Message] = []
        self.clock_messages: list[Message] = []
        decided = open_case(commands.OpenCase("2026-0417", oslo_date(self.now) - timedelta(days=decided_days_ago)), 1, self.situation(KARI))
        assert isinstance(decided, Decision)
        self.case: Case = decided.case
        self.messages += decided.messages

    def situation(self, actor: int | None) -> Situation:
        today = oslo_date(self.now)
        reminded = frozenset(message.to for message in self.messages if message.reminding_on == today)
        return Situation(self.now, actor, STANDARD, DIRECTORY, reminded)

    def do(self, actor: int | None, command: commands.Command) -> Decision | Refusal:
        decided = decide(self.case, command, self.situation(actor))
        if isinstance(decided, Decision):
            assert decided.case.version == self.case.version + bool(decided.events)
            self.case = decided.case
            self.messages += decided.messages
            if actor is None:
                self.clock_messages += decided.messages
        return decided

    def newest(self, back: int) -> int:
        return max(1, len(self.case.requests) - back)

    @rule(days=st.integers(0, 20), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        target = self.now + timedelta(days=days, hours=hours)
        while self.case.next_look_at and self.case.next_look_at <= target:
            self.now = max(self.now, self.case.next_look_at)
            before = self.case
            self.do(None, commands.TimePassed())
            assert self.case != before, "a look that was due did something or moved on"
        self.now = target

    @rule(actor=MOSTLY_KE, unit=st.sampled_from([1, 1, 2, 2, 3]), days=st.none() | DAYS_AHEAD)
    def send(self, actor: int, unit: int, days: int | None) -> None:
        deadline = None if days is None else oslo_date(self.now) + timedelta(days=days)
        decided = self.do(actor, commands.SendRequest(unit, deadline))
        assert isinstance(decided, Refusal) or actor in (KARI, NILS)

    @rule(actor=MOSTLY_LEADERS, back=BACK, person=st.sampled_from([ADA, EVEN, None]), informed=st.booleans())
    def accept(self, actor: int, back: int, person: int | None, informed: bool) -> None:
        request = self.newest(back)
        named = Named(person) if person else Named(name="Tiril", service="PPT")
        self.do(actor, commands.Accept(request, Acceptance(named, True, informed)))

    @rule(actor=MOSTLY_LEADERS, back=BACK, which=st.integers(0, 6), days=DAYS_AHEAD)
    def answer(self, actor: int, back: int, which: int, days: int) -> None:
        request = self.newest(back)
        day = oslo_date(self.now) + timedelta(days=days)
        self.do(
            actor,
            [
                commands.Promise(request),
                commands.Decline(request, "no_capacity"),
                commands.AskToBeCalled(request),
                commands.AskMoreTime(request, day),
                commands.PassOn(request, GUEST),
                commands.TakeBack(request),
                commands.TickLater(informed=True),
            ][which],
        )

    @rule(actor=MOSTLY_KE, back=BACK, which=st.integers(0, 9), days=DAYS_AHEAD)
    def ke_acts(self, actor: int, back: int, which: int, days: int) -> None:
        request = self.newest(back)
        day = oslo_date(self.now) + timedelta(days=days)
        self.do(
            actor,
            [
                commands.RemindNow(request),
                commands.ExtendDeadline(request, day),
                commands.RefuseMoreTime(request),
                commands.WithdrawRequest(request),
                commands.TakeOffer(request),
                commands.TurnDownOffer(request),
                commands.TickDuties(frozenset({DutyKind.PHONE, DutyKind.DEVIATION_REPLY}), request),
                commands.UndoLastTick(request),
                commands.SendWelcome(),
                commands.TakeCase(),
            ][which],
        )

    @rule(actor=ANYBODY, which=st.integers(0, 5))
    def others_act(self, actor: int, which: int) -> None:
        self.do(
            actor,
            [
                commands.ReplaceCoordinator(Named(EVEN), True, True),
                commands.Dispute(),
                commands.StartAssignment(),
                commands.AskGuidance(),
                commands.CloseCase("other"),
                commands.ReopenCase(),
            ][which],
        )

    @invariant()
    def one_request_waits_and_one_coordinator_is_in_place(self) -> None:
        assert sum(request.live for request in self.case.requests) <= 1
        assert sum(assignment.ended_at is None for assignment in self.case.assignments) <= 1
        assert not (self.case.request and self.case.assignment), "nobody is asked while somebody is in place"

    @invariant()
    def nothing_is_said_twice(self) -> None:
        keys = [message.key for message in self.messages if message.kind is not Kind.REMINDING]
        assert len(keys) == len(set(keys))

    @invariant()
    def the_clock_speaks_in_working_hours_only(self) -> None:
        for message in self.clock_messages:
            local = message.due_at.astimezone(OSLO)
            assert WorkCalendar().is_working(local.date())
            assert STANDARD.deadlines.hours.opens <= local.time() < STANDARD.deadlines.hours.closes

    @invariant()
    def a_case_that_waits_is_looked_at_again(self) -> None:
        if self.case.phase in (Phase.WAITING, Phase.PROMISED):
            told = self.case.request and self.case.request.overdue_on
            assert self.case.next_look_at or told or self.case.three_months_on
        if self.case.phase is Phase.UNASKED:
            assert self.case.next_look_at or self.case.three_months_on
        if self.case.phase is Phase.CLOSED:
            assert self.case.next_look_at is None

    @invariant()
    def duties_belong_to_what_is_there(self) -> None:
        keys = [(duty.kind, duty.about) for duty in self.case.duties]
        assert len(keys) == len(set(keys))
        if self.case.assignment:
            assert self.case.duties_about(APPOINTMENT, self.case.assignment.seq)

    @invariant()
    def a_no_in_time_is_no_deviation(self) -> None:
        for duty in self.case.duties:
            if duty.kind is DutyKind.DEVIATION_REPLY:
                request = self.case.find_request(duty.about)
                assert request is not None
                assert request.overdue_on is not None

    @invariant()
    def an_offer_is_complete(self) -> None:
        for request in self.case.requests:
            if request.state is RequestState.OFFERED:
                assert request.offer is not None
                assert request.answered_by is not None


OneCase.TestCase.settings = settings(
    max_examples=150, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
test_whatever_people_press = OneCase.TestCase
