"""Story 3 on the page: nobody answers, and the clock is moved with its buttons."""

from tests.browser.steps import COORDINATOR, KE, LEADER, NUMBER, ask_south
from tests.browser.window import Window


async def test_reminders_the_alert_with_its_text_and_a_new_deadline(window: Window) -> None:
    await window.shows(KE, LEADER)
    ke, leader = window.person(KE), window.person(LEADER)
    await ask_south(ke)

    await window.moves("+1 uke", until="mandag 30. november 2026 kl. 09.00")
    await window.moves("+1 dag", until="tirsdag 1. desember 2026 kl. 09.00")
    await leader.card("Påminnelse: 4 arbeidsdager igjen").reads(f"Sak {NUMBER}", "Svar innen mandag 7. desember.")
    await window.moves("til neste frist", until="fredag 4. desember 2026 kl. 08.00")
    await leader.card("Påminnelse: 1 arbeidsdag igjen").reads(f"Sak {NUMBER}")
    await window.moves("til neste frist", until="mandag 7. desember 2026 kl. 08.00")
    await leader.card("Fristen er i dag").reads(f"Sak {NUMBER}")
    await window.moves("+1 dag", until="tirsdag 8. desember 2026 kl. 08.00")
    await leader.card("Fristen er ute").reads("Fristen var mandag 7. desember. KE har fått beskjed. Du kan fortsatt svare.")

    alert = ke.card("Svarfristen er ute")
    await alert.reads(f"Sak {NUMBER}", "Hjemmetjenesten sør har ikke svart", "3 påminnelser er sendt.", "Send avvik i Compilo.")
    await window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await alert.presses("Kopier")
    await alert.reads("Kopiert")
    copied = await window.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Avvik:")
    assert "\nVirksomhet: Hjemmetjenesten sør\n" in copied
    assert NUMBER not in copied

    await alert.fills("Avviksnummer", "8812")
    await alert.presses("Avvik er sendt")
    await alert.reads("nr. 8812")
    await alert.presses("Forleng fristen")
    await alert.fills("Ny svarfrist", "2026-12-14")
    await alert.presses("Gi ny frist")
    await ke.card("nr. 8812").reads("Ny frist er mandag 14. desember.")
    await leader.card("Forespørsel om koordinator").reads("Ny frist: mandag 14. desember.")


async def test_a_leader_who_does_not_react_is_mailed_and_the_rail_says_who_has_news(window: Window) -> None:
    await window.shows(KE, COORDINATOR)
    await ask_south(window.person(KE))
    rail = window.page.get_by_role("navigation", name="Hvem du ser")
    await rail.get_by_role("button", name=f"{LEADER} nytt").wait_for()
    await window.moves("+1 uke", until="mandag 30. november 2026 kl. 09.00")
    await window.page.get_by_role("button", name="E-post 1").click()
    panel = window.page.get_by_role("complementary", name="E-post")
    await panel.get_by_text("Til leder.sor@kommune.example").click()
    await panel.get_by_text("koordinerende enhet", exact=False).first.wait_for()
    assert NUMBER not in await panel.inner_text()


async def test_ke_reads_the_alert_and_withdraws_on_a_phone(phone: Window) -> None:
    ke = await phone.turns_to(KE)
    await ask_south(ke)
    await phone.moves("til neste frist", until="torsdag 26. november 2026 kl. 08.00")
    await phone.moves("+1 uke", until="torsdag 3. desember 2026 kl. 08.00")
    await phone.moves("+1 uke", until="torsdag 10. desember 2026 kl. 08.00")
    await ke.card("Svarfristen er ute").reads("Send avvik i Compilo.")
    await phone.is_in_order()
    await ke.card("Svarfristen er ute").presses("Trekk tilbake")
    leader = await phone.turns_to(LEADER)
    await leader.card("Trukket tilbake").reads("Du trenger ikke gjøre noe.")
