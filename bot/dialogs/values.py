"""The values a slot can have (reasons, duties, documents, filters, topics), and the phrases that mean them."""

Table = tuple[tuple[str, str], ...]
"""A slot's values with the phrases that mean them, parted by semicolons; the first value that fits wins."""

HANDOVER_REASONS: Table = (
    ("leaving", "slutt; pensjon; ny|annen jobb|stilling; si opp"),
    ("absence", "permisjon; sykmeldt; borte; ferie; fravær; syk"),
    ("transition", "skole; barnehage; voksen; fyller; overgang"),
    ("cannot_follow_up", "ikke ... følge; kapasitet; ikke tid"),
)
DECLINE_REASONS: Table = (
    ("wrong_unit", "feil virksomhet|ENHET; hører; må|bør|skal ... ENHET; annen virksomhet; ikke vår; prøv ENHET"),
    ("conflict", "inhabil; i_slekt; i_familie; nevøen|niesen|naboen; kjenner bruker; kjenner familien"),
    ("no_capacity", "kapasitet; fullt; ikke_søren; ikke nok folk; ikke folk; ikke plass; ferie; for mye; sykmeldt; flere"),
    ("no_suitable", "passer; kompetanse"),
)
CLOSE_REASONS: Table = (
    ("died", "døde; gått bort; gå bort"),
    ("goals_met", "mål ... nådd; nådd ... mål"),
    ("moved", "flytter"),
    ("no_need", "ikke ... behov; ingen behov; behov ... borte|opphør|over; trenger ikke; ikke trenger"),
    ("declined_coordinator", "ønsker ikke; ikke ønsker; vil ikke; takket nei; sagt nei; bruker ... ikke ... koordinator; si fra seg"),
)
DUTIES: Table = (
    ("phone", "ringt; telefon; snakke ... bruker|pårørende"),
    ("information_letter", "informasjonsskriv"),
    ("letter", "brev"),
    ("journal_note", "journalnotat"),
    ("mail_journal", "postjournal"),
    ("iplos", "iplos"),
    ("record_system", "profil|fagsystem"),
    ("access", "tilgang"),
    ("informed", "informert; gi beskjed"),
    ("handbook", "håndbok"),
    ("register", "register|liste|excel|oversikt"),
    ("all", "alle gjort; alle er gjort"),
)
DOCS: Table = (
    ("deviation_appoint", "avvik ... tremånedersfrist; tremånedersfrist ... avvik; andre avvik"),
    ("deviation_reply", "avvik"),
    ("journal_note", "journalnotat"),
    ("record_line", "profil|fagsystem"),
    ("letter_more_time", "brev|brevtekst ... mer tid; mer tid"),
    ("letter_handover", "ny koordinator; bytt"),
    ("letter_appointed", "brev|brevtekst"),
)
FILTERS: Table = (
    ("closed", "avsluttede"),
    ("meetings", "møte"),
    ("answers", "ny svar; har si|svar|takk|takket nei|ja"),
    ("three_months", "tremånedersfrist; tre måneder"),
    ("overdue", "over frist|tid; frist ... gått ut; ut på frist; forfalt; for sen|seine; trege; frist er ute; frist ... ute"),
    ("without_coordinator", "uten|mangler|ikke ... koordinator"),
    ("without_plan", "ikke|uten|mangler ... plan; plan ... ikke|mangler|uavklart; ikke_plan"),
    ("waiting", "forespørsel; svar; venter; ubesvart; mail"),
    ("duties", "gjøremål; oppgave; gjøre; gjort; gjenstår; står igjen; haster"),
    ("deadlines", "frist"),
    ("unit", "ENHET; vi|vår|oss|våre"),
    ("all", "alle sak; åpne sak"),
    ("mine", "min sak; sak min; jeg"),
)
TOPICS: Table = (
    ("identity", "hvem er bruker; hva heter bruker|han|hun; navn på|til bruker"),
    ("bot", "hvem er du; er du ... robot|menneske|maskin|ki|ai"),
    ("privacy", "hva gjøre du med; lagrer du; hvem ser|kan_se; gdpr; personvern; fødselsnummer"),
    ("consent_form", "samtykkeskjema; skjema ... samtykke; samtykke"),
    ("handbook", "håndbok"),
    ("deviations", "avvik"),
    ("deadlines", "når|hvis|om ... ikke ... svar; når|hvis|om frist; frist gå ut"),
    ("number", "løpenummer"),
    ("say_yes", "hva ... når|hvis jeg|vi si|svar ja"),
    ("must_accept", "når|hvis jeg|vi si|svar nei; må|skal|kan vi|jeg ... ja|nei|ta|svar|si|nekte"),
    ("digest", "oversikt"),
    ("reminders", "purring; purr; minn; så mange melding; mas"),
    ("why_us", "hvorfor +vi|oss|akkurat; hvorfor få vi|jeg"),
    ("close", "avslutt; døde; flytter"),
    ("pause", "pause; midlertidig; opphør"),
    ("handover", "bytt; slutt; permisjon|sykmeldt|pensjon; overføring; ta over"),
    ("standin", "stedfortreder; ferie; borte"),
    ("delete", "slett"),
    (
        "contact",
        "hvem er ke; snakke med noen|en|et|person|menneske; hvem kan jeg|vi ring|kontakt|snakke|spør; hjelp av|fra ke; ke ... hvem; "
        "telefon|mail ... ke; ke ... telefon|mail; nå|få ... ke",
    ),
    ("open_case", "ny sak; opprett; nysak"),
    ("first_talk", "oppstartssamtale"),
    ("meetings", "møte"),
    ("plan", "plan"),
    ("access", "tilgang"),
    ("letters", "brev; informasjonsskriv"),
    ("training", "opplæring"),
    ("guidance", "veiledning"),
    ("reply", "svar; forespørsel"),
    ("deadlines", "frist; tremånedersfrist"),
    ("coordinator_role", "koordinator"),
    ("process", "ke; vedtak"),
)
ASKED_OF_A_CASE: Table = (
    ("standin", "stedfortreder; svar for meg|han|hun|PERSON"),
    ("meeting", "møte"),
    ("leader", "hvem ... leder"),
    ("coordinator", "hvem"),
)
ROLE_TOPIC = ("er koordinator", "koordinator ... gjøre", "oppgave ... koordinator", "koordinator ... oppgave", "gjøre ... koordinator")
