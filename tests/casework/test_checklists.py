"""A coordinator's checklist holds what the municipality's own document asks."""

import pytest

from bot.profiles import read_profile

ASKED = {
    "standard": ["oppstartssamtale", "samtykke før du henter", "utkast til mål", "etter hvert møte", "behovet er endret", "Før journal"],
    "retningslinje": ["samtykker til oppstart", "hvilke tjenester", "innkall til og led", "framdrift", "samordne", "livsfaser"],
    "aas": [
        "medvirke", "samtykke før", "behovet for møter", "hvem som er faste", "Innkall skriftlig", "skriver referat", "i første møte",
        "neste dato", "tilgang til og opplæring i", "evaluer", "trenger ikke være med", "på vegne av", "andre kan vente av deg",
    ],
    "heroy": [
        "Vær kontaktperson for", "Informer om rollen", "Registrer ny plan", "initialer", "hva som er viktig", "også når noen ny blir med",
        "under 16 år, samtykker foresatte", "felles mål", "gi dem opplæring", "Innkall til og led", "din egen rolle",
    ],
    "aalesund": [
        "muntlig eller skriftlig", "på papir eller elektronisk", "blir skrevet referat", "store og sammensatte behov", "overganger",
        "led planleggingen", "får informasjon og medvirker", "viktige mål framover", "tilpasset bolig",
    ],
}  # fmt: skip


@pytest.mark.row("S2-04", "S2-26", "S3-03")
@pytest.mark.row("S0-31", "S0-34", "S1-03", "S1-04", "S1-05", "S1-06", "S2-05", "S2-06", "S2-07", "S2-14", "S2-16")
@pytest.mark.row("S2-17", "S3-07", "S3-09", "S3-11", "S3-12", "S3-13", "S3-14", "S3-18", "S4-19", "S4-22", "S4-25", "S4-36")
@pytest.mark.parametrize("profile", ASKED)
def test_each_checklist_has_what_its_source_asks_of_a_coordinator(profile: str) -> None:
    lists = read_profile(profile).follow_up.checklists
    lines = "\n".join(line.nb for each in lists for line in each.lines).lower()
    assert [asked for asked in ASKED[profile] if asked.lower() not in lines] == []
    assert all(line.nb != "" != line.nn for each in lists for line in each.lines)
    assert all(len(each.lines) <= 10 for each in lists), "short enough to read on a phone"
