"""Deadlines: the law's table, Norwegian holidays, the two clock changes, and what holds for every date."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.deadlines import (
    WorkCalendar,
    appoint_deadline,
    closed_before,
    next_working_instant,
    oslo_date,
    oslo_instant,
    overdue_instant,
    public_holidays,
    reminder_days,
    reply_deadline,
    warning_days,
)
from bot.profiles import read_profile

RULES = read_profile("standard").deadlines
CALENDAR = WorkCalendar.of(RULES)
EIGHT = time(8)
days = st.dates(date(2025, 1, 1), date(2040, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "deadline"),
    [
        ("2026-11-23", "2026-12-07"),
        ("2026-12-11", "2026-12-28"),
        ("2026-12-18", "2027-01-04"),
        ("2027-03-11", "2027-03-30"),
        ("2027-04-22", "2027-05-07"),
        ("2027-05-03", "2027-05-18"),
        ("2026-11-28", "2026-12-14"),
    ],
)
def test_a_request_is_to_be_answered_two_weeks_later_or_on_the_next_working_day(sent: str, deadline: str) -> None:
    assert reply_deadline(day(sent), RULES.reply, CALENDAR) == day(deadline)


def test_a_profile_may_leave_the_reply_deadline_on_a_holiday() -> None:
    rules = RULES.reply.model_copy(update={"roll": "none"})
    assert reply_deadline(day("2026-12-11"), rules, CALENDAR) == day("2026-12-25")


@pytest.mark.parametrize(
    ("decided", "promised", "rolled"),
    [
        ("2026-11-17", "2027-02-17", "2027-02-17"),
        ("2026-11-30", "2027-02-28", "2027-03-01"),
        ("2027-02-17", "2027-05-17", "2027-05-18"),
        ("2027-11-30", "2028-02-29", "2028-02-29"),
        ("2026-05-31", "2026-08-31", "2026-08-31"),
    ],
)
def test_three_months_end_on_the_same_date_or_the_last_of_the_month_and_roll_only_if_told(decided: str, promised: str, rolled: str) -> None:
    assert appoint_deadline(day(decided), RULES.appoint, CALENDAR) == day(promised)
    rolling = RULES.appoint.model_copy(update={"roll": "next_working_day"})
    assert appoint_deadline(day(decided), rolling, CALENDAR) == day(rolled)


@pytest.mark.parametrize(
    ("year", "easter_and_after"),
    [
        (2026, ["04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25"]),
        (2027, ["03-25", "03-26", "03-28", "03-29", "05-06", "05-16"]),
        (2028, ["04-13", "04-14", "04-16", "04-17", "05-25", "06-04", "06-05"]),
    ],
)
def test_public_holidays_are_those_of_the_law(year: int, easter_and_after: list[str]) -> None:
    fixed = ["01-01", "05-01", "05-17", "12-25", "12-26"]
    assert public_holidays(year) == {day(f"{year}-{each}") for each in [*fixed, *easter_and_after]}


def test_christmas_eve_and_new_years_eve_are_working_days_unless_the_municipality_closes() -> None:
    eves = [day("2026-12-24"), day("2026-12-31")]
    assert all(CALENDAR.is_working(eve) for eve in eves)
    closed = WorkCalendar(frozenset(eves))
    assert not any(closed.is_working(eve) for eve in eves)
    assert closed.after(day("2026-12-23")) == day("2026-12-28")


def test_working_days_are_counted_from_the_day_after_and_to_the_day_itself() -> None:
    assert CALENDAR.count(day("2026-12-04"), day("2026-12-07")) == 1
    assert CALENDAR.count(day("2026-12-02"), day("2026-12-07")) == 3
    assert CALENDAR.count(day("2026-12-07"), day("2026-12-07")) == 0
    assert CALENDAR.count(day("2026-12-07"), day("2026-12-01")) == 0
    assert CALENDAR.count(day("2027-03-24"), day("2027-03-30")) == 1


def test_reminders_come_four_and_one_working_days_before_and_on_the_day() -> None:
    reminders = reminder_days(day("2026-12-07"), RULES.reply, CALENDAR, day("2026-11-23"))
    assert reminders == (day("2026-12-01"), day("2026-12-04"), day("2026-12-07"))


def test_reminders_step_over_easter() -> None:
    reminders = reminder_days(day("2027-03-30"), RULES.reply, CALENDAR, day("2027-03-11"))
    assert reminders == (day("2027-03-19"), day("2027-03-24"), day("2027-03-30"))


def test_a_request_is_never_reminded_of_on_the_day_it_was_sent() -> None:
    assert reminder_days(day("2026-12-07"), RULES.reply, CALENDAR, day("2026-12-04")) == (day("2026-12-07"),)


def test_on_a_deadline_that_was_left_on_a_holiday_the_last_reminder_comes_before_it() -> None:
    assert reminder_days(day("2026-12-25"), RULES.reply, CALENDAR, day("2026-12-11"))[-1] == day("2026-12-24")


def test_ke_is_warned_thirty_fourteen_and_seven_days_ahead_and_on_the_working_day_before() -> None:
    assert warning_days(day("2027-02-17"), RULES.appoint, CALENDAR) == (
        ("days_30", day("2027-01-18")),
        ("days_14", day("2027-02-03")),
        ("days_7", day("2027-02-10")),
        ("working_day_before", day("2027-02-16")),
    )


def test_a_warning_on_a_day_off_waits_for_the_next_working_day_but_not_past_the_deadline() -> None:
    assert warning_days(day("2027-05-17"), RULES.appoint, CALENDAR) == (
        ("days_30", day("2027-04-19")),
        ("days_14", day("2027-05-03")),
        ("days_7", day("2027-05-10")),
        ("working_day_before", day("2027-05-14")),
    )
    only_two = RULES.appoint.model_copy(update={"warnings": (2,), "working_day_before": False})
    assert warning_days(day("2027-03-28"), only_two, CALENDAR) == (("days_2", day("2027-03-24")),)


def test_of_two_warnings_on_one_day_the_later_stage_stays() -> None:
    rules = RULES.appoint.model_copy(update={"warnings": (4, 3, 2)})
    assert warning_days(day("2027-03-29"), rules, CALENDAR) == (("working_day_before", day("2027-03-24")),)


def test_that_a_deadline_passed_is_told_at_eight_on_the_next_working_day() -> None:
    assert overdue_instant(day("2026-12-04"), RULES, CALENDAR) == utc("2026-12-07 07:00")
    assert overdue_instant(day("2026-12-24"), RULES, CALENDAR) == utc("2026-12-28 07:00")
    assert overdue_instant(day("2026-06-12"), RULES, CALENDAR) == utc("2026-06-15 06:00")


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 05:59", "2026-11-23 06:00"),
        ("2026-11-23 06:00", "2026-11-23 06:00"),
        ("2026-11-23 15:59", "2026-11-23 15:59"),
        ("2026-11-23 16:00", "2026-11-24 06:00"),
        ("2026-11-27 20:00", "2026-11-30 06:00"),
        ("2026-11-22 23:30", "2026-11-23 06:00"),
        ("2027-03-24 16:30", "2027-03-30 05:00"),
        ("2026-03-28 12:00", "2026-03-30 05:00"),
        ("2026-10-23 18:00", "2026-10-26 06:00"),
    ],
)
def test_the_clock_speaks_only_inside_the_hours_of_a_working_day(now: str, then: str) -> None:
    assert next_working_instant(utc(now), RULES.hours, CALENDAR) == utc(then)


def test_an_oslo_date_begins_at_oslo_midnight_summer_and_winter() -> None:
    assert oslo_date(utc("2026-11-22 22:59")) == day("2026-11-22")
    assert oslo_date(utc("2026-11-22 23:00")) == day("2026-11-23")
    assert oslo_date(utc("2026-06-14 22:00")) == day("2026-06-15")


def test_eight_in_oslo_moves_in_utc_when_the_clocks_change() -> None:
    assert oslo_instant(day("2026-03-28"), EIGHT) == utc("2026-03-28 07:00")
    assert oslo_instant(day("2026-03-29"), EIGHT) == utc("2026-03-29 06:00")
    assert oslo_instant(day("2026-10-24"), EIGHT) == utc("2026-10-24 06:00")
    assert oslo_instant(day("2026-10-24"), EIGHT).tzinfo is UTC
    assert oslo_instant(day("2026-10-25"), EIGHT) == utc("2026-10-25 07:00")


def test_the_hour_that_is_skipped_and_the_hour_that_comes_twice_have_one_instant_each() -> None:
    assert oslo_instant(day("2026-03-29"), time(2, 30)) == utc("2026-03-29 01:30")
    assert oslo_instant(day("2026-10-25"), time(2, 30)) == utc("2026-10-25 00:30")


@given(days)
def test_a_reply_deadline_is_a_working_day_at_least_two_weeks_away_and_never_a_week_late(sent: date) -> None:
    deadline = reply_deadline(sent, RULES.reply, CALENDAR)
    assert CALENDAR.is_working(deadline)
    assert timedelta(days=14) <= deadline - sent < timedelta(days=21)


@given(days, st.integers(1, 30))
def test_stepping_and_counting_agree(start: date, n: int) -> None:
    assert CALENDAR.count(start, CALENDAR.after(start, n)) == n
    assert CALENDAR.count(CALENDAR.before(start, n) - timedelta(days=1), start - timedelta(days=1)) == n


@given(days)
def test_reminders_are_working_days_in_order_between_sending_and_deadline(sent: date) -> None:
    deadline = reply_deadline(sent, RULES.reply, CALENDAR)
    reminders = reminder_days(deadline, RULES.reply, CALENDAR, sent)
    assert len(reminders) == 3
    assert list(reminders) == sorted(set(reminders))
    assert all(sent < each <= deadline and CALENDAR.is_working(each) for each in reminders)


@given(days)
def test_warnings_are_working_days_in_order_before_the_deadline_and_none_is_early(decided: date) -> None:
    deadline = appoint_deadline(decided, RULES.appoint, CALENDAR)
    stages = warning_days(deadline, RULES.appoint, CALENDAR)
    assert [stage.day for stage in stages] == sorted({stage.day for stage in stages})
    assert all(CALENDAR.is_working(stage.day) and stage.day < deadline for stage in stages)
    assert stages[0].name == "days_30"
    assert (deadline - stages[0].day).days <= 30
    assert stages[-1].name == "working_day_before"


@given(days, st.times())
def test_the_next_working_instant_is_never_in_the_past_and_always_inside_the_hours(today: date, at: time) -> None:
    now = datetime.combine(today, at, UTC)
    then = next_working_instant(now, RULES.hours, CALENDAR)
    assert then >= now
    assert next_working_instant(then, RULES.hours, CALENDAR) == then
    assert CALENDAR.is_working(oslo_date(then))


def test_a_case_has_been_closed_for_a_month_at_midnight_after_the_day_a_month_later() -> None:
    now = oslo_instant(date(2026, 3, 31), time(12))
    assert closed_before(1, now) == oslo_instant(date(2026, 3, 1), time(0)), "28 February, that month's last day, is over"
    assert closed_before(12, now) == oslo_instant(date(2025, 4, 1), time(0))
    assert closed_before(0, now) == oslo_instant(date(2026, 4, 1), time(0))
