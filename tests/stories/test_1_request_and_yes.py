"""Story 1: KE opens a case, a leader says yes, the coordinator is welcomed, KE ticks off."""

import pytest

from tests.stories.people import Here, actions_of, words_of
from tests.stories.steps import NUMBER, ask_unit, open_case, say_yes


@pytest.mark.row("S0-03", "S0-10", "S0-16", "S0-18")
async def test_from_one_line_to_a_welcomed_coordinator(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")

    assert "Ny sak" in await ke.says("ny sak 2026-0417 vedtak 20.11.2026")
    choosing = await ke.presses("open_case")
    assert "Hvem skal få forespørselen?" in choosing
    assert "lørdag 20. februar" in choosing, "three months from the decision, not rolled"

    sent = await ask_unit(ke, "Hjemmetjenesten sør")
    assert "Sendt" in sent
    assert "mandag 7. desember" in sent

    request = await leader.newest("Forespørsel om koordinator")
    assert NUMBER in await leader.reads()
    receipt = await say_yes(leader, "Ada")
    assert "Svart: ja" in receipt
    assert "Ada" in receipt
    assert "Svart: ja" in (await leader.reads()), "the message itself is redrawn, for the other devices"
    assert (await leader.newest("Svart: ja"))["id"] == request["id"]

    duties = await ke.newest("Oppgaver etter oppnevning")
    assert "PROFIL" in await ke.presses("tick", on=duties, duties="phone,letter")
    assert await ada.counts() == 1, "Ada has been greeted, and not told before KE says so"
    await ke.presses("welcome", on=duties)
    welcome = await ada.newest("Du er oppnevnt som koordinator")
    assert NUMBER in await ada.reads()
    assert "samtykke" in await ada.reads()
    await ada.presses("started", on=welcome, first_talk_on="")

    done = await ke.presses("tick_all", on=duties)
    assert "Alt er gjort" in done


@pytest.mark.row("S0-13")
async def test_the_welcome_waits_until_the_leader_has_told_the_coordinator(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada", informed="false")
    before = await ada.counts()
    card = await ke.newest("Oppgaver etter oppnevning")
    assert "welcome" not in [action["verb"] for action in actions_of(card)]
    await leader.presses("tick_informed")
    await ke.presses("welcome")
    assert await ada.counts() == before + 1


@pytest.mark.row("S0-08")
async def test_a_form_opens_a_case_with_a_suggested_coordinator(here: Here) -> None:
    ke = await here.person("Kari")
    await ke.says("ny sak")
    card = await ke.presses(
        "open_case", number="2026/0440", decided_on="2026-11-20", type="koordinator", suggested=await ke.choice("suggested", "Ada")
    )
    assert "2026-0440" in card
    assert "Hjemmetjenesten sør" in card


@pytest.mark.row("S0-08")
async def test_a_pasted_mail_fills_in_the_form_and_nothing_else_is_kept(here: Here) -> None:
    ke = await here.person("Kari")
    form = await ke.says(
        "Fra: Saksbehandler\nEmne: Nytt vedtak\n\nHei,\nvedtak om koordinator er fattet 20. november 2026.\n"
        "Løpenummer: 2026-0451. Forslag til koordinator: Ada.\n\nMvh\nSaksbehandler"
    )
    assert "Ny sak" in form
    assert "2026-0451" in form
    assert "Hvem skal få forespørselen?" in await ke.presses("open_case")


async def test_a_leader_promises_a_name_and_gives_it_later(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert "avn" in await leader.presses("promise")
    assert NUMBER in (await ke.reads())
    assert "Svart: ja" in await say_yes(leader, "Bo")


@pytest.mark.parametrize(
    ("verb", "inputs", "told"),
    [("call_me", {}, "ring"), ("more_time", {"until": "2026-12-14"}, "mandag 14. desember")],
)
async def test_ke_hears_at_once_of_a_call_or_more_time(here: Here, verb: str, inputs: dict[str, str], told: str) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    before = await ke.counts()
    await leader.presses(verb, **inputs)
    assert await ke.counts() == before + 1
    assert told in (await ke.reads()).lower()


async def test_more_time_given_moves_the_deadline_and_tells_the_leader(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("more_time", until="2026-12-14")
    await ke.presses("extend", "mandag 14. desember", deadline="2026-12-14")
    assert "mandag 14. desember" in (await leader.reads()).split("----")[-1]


async def test_the_request_is_passed_on_and_the_deadline_stands(here: Here) -> None:
    ke, leader, cille = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Cille")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("pass_on", to_email=cille.email)
    assert "mandag 7. desember" in await cille.reads()
    assert "Svart: ja" in await say_yes(cille, "Ada")
    assert "Ada" in (await leader.reads()), "the leader's own card tells who answered"


@pytest.mark.row("S0-21")
async def test_someone_without_teams_is_named_by_name_and_service(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Barnehage øst")
    await open_case(ke)
    await ask_unit(ke, "Barnehage øst")
    await leader.presses("accept", external_name="Tiril", external_service="PPT", permanent="no", informed="true", access="false")
    reads = await ke.reads()
    assert "Tiril" in reads
    await ke.presses("show_texts", "Oppgaver etter oppnevning")
    assert "ekst" in await ke.reads()


async def test_a_wrong_name_is_replaced_and_the_wrong_persons_card_is_emptied(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    ada, bo = await here.person("Ada"), await here.person("Bo")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    await ke.presses("welcome")
    assert "ikke stemmer" in await ada.presses("dispute")
    assert "Ada" in (await leader.reads())
    await leader.presses("replace", person=await leader.choice("person", "Bo"), permanent="yes", informed="true")
    assert NUMBER not in (await ada.reads()), "the card says no more than that it is not for Ada"
    await ke.presses("welcome", "Bo")
    assert NUMBER in await bo.reads()


async def test_a_case_opened_after_three_months_says_so_at_once(here: Here) -> None:
    ke, other = await here.person("Kari"), await here.person("Nils")
    await open_case(ke, decided="2026-07-01")
    assert "3 måneder har gått" in await other.reads()


async def test_an_answer_in_nynorsk_for_who_wants_it(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    assert "nynorsk" in await leader.says("nynorsk")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    assert "Førespurnad om koordinator" in await leader.reads()


async def test_a_name_that_was_doubted_stands_when_the_leader_or_ke_says_so(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Ada")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    for who in (leader, ke):
        await ada.says("dette stemmer ikke")
        await ada.presses("dispute")
        assert "La navnet stå" in words_of(await ke.newest("Oppgaver etter oppnevning"))
        before = await ada.counts()
        await who.presses("uphold")
        assert await ada.counts() == before + 1
        assert "Oppnevningen din som koordinator gjelder fortsatt" in words_of((await ada.from_bot())[-1])
        for reader in (leader, ke):
            assert not [action for activity in await reader.from_bot() for action in actions_of(activity) if action["verb"] == "uphold"]
    assert "Navnet må avklares" not in await leader.reads()


async def test_ke_sees_that_a_promised_name_has_come(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("promise")
    assert "Send navnet innen mandag 7. desember" in await leader.reads()
    await say_yes(leader, "Bo")
    assert "har sendt navnet" in words_of(await ke.newest("Ja, navn kommer"))
    assert "har endret svaret" not in await ke.reads()


async def test_each_passing_on_is_told_as_it_was_and_whoever_is_not_in_teams_gets_an_e_mail(here: Here) -> None:
    ke, leader, cille = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Cille")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("pass_on", to_email=cille.email)
    assert "mine forespørsler" in await cille.says("hjelp"), "whoever is asked gets a leader's help"
    await cille.presses("pass_on", to_email="ny.leder@kommune.example")
    told = [words_of(activity) for activity in await ke.from_bot() if "Sendt videre" in words_of(activity)]
    assert "Leder, Hjemmetjenesten sør sendte forespørselen videre til Cille." in told[0]
    assert "Cille sendte forespørselen videre til ny.leder@kommune.example." in told[1]
    assert "Jeg når ikke ny.leder@kommune.example i Teams" in await ke.reads()
    assert [mail["to"] for mail in await here.mails()] == [["ny.leder@kommune.example"]]
    assert "Du får denne fra Leder, Hjemmetjenesten sør" not in await cille.reads()
    assert "Du sendte den videre til ny.leder@kommune.example" in await cille.reads()


async def test_a_name_that_ke_has_put_right_is_not_taken_back_by_the_leader(here: Here) -> None:
    ke, leader, bo = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør"), await here.person("Bo")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    receipt = await leader.newest("Svart: ja", verb="take_back")
    await ke.presses("replace", person=bo.id, permanent="yes", informed="true")
    assert "take_back" not in [action["verb"] for action in actions_of(await leader.newest("Svart: ja"))]
    taking = next(action for action in actions_of(receipt) if action["verb"] == "take_back")
    done = await here.post(f"/local/people/{leader.id}/actions", activityId=receipt["id"], action=taking, inputs={})
    assert "begynt på oppgavene" in str(done["response"])
    await bo.says("417")
    await bo.presses("dispute")
    assert "Bo sier at oppnevningen ikke stemmer" in words_of((await leader.from_bot())[-1]), "the leader is told, though KE gave the name"


async def test_a_welcome_that_was_sent_is_no_tick_to_take_back(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await say_yes(leader, "Ada")
    assert "Angre siste" not in await ke.presses("welcome")
    assert "Angre siste" in await ke.presses("tick", duties="phone")
    undone = await ke.presses("undo_tick")
    assert "1 av 8 er gjort" in undone


async def test_a_coordinator_whose_unit_cannot_look_the_case_up_hears_from_ke_whom_it_is_about(here: Here) -> None:
    ke, leader, ada = await here.person("Kari"), await here.person("Leder, Barnehage øst"), await here.person("Ada")
    await open_case(ke)
    await ask_unit(ke, "Barnehage øst")
    await leader.presses("accept", email=ada.email, permanent="yes", informed="true", access="true")
    await ke.presses("welcome")
    assert "Koordinerende enhet (KE) forteller deg utenfor Teams hvem det gjelder" in await ada.reads()


async def test_a_wish_for_more_time_that_is_refused_is_answered(here: Here) -> None:
    ke, leader = await here.person("Kari"), await here.person("Leder, Hjemmetjenesten sør")
    await open_case(ke)
    await ask_unit(ke, "Hjemmetjenesten sør")
    await leader.presses("more_time", until="2026-12-14")
    await ke.presses("refuse_time")
    answer = words_of((await leader.from_bot())[-1])
    assert "KE har svart: Fristen står." in answer
    assert "Svar innen mandag 7. desember" in answer
