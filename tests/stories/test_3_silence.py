"""Story 3: nobody answers. Reminders in working hours, the alert with the text to paste, and KE's ways on."""

from datetime import datetime

import pytest

from bot.casework.deadlines import OSLO, WorkCalendar
from tests.stories.people import Here, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, reminders_of, say_yes


@pytest.mark.row("S0-11")
async def test_reminders_come_four_and_one_working_days_before_and_on_the_day(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-07 23:00")
    when = [f"{at:%d.%m. %H:%M}" for at in await reminders_of(leader)]
    assert when == ["01.12. 08:00", "04.12. 08:00", "07.12. 08:00"]


@pytest.mark.row("S0-12")
async def test_the_deadline_passes_and_both_are_told_the_next_morning(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-08 07:59")
    assert "Svarfristen er ute" not in await ke.reads()
    await here.moves_to("2026-12-08 08:00")
    alert = await ke.newest("Svarfristen er ute")
    text = words_of(alert)
    assert "Compilo" in text
    assert "KOORD-" in text
    assert NUMBER not in text.split("Referanse")[1].split("Strakstiltak")[0], "the text to paste carries the bot's own reference only"
    assert "Fristen var mandag 7. desember" in await leader.reads()
    assert "nr." not in await ke.presses("deviation_sent", on=alert, reference="")
    assert "Send avvik" in await ke.presses("undo_deviation", "Avvik sendt")
    await ke.presses("deviation_sent", "Send avvik", reference="")
    assert ", nr. 8812." in await ke.presses("deviation_sent", "Avvik sendt", reference="8812")


async def test_an_extended_deadline_is_watched_anew_and_the_deviation_stays(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-08 08:00")
    await ke.presses("extend", "Svarfristen er ute", deadline="2026-12-14")
    assert "mandag 14. desember" in (await leader.reads()).split("----")[-1]
    await here.moves_to("2026-12-15 08:00")
    alerts = [activity for activity in await ke.from_bot() if "Svarfristen er ute" in words_of(activity)]
    assert alerts
    assert "vvik" in await ke.says("sak 417")


async def test_ke_reminds_by_hand_once_a_day(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await ke.says("purr på 417")
    before = await leader.counts()
    await ke.presses("remind")
    assert await leader.counts() == before + 1
    refused = await ke.presses("remind")
    assert "i dag" in refused
    assert await leader.counts() == before + 1


async def test_ke_withdraws_and_the_leader_need_do_nothing(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await ke.presses("withdraw")
    assert "Trukket tilbake" in await leader.reads()
    before = await leader.counts()
    await here.moves_to("2026-12-10 12:00")
    assert await leader.counts() == before, "a withdrawn request reminds nobody"


async def test_a_leader_who_has_not_reacted_in_three_working_days_gets_one_neutral_mail(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-04 12:00")
    mails = [mail for mail in await here.mails() if leader.email in mail["to"]]
    assert len(mails) == 1
    assert NUMBER not in mails[0]["subject"] + mails[0]["text"]
    assert "417" not in mails[0]["subject"] + mails[0]["text"]


async def test_a_leader_who_blocked_the_bot_is_reported_at_once_and_mailed(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await here.post(f"/local/people/{leader.id}/block", blocked=True)
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert leader.name in await ke.reads()
    assert len(await here.mails()) == 1
    await here.post(f"/local/people/{leader.id}/block", blocked=False)
    assert NUMBER in await leader.reads(), "the request is waiting when the leader is back"


async def test_nobody_is_reminded_twice_a_day_nor_at_night_weekends_or_holidays(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    for number in ("2026-0417", "2026-0418", "2026-0419"):
        await open_case(ke, number)
        await ask_unit(ke, "Hjemmetjenesten sør", number)
        await here.passes(days=1)
    before = len(await leader.from_bot())
    await here.moves_to("2027-01-15 12:00")
    times = [datetime.fromisoformat(activity["timestamp"]).astimezone(OSLO) for activity in (await leader.from_bot())[before:]]
    mails = [datetime.fromisoformat(mail["timestamp"]).astimezone(OSLO) for mail in await here.mails() if leader.email in mail["to"]]
    days = [at.date() for at in times + mails]
    assert len(days) == len(set(days)), "one reminding message a day"
    assert all(WorkCalendar().is_working(day) for day in days)
    assert all(7 <= at.hour < 17 for at in times + mails)
    assert times


async def test_a_stand_in_gets_the_request_while_the_leader_is_away(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    stand_in = await here.person("Stedfortreder")
    await leader.says("jeg er borte til 11. desember")
    await leader.says("ja")
    await open_case(ke)
    assert "borte" in await ke.reads()
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert NUMBER in await stand_in.reads()
    assert "stedfortreder for" in await stand_in.reads()
    assert NUMBER not in await leader.reads()


@pytest.mark.row("S0-11")
async def test_every_reminder_becomes_the_receipt_when_the_request_is_answered(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-04 09:00")
    await say_yes(leader, "Ada", "Forespørsel om koordinator")
    cards = [words_of(activity) for activity in await leader.from_bot() if NUMBER in words_of(activity)]
    asked = [text for text in cards if "Dine oppgaver" not in text]
    assert len(asked) == 3
    assert all(text.startswith("Svart: ja") and "bestille tilganger" in text for text in asked), asked


async def test_an_extended_deadline_that_passes_too_is_told_with_both_dates(here: Here) -> None:
    ke = await here.person("Kari")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-08 08:00")
    await ke.presses("extend", "Svarfristen er ute", deadline="2026-12-14")
    assert "Svarfristen er forlenget" in await ke.reads()
    assert "Svarfristen er ute" not in await ke.reads()
    await here.moves_to("2026-12-15 08:00")
    alert = words_of((await ke.from_bot())[-1])
    assert "Fristen var mandag 7. desember. Ny frist var mandag 14. desember." in alert
    assert "Påminnelser: 01.12.2026, 04.12.2026 og 07.12.2026\n" in alert, "the deviation is about the first deadline"


async def test_a_promise_in_time_is_no_late_answer(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("promise")
    await here.moves_to("2026-12-07 09:00")
    assert "Dere svarte ja, navn gjenstår" in words_of(await leader.newest("Fristen er i dag"))
    await here.moves_to("2026-12-08 08:00")
    alert = words_of(await ke.newest("Svarfristen er ute"))
    assert "etter fristen" not in alert
    assert "Send avvik" not in alert


async def test_ke_withdraws_by_writing_it(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await ke.says("trekk forespørselen i 417")
    await ke.presses("withdraw", "Ta saken")
    assert "Trukket tilbake" in await leader.reads()


async def test_one_neutral_mail_is_enough_for_two_requests(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    for number in (NUMBER, "2026-0418"):
        await open_case(ke, number)
        await ask_unit(ke, "Hjemmetjenesten sør", number)
    await here.moves_to("2026-11-30 12:00")
    assert len([mail for mail in await here.mails() if leader.email in mail["to"]]) == 1


@pytest.mark.row("S0-11")
async def test_a_leader_who_is_back_gets_the_request_and_its_reminders_and_the_stand_in_no_more_of_them(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    stand_in = await here.person("Stedfortreder")
    await leader.says("jeg er borte til 27. november")
    await leader.says("ja")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await here.moves_to("2026-12-01 08:00")
    assert "Denne ble sendt mandag 23. november, mens du var borte." in words_of(await leader.newest("Denne ble sendt"))
    assert len(await reminders_of(leader)) == 1
    assert not await reminders_of(stand_in)
