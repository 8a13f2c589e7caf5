"""The e-mail of a decision, pasted into the chat: number, date and suggestion are understood, and nothing else is kept."""

from datetime import date

import pytest
from listening import KE, slots_of

from bot.dialogs.understand import understand

MAILS = {
    "one line": (
        "Hei, vedtak om koordinator er fattet 20. november 2026. Løpenummer: 2026-0460. Forslag til koordinator: Ada. Mvh saksbehandler",
        {"case": "2026-0460", "decision_date": "2026-11-20", "person": "Ada"},
    ),
    "headers and a signature": (
        """Til: Koordinerende enhet
Fra: Saksbehandler, Bestillerkontoret
Emne: Vedtak om koordinator
Sendt: mandag 23. november 2026 08:12

Hei

Det er fattet vedtak om koordinator og individuell plan 18.11.2026.
Løpenummer: 2026-0461
Forslag til koordinator: Frid, Hjemmetjenesten nord

Med vennlig hilsen
Testa Testesen
Saksbehandler
Telefon 00 00 00 00
""",
        {"case": "2026-0461", "decision_date": "2026-11-18", "person": "Frid"},
    ),
    "nynorsk": (
        """Frå: Bestillarkontoret
Til: Koordinerande eining
Emne: Vedtak om koordinator, 2026-0462

Hei!
Vedtak om koordinator blei gjort 16. november. Løpenummeret er 2026-0462.
Framlegg til koordinator: Bo

Venleg helsing
Bestillarkontoret
""",
        {"case": "2026-0462", "decision_date": "2026-11-16", "person": "Bo"},
    ),
    "a child coordinator and a unit": (
        "Hei\nVedlagt vedtak om barnekoordinator, datert 12.11.26, løpenr 2026 0463. Vi foreslår Barnehage øst.\nHilsen saksbehandler",
        {"case": "2026-0463", "decision_date": "2026-11-12", "unit": "Barnehage øst", "type": "barnekoordinator"},
    ),
    "no suggestion": (
        "Subject: SV: vedtak\nHei, sjå vedtak av 19.11.2026 for løpenummer 2026-0464. Har ikkje noko framlegg.\nMvh",
        {"case": "2026-0464", "decision_date": "2026-11-19"},
    ),
    "a name the bot does not know": (
        "Hei KE\nLøpenummer 2026-0465\nVedtaksdato 17.11.2026\nForslag til koordinator: Kari Testesen\nMvh",
        {"case": "2026-0465", "decision_date": "2026-11-17", "person": "Kari Testesen"},
    ),
    "a sent date that is not the decision's": (
        "Fra: Saksbehandler\nSendt: 23.11.2026 10:00\nTil: KE\n\nHei\nLøpenummer 2026-0466. Vedtaksdato: 10.11.2026.\nHilsen meg",
        {"case": "2026-0466", "decision_date": "2026-11-10"},
    ),
    "words about the user": (
        "Hei\nBrukeren Testus Testesen på 7 år har fått vedtak 20.11.2026. Mor heter Testa.\nLøpenummer: 2026-0467\nMvh Testine",
        {"case": "2026-0467", "decision_date": "2026-11-20"},
    ),
    "two numbers are a question": (
        "Hei\nVedtak 20.11.2026 for løpenummer 2026-0468 og løpenummer 2026-0469.\nMvh",
        {"candidates": "2026-0468,2026-0469", "decision_date": "2026-11-20"},
    ),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_pasted_mail_opens_a_case_with_exactly_this(name: str) -> None:
    text, expected = MAILS[name]
    meaning = understand(text, KE).meaning
    assert meaning.intent == "open_case"
    assert slots_of(meaning) == expected


def test_windows_line_ends_and_hard_spaces_change_nothing() -> None:
    text, expected = MAILS["headers and a signature"]
    pasted = text.replace("\n", "\r\n").replace("Løpenummer: ", "Løpenummer:\u00a0")
    assert slots_of(understand(pasted, KE).meaning) == expected


def test_another_mail_is_not_a_new_case() -> None:
    assert understand("Hei\nKan vi ta et møte om rutinene?\nMvh Testine", KE).meaning.intent != "open_case"


def test_a_decision_date_to_come_is_kept_so_that_it_can_be_refused() -> None:
    text = "Hei\nVedtak 1.12.2026.\nLøpenummer: 2026-0470\nMvh"
    assert understand(text, KE).meaning.decision_date == date(2026, 12, 1)
