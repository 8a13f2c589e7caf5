"""After the welcome: the first conversation is asked about, meetings have a minimum, and nothing of content is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.casework import commands
from bot.casework.following_up import ask_days, count_meetings, meeting_days, silent_since, start_day
from bot.casework.model import FactKind, Pause
from bot.casework.outcome import Kind, News, Why
from bot.casework.reporting import follows
from tests.casework.deciding import ADA, KE, LEADER, Deciding, settle_in


def welcomed(profile: str = "standard") -> Deciding:
    case = settle_in(profile).appoints()
    if not any(message.kind is Kind.WELCOME for message in case.said):
        case.does(commands.SendWelcome(), KE)
    return case


def told(case: Deciding) -> list[int]:
    return [message.to for message in case.said if message.data.get("news") == News.NOT_STARTED.value]


@pytest.mark.row("S0-30")
def test_the_first_conversation_is_asked_for_after_two_weeks_and_ke_is_told_after_four() -> None:
    case = welcomed()
    assert start_day(case.case, case.municipality.follow_up) == date(2026, 12, 7)
    assert told(case.passes(days=27)) == []
    assert told(case.passes(days=60)) == [KE]


def test_a_municipality_decides_whether_the_question_is_repeated_and_when_ke_is_told() -> None:
    case = welcomed()
    rules = case.municipality.follow_up
    assert ask_days(case.case, rules) == (date(2026, 12, 7), date(2026, 12, 14))
    once = rules.model_copy(update={"start": rules.start and rules.start.model_copy(update={"repeat_after_days": None})})
    assert ask_days(case.case, once) == (date(2026, 12, 7),)
    assert ask_days(case.case, rules.model_copy(update={"start": None})) == ()
    case.municipality = case.municipality.model_copy(update={"follow_up": once})
    case.does(commands.AskGuidance(), ADA)
    assert told(case.passes(days=20)) == []
    assert told(case.passes(days=2)) == [KE], "one week after the only question"


def test_nobody_is_asked_who_has_reported_it_or_whose_case_rests() -> None:
    held = welcomed().does(commands.StartAssignment(date(2026, 11, 23)), ADA).passes(days=60)
    resting = welcomed().does(commands.PauseCase(date(2027, 6, 1)), ADA).passes(days=60)
    assert told(held) == told(resting) == []


@pytest.mark.row("S2-15", "S2-16")
def test_a_group_that_meets_must_meet_again_within_a_year_and_nothing_is_asked_before_it_has_met() -> None:
    case = welcomed("aas")
    rules = case.municipality.follow_up
    assert list(meeting_days(case.case, rules)) == []
    case.does(commands.ReportFact(FactKind.MEETING, date(2026, 11, 20), what="group"), ADA)
    case.does(commands.ReportFact(FactKind.MEETING, date(2026, 11, 22), what="cooperation"), ADA)
    assert [(day, code) for day, code in meeting_days(case.case, rules)] == [(date(2027, 11, 20), "group")]
    case.does(commands.ReportFact(FactKind.MEETING, date(2026, 11, 10), what="group"), ADA)
    assert [day for day, _ in meeting_days(case.case, rules)] == [date(2027, 11, 20)], "an earlier one that is told later counts no less"
    closed = replace(case.case, closed_at=case.now)
    closing = case.does(commands.ReportClosure("goals_met"), ADA).case
    assert [*meeting_days(closed, rules), *meeting_days(closing, rules)] == []


@pytest.mark.row("S4-16", "S4-17", "S4-18", "S4-19", "S3-21")
def test_meetings_are_counted_by_sort_and_year_and_nothing_of_them_is_kept() -> None:
    case = welcomed("aalesund")
    for day, what in ((date(2026, 11, 2), "cooperation"), (date(2026, 11, 3), "coordination"), (date(2026, 11, 9), "cooperation")):
        case.does(commands.ReportFact(FactKind.MEETING, day, what=what), ADA)
    assert count_meetings(case.case, case.municipality.follow_up, 2026) == {"coordination": 1, "cooperation": 2}
    assert count_meetings(case.case, case.municipality.follow_up, 2027) == {"coordination": 0, "cooperation": 0}


@pytest.mark.row("S3-27", "S2-23", "S3-15")
def test_an_evaluation_and_a_next_meeting_lie_ahead() -> None:
    case = welcomed("heroy")
    for kind in (FactKind.EVALUATION, FactKind.NEXT_MEETING):
        assert case.refuses(commands.ReportFact(kind, date(2026, 11, 1)), ADA) == Why.DATE_PAST
        case.does(commands.ReportFact(kind, date(2027, 1, 11)), ADA)


@pytest.mark.row("S0-32", "S4-24", "S3-12", "S1-04")
def test_a_consent_is_a_day_and_whether_it_was_sent_and_never_lies_ahead() -> None:
    case = welcomed()
    ahead = case.now.date() + timedelta(days=1)
    for kind in (FactKind.CONSENT, FactKind.CONSENT_SENT):
        assert case.refuses(commands.ReportFact(kind, ahead), ADA) == Why.DATE_IN_FUTURE
        case.does(commands.ReportFact(kind, case.now.date()), ADA)


@pytest.mark.row("S0-33", "S0-06", "S4-14", "S3-22", "S1-10")
def test_the_plan_is_yes_no_or_not_settled_and_the_case_stays_open() -> None:
    case = welcomed()
    for answer in (None, False, True):
        case.does(commands.ReportFact(FactKind.PLAN, answer=answer), ADA)
    newest = case.case.newest_fact(FactKind.PLAN)
    assert newest
    assert newest.answer is True
    assert case.case.closed_at is None


@pytest.mark.row("S0-34", "S1-07", "S4-35")
def test_a_case_nobody_has_spoken_of_for_long_is_named_where_the_municipality_says_so() -> None:
    case = welcomed()
    rules = case.municipality.follow_up.model_copy(update={"status_months": 6})
    firsts = [date(2027 + month // 12, month % 12 + 1, 1) for month in range(24)]
    asked = [first.isoformat()[:7] for first in firsts if silent_since(case.case, rules, first)]
    assert asked == ["2027-06", "2027-12", "2028-06", "2028-12"], "once for each span, and no span is missed"
    fifth, every = rules.model_copy(update={"status_months": 5}), rules.model_copy(update={"status_months": 1})
    assert [first.isoformat()[:7] for first in firsts[:12] if silent_since(case.case, fifth, first)] == ["2027-05", "2027-10"]
    assert silent_since(case.case, every, date(2026, 12, 1)) is None, "it was spoken of last month"
    assert silent_since(case.case, every, date(2027, 1, 1)) == date(2026, 11, 23)
    resting = replace(case.case, pause=Pause(1, date(2027, 9, 1), case.now, KE))
    assert silent_since(resting, rules, date(2027, 6, 1)) is None
    case.now += timedelta(days=100)
    case.does(commands.ReportFact(FactKind.MEETING, case.now.date()), LEADER)
    assert silent_since(case.case, rules, date(2027, 6, 1)) is None
    assert silent_since(case.case, rules, date(2027, 10, 1)) == case.now.date()
    assert silent_since(case.case, case.municipality.follow_up, date(2027, 10, 1)) is None, "off unless the municipality says so"


@pytest.mark.row("S4-24", "S2-13", "S1-04")
def test_a_consent_that_is_sent_to_ke_is_ke_s_to_register_once_whichever_is_reported_first() -> None:
    for profile in ("aas", "aalesund"):
        case = welcomed(profile)
        case.does(commands.ReportFact(FactKind.CONSENT_SENT, case.now.date()), ADA)
        assert case.owes().count("consent_journal") == 1
        case.does(commands.ReportFact(FactKind.CONSENT, case.now.date(), True), ADA)
        assert case.owes().count("consent_journal") == 1
        case.does(commands.UndoFact(FactKind.CONSENT), ADA)
        assert "consent_journal" in case.owes(), "what was sent is still on its way"
        case.does(commands.UndoFact(FactKind.CONSENT_SENT), ADA)
        assert "consent_journal" not in case.owes()


@pytest.mark.row("S0-06", "S4-41")
def test_a_plan_that_is_not_settled_gives_nobody_anything_to_do() -> None:
    elsewhere, case = (welcomed(profile).does(commands.ReportFact(FactKind.PLAN), ADA) for profile in ("aalesund", "aas"))
    assert not {"plan_created", "no_plan_form"} & {*case.owes(), *elsewhere.owes()}
    for answer in (True, None, True):
        case.does(commands.ReportFact(FactKind.PLAN, answer=answer, day=None if answer is None else case.now.date()), KE)
        case.now += timedelta(days=1)
    assert case.owes().count("plan_created") == 1, "the same yes is one duty, whatever was in between"


def test_whoever_changes_their_mind_about_a_plan_or_a_consent_is_news_each_time_and_the_same_again_is_none() -> None:
    def hear(kind: FactKind, *answers: bool) -> list[str | None]:
        case, heard = welcomed("aas"), []
        for answer in answers:
            case.now += timedelta(days=1)
            case.does(commands.ReportFact(kind, case.now.date(), answer), ADA)
            heard.append(follows(case.case, case.case.facts[-1]))
        return heard

    assert hear(FactKind.PLAN, True, False, True) == ["plan", "no_plan", "plan"]
    assert hear(FactKind.PLAN, True, True, False, False, True, True) == ["plan", None, "no_plan", None, "plan", None]
    assert hear(FactKind.CONSENT, True, False, True) == ["consent", None, "consent"]
    assert hear(FactKind.CONSENT, True, True, False, False, True, True) == ["consent", None, None, None, "consent", None]


@pytest.mark.row("S2-15")
def test_a_group_is_established_by_a_word_or_a_meeting_and_asked_about_no_more_when_it_ends_or_the_case_rests() -> None:
    case = welcomed("aas")
    case.does(commands.ReportFact(FactKind.GROUP, date(2026, 11, 20), True, "group"), ADA)
    assert case.case.meet_by == date(2027, 11, 20)
    case.does(commands.ReportFact(FactKind.MEETING, date(2026, 11, 22), what="group"), ADA)
    assert case.case.meet_by == date(2027, 11, 22)
    case.does(commands.PauseCase(date(2027, 6, 1)), ADA)
    assert case.case.meet_by is None
    case.does(commands.ResumeCase(), ADA)
    case.does(commands.ReportFact(FactKind.GROUP, answer=False, what="group"), ADA)
    assert case.case.meet_by is None
    elsewhere = welcomed("standard").does(commands.ReportFact(FactKind.GROUP, date(2026, 11, 20), True, "group"), ADA)
    assert elsewhere.case.meet_by is None, "no minimum here"
