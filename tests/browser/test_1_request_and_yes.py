"""Story 1 on the page: KE opens a case, a leader says yes, the coordinator is welcomed, KE ticks off."""

from playwright.async_api import expect

from tests.browser.steps import COORDINATOR, KE, LEADER, NUMBER, OTHER_KE, ask_south, fill_in_yes, say_yes
from tests.browser.window import Window

FOCUSED = """() => {
    const at = document.activeElement, ids = at.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const texts = ids.length ? ids.map((id) => document.getElementById(id)) : [...(at.labels?.length ? at.labels : [at])];
    return [at.getAttribute("aria-label") ?? texts.map((of) => of.innerText).join(" "), at.matches(":focus-visible")];
}"""


async def test_from_one_line_to_a_welcomed_coordinator(window: Window) -> None:
    await window.shows(KE, LEADER, COORDINATOR)
    ke, leader, ada = window.person(KE), window.person(LEADER), window.person(COORDINATOR)

    await ask_south(ke)
    request = leader.card("Forespørsel om koordinator")
    await request.reads(f"Sak {NUMBER}", "Svar innen mandag 7. desember.")
    await request.presses("Ja, vi finner koordinator")
    await request.presses("Send svaret")
    await request.reads("Svar ja eller nei.")
    await request.presses("Ja, vi finner koordinator")
    receipt = await say_yes(leader)
    await receipt.reads(f"Sak {NUMBER}", "Gjenstår for deg: bestille tilganger")

    duties = ke.card("Oppgaver etter oppnevning")
    await duties.reads("Ada er koordinator, Hjemmetjenesten sør.", "0 av 8 er gjort.")
    await duties.ticks("Ringt brukeren eller pårørende")
    await duties.ticks("Ført koordinator i PROFIL")
    await duties.presses("Lagre")
    await duties.reads("2 av 8 er gjort.")
    await expect(ada.card("Du er oppnevnt som koordinator").box).to_have_count(0)
    await duties.presses("Send velkomst")
    await duties.reads("Velkomsten ble sendt mandag 23. november kl. 09.00.")

    welcome = ada.card("Du er oppnevnt som koordinator")
    await welcome.reads(f"Sak {NUMBER}", "Få signert samtykke før du henter eller deler opplysninger.")
    await welcome.presses("Jeg er i gang")
    await welcome.presses("Meld fra")
    await ada.card("Du er koordinator").reads("Du meldte mandag 23. november at du er i gang.")

    await duties.presses("Alt gjort i dag")
    await ke.card("Alt er gjort").reads(f"Sak {NUMBER}.")


async def test_two_members_of_ke_see_the_same_card_change(window: Window) -> None:
    await window.shows(KE, OTHER_KE, LEADER)
    await ask_south(window.person(KE))
    await say_yes(window.person(LEADER))
    hers, his = (window.person(each).card("Oppgaver etter oppnevning") for each in (KE, OTHER_KE))
    await hers.ticks("Skrevet journalnotat")
    await hers.presses("Lagre")
    await his.reads("1 av 8 er gjort.", "Skrevet journalnotat: mandag 23. november, Kari, koordinerende enhet")


async def test_what_is_chosen_on_one_card_stays_when_another_card_asks_the_same(window: Window) -> None:
    await window.shows(KE)
    ke = window.person(KE)
    await ke.says("ny sak 2026-0417 vedtak 20.11.2026")
    first = ke.card("Ny sak")
    await first.chooses("Barnekoordinator")
    await ke.says("ny sak 2026-0418 vedtak 20.11.2026")
    forms = ke.chat.get_by_role("listitem").filter(has_text="Vedtaksdato")
    await expect(forms).to_have_count(2)
    await expect(forms.first.get_by_role("radio", name="Barnekoordinator")).to_be_checked()


async def test_by_keyboard_alone(window: Window) -> None:
    await window.shows(KE, LEADER)
    await ask_south(window.person(KE))
    leader, page = window.person(LEADER), window.page
    request = leader.card("Forespørsel om koordinator")
    await leader.chat.get_by_role("region", name=f"Meldinger, {LEADER}").focus()

    await go_to(window, "Ja, vi finner koordinator")
    await page.keyboard.press("Enter")
    await go_to(window, "Hvem blir koordinator?")
    await page.keyboard.type("Ada")
    await go_to(window, "Ja")
    await page.keyboard.press("Space")
    await go_to(window, "Jeg har informert koordinatoren")
    await page.keyboard.press("Space")
    await expect(request.box.get_by_role("checkbox", name="Jeg har informert koordinatoren")).to_be_checked()
    await go_to(window, "Send svaret")
    await page.keyboard.press("Enter")
    await leader.card("Svart: ja").reads("Koordinator er Ada.")
    await go_to(window, "Tilganger er bestilt")
    await page.keyboard.press("Enter")
    await expect(leader.chat.get_by_role("button", name="Tilganger er bestilt")).to_have_count(0)


async def go_to(window: Window, name: str) -> None:
    """Press Tab until what has this name has the focus, and can be seen to have it."""
    await window.is_idle()
    passed = []
    for _ in range(30):
        await window.page.keyboard.press("Tab")
        here, is_seen = await window.page.evaluate(FOCUSED)
        passed.append(here)
        if here.replace("*", "").strip() == name:
            assert is_seen
            return
    raise AssertionError(f"{name!r} cannot be reached by the keyboard, only {passed}")


async def test_a_leader_answers_on_a_phone(phone: Window) -> None:
    ke = await phone.turns_to(KE)
    await ask_south(ke)
    await phone.is_in_order()
    leader = await phone.turns_to(LEADER)
    request = leader.card("Forespørsel om koordinator")
    await fill_in_yes(request)
    await phone.is_in_order()
    await request.presses("Send svaret")
    await leader.card("Svart: ja").reads("Koordinator er Ada.")
    ke = await phone.turns_to(KE)
    duties = ke.card("Oppgaver etter oppnevning")
    await duties.presses("Vis tekster")
    await ke.card("Tekster å kopiere").reads("E-post til koordinatoren")
    await phone.is_in_order()
    await duties.presses("Alt gjort i dag")
    await ke.card("Alt er gjort").reads(f"Sak {NUMBER}.")
