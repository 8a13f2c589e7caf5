"""Whatever people press in whatever order, and however time passes, some things stay true of a case."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.casework import commands
from bot.casework.deadlines import OSLO, WorkCalendar, oslo_date
from bot.casework.decide import decide, open_case
from bot.casework.duties import APPOINTMENT, CLOSE, PAUSE, RESUME
from bot.casework.model import (
    Acceptance,
    Case,
    Directory,
    DutyKind,
    EndReason,
    FactKind,
    HandoverReason,
    HandoverState,
    Named,
    Person,
    Phase,
    RequestState,
    Unit,
)
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
MOSTLY_CONCERNED = st.sampled_from([ADA, ADA, EVEN, SOUTH, SOUTH, NORTH, STAND_IN, KARI, KARI, GUEST])
ANYBODY = st.sampled_from(list(DIRECTORY.people))
BACK = st.sampled_from([0, 0, 0, 0, 1, 2])
"""Which request: the newest, or one or two before it."""
DAYS_AHEAD = st.integers(-3, 40)


class OneCase(RuleBasedStateMachine):
    """One case from its opening on, pressed at by everybody."""

    @initialize(decided_days_ago=st.integers(0, 100), named=st.booleans())
    def open(self, decided_days_ago: int, named: bool) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=OSLO)
        self.messages: list[Message] = []
        self.clock_messages: list[Message] = []
        decided = open_case(commands.OpenCase("2026-0417", oslo_date(self.now) - timedelta(days=decided_days_ago)), 1, self.situation(KARI))
        assert isinstance(decided, Decision)
        self.case: Case = decided.case
        self.messages += decided.messages
        if named:
            self.do(KARI, commands.SendRequest(1))
            self.do(SOUTH, commands.Accept(1, Acceptance(Named(ADA), True, True)))
            assert self.case.assignment

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
                commands.UndoLastTick(frozenset({DutyKind.PHONE, DutyKind.DEVIATION_REPLY}), request),
                commands.SendWelcome(),
                commands.TakeCase(),
            ][which],
        )

    @rule(actor=ANYBODY, which=st.integers(0, 4))
    def others_act(self, actor: int, which: int) -> None:
        self.do(
            actor,
            [
                commands.ReplaceCoordinator(Named(EVEN), True, True),
                commands.Dispute(),
                commands.StartAssignment(),
                commands.AskGuidance(),
                commands.ReopenCase(),
            ][which],
        )

    @rule(actor=MOSTLY_CONCERNED, reason=st.sampled_from(HandoverReason), days=st.none() | DAYS_AHEAD, transfer=st.booleans())
    def report_handover(self, actor: int, reason: HandoverReason, days: int | None, transfer: bool) -> None:
        self.do(actor, commands.ReportHandover(reason, self.day(days), ADA, transfer))

    @rule(actor=MOSTLY_CONCERNED, person=st.sampled_from([ADA, EVEN, GUEST, None]), days=st.none() | DAYS_AHEAD, informed=st.booleans())
    def name_successor(self, actor: int, person: int | None, days: int | None, informed: bool) -> None:
        named = Named(person) if person else Named(name="Tiril", service="PPT")
        self.do(actor, commands.NameSuccessor(named, self.day(days), informed=informed))

    @rule(actor=MOSTLY_CONCERNED, which=st.integers(0, 1))
    def settle_handover(self, actor: int, which: int) -> None:
        self.do(actor, [commands.RetractHandover(), commands.HasNoSuccessor()][which])

    @rule(actor=MOSTLY_CONCERNED, which=st.integers(0, 6), person=st.sampled_from([EVEN, GUEST]), days=DAYS_AHEAD)
    def stand_in(self, actor: int, which: int, person: int, days: int) -> None:
        first, last = oslo_date(self.now), oslo_date(self.now) + timedelta(days=days)
        done: list[commands.Command] = [
            commands.AskSubstitute(first, last, person),
            commands.NameSubstitute(person, first, last),
            commands.ExtendSubstitute(last),
            commands.ConfirmReturn(),
            commands.KeepSubstitute(),
            commands.EndSubstitute(),
            commands.TickHandedOn(frozenset({"meeting"})),
        ]
        self.do(actor, done[which])

    @rule(actor=MOSTLY_KE, days=DAYS_AHEAD, which=st.integers(0, 1))
    def look_ahead(self, actor: int, days: int, which: int) -> None:
        day = oslo_date(self.now) + timedelta(days=days)
        self.do(actor, [commands.ChangeOverlap(day), commands.SetLookAgain(day)][which])

    @rule(actor=MOSTLY_CONCERNED, which=st.integers(0, 3), months=st.integers(-1, 5))
    def end_or_rest(self, actor: int, which: int, months: int) -> None:
        month = (oslo_date(self.now).replace(day=1) + timedelta(days=31 * months)).replace(day=1)
        done = [commands.ReportClosure("goals_met"), commands.RetractClosure(), commands.PauseCase(month), commands.ResumeCase()]
        self.do(actor, done[which])

    @rule(
        actor=MOSTLY_KE,
        kinds=st.sampled_from([CLOSE, PAUSE, RESUME]),
        some=st.sampled_from([False, False, True]),
        undo=st.sampled_from([False, False, True]),
    )
    def tick_registers(self, actor: int, kinds: frozenset[DutyKind], some: bool, undo: bool) -> None:
        about = self.case.closings if kinds == CLOSE else self.case.pauses
        chosen = frozenset(sorted(kinds)[:1]) if some else kinds
        self.do(actor, commands.UndoLastTick(chosen, about) if undo else commands.TickDuties(chosen, about))

    @rule(actor=MOSTLY_CONCERNED, kind=st.sampled_from(FactKind), days=st.none() | DAYS_AHEAD, which=st.integers(0, 3))
    def report(self, actor: int, kind: FactKind, days: int | None, which: int) -> None:
        fact = commands.ReportFact(kind, self.day(days), None if days else True)
        self.do(actor, [fact, commands.UndoFact(kind), commands.AskDiscussion(), commands.ReportCapacity()][which])

    def day(self, days: int | None) -> date | None:
        return None if days is None else oslo_date(self.now) + timedelta(days=days)

    @invariant()
    def one_request_waits_and_nobody_is_asked_while_somebody_is_in_place(self) -> None:
        assert sum(request.live for request in self.case.requests) <= 1
        if self.case.request and self.case.assignment:
            assert self.case.handover, "unless KE looks for a successor"
            assert self.case.handover.state is HandoverState.KE

    @invariant()
    def two_are_coordinators_only_until_one_relieves_the_other(self) -> None:
        in_place = [assignment for assignment in self.case.assignments if assignment.ended_at is None]
        assert len(in_place) <= 2
        if len(in_place) == 2:
            assert in_place[0].ends_on
            assert in_place[0].ends_on >= (in_place[1].starts_on or in_place[0].ends_on)
        assert all(assignment.ends_on is None for assignment in in_place[-1:]), "the last one stays"

    @invariant()
    def nobody_is_let_go_before_somebody_else_is_in_place(self) -> None:
        for assignment in self.case.assignments:
            if assignment.end_reason is EndReason.HANDED_OVER:
                later = (each for each in self.case.assignments if each.seq > assignment.seq)
                took_over = (None, EndReason.HANDED_OVER, EndReason.CASE_CLOSED)
                assert any(each.end_reason in took_over for each in later)

    @invariant()
    def a_handover_without_successor_is_about_the_coordinator_in_place(self) -> None:
        waiting = [handover for handover in self.case.handovers if handover.open]
        assert len(waiting) <= 1
        for handover in waiting:
            assert self.case.assignment
            assert self.case.assignment.seq == handover.assignment

    @invariant()
    def somebody_acts_only_for_a_coordinator_who_is_in_place(self) -> None:
        waiting = [each for each in self.case.substitutes if each.open]
        assert len(waiting) <= 1
        for each in waiting:
            assigned = self.case.find_assignment(each.assignment)
            assert assigned
            assert assigned.ended_at is None

    @invariant()
    def a_closed_case_is_closed_in_every_part(self) -> None:
        if self.case.closed_at:
            assert (self.case.assignment, self.case.request, self.case.handover) == (None, None, None)
            assert (self.case.closing, self.case.pause) == (None, None)
            assert not any(request.state is RequestState.OFFERED for request in self.case.requests)

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
        elif any(
            (
                self.case.assignment and self.case.assignment.ends_on,
                self.case.handover and self.case.handover.state is HandoverState.LEADER and not self.case.handover.ke_told_on,
                self.case.pause and not self.case.pause.asked_on,
                self.case.pause and not self.case.assignment and not self.case.three_months_on,
            )
        ):
            assert self.case.next_look_at, "a take-over, an answer or a month is waited for; a pause stops no clock"

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


AT_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def test_whatever_people_press() -> None:
    run_state_machine_as_test(OneCase, settings=settings(AT_ANY_SPEED, max_examples=600, stateful_step_count=40))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_whatever_people_press_for_long() -> None:
    run_state_machine_as_test(OneCase, settings=settings(AT_ANY_SPEED, max_examples=10_000, stateful_step_count=50))
