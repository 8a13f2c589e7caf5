"""Which phrases mean which intent: the table that decides, written in the notation of `phrases`.

A weight of 9 is unmistakable, 7 strong, 5 enough alone; the heaviest wins, and two that weigh nearly the same are asked about.
An act is not meant when its clause has a negation the phrase itself does not have, or when it stands in a question.
"""

from dataclasses import dataclass

from bot.dialogs.meaning import Intent


@dataclass(frozen=True, slots=True)
class Rule:
    """One intent, its phrases, and when they do not count."""

    intent: Intent
    weight: float
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    roles: str = "KE VL KO"
    asking: bool = False
    """May be a question ("hvem er koordinator"); acts are not, but "kan du", "kan vi få" and "kan noen" are requests."""
    negated: bool = False
    """Stays meant beside an "ikke" that the phrase does not have."""


def _says(intent: Intent, weight: float, *phrases: str, unless: tuple[str, ...] = (), roles: str = "KE VL KO", negated: bool = False) -> Rule:
    return Rule(intent, weight, phrases, unless, roles, negated=negated)


def _asks(intent: Intent, weight: float, *phrases: str, unless: tuple[str, ...] = (), roles: str = "KE VL KO") -> Rule:
    return Rule(intent, weight, phrases, unless, roles, asking=True, negated=True)


QUESTION_WORDS = "hvordan|hvorfor|hva|hvem|når|hvor|hvilken"
_GETS = "permisjon|sykmeldt|pensjon"
_WHO = "jeg|PERSON|koordinator|han|hun"
_PROCESS = "profil|iplos|fagsystem|postjournal"

TALK = (
    _asks(Intent.GREET, 2, "^ hei", "god dag", "god morgen"),
    _asks(Intent.THANKS, 2, "takk"),
    _asks(Intent.SWEARING, 3, "søren"),
    _asks(Intent.HELP, 6, "^ hjelp $", "^ hjelp meg", "kan du hjelp", "trenger hjelp", "hva kan du", "hva kan jeg skrive|si|spør", "vis hjelp"),
    _says(Intent.CANCEL, 9, "^ avbryt", "^ avbryt SAK", "avbryt den", negated=True),
    _says(Intent.YES, 4, "^ ja", "^ ok $", "^ den stemmer $", "^ stemmer $", "^ den er stemmer $"),
    _says(Intent.NO, 4, "^ nei"),
    _says(Intent.SET_LANGUAGE, 9, "nynorsk|bokmål", unless=("ikke",)),
)

QUESTIONS = (
    _asks(Intent.HOW_TO, 8, "^ hvordan", "^ hvorfor", "forskjell på|mellom", "innebærer", "^ hva skje", "^ hva er ... vedtak|ke|koordinator|plan|avvik|samtykke $",
          "^ hva betyr", "hvor finne", "hvor ligger", "hvor er ... skjema|samtykkeskjema|håndbok", "må vi|jeg si|ta|svar|ja", "kan vi|jeg si nei|ja", "når ... purring", "hva gjøre jeg når|hvis|med",
          "^ hva skal ... når|hvis", "hvem skal ... melde|ha|si", "^ hva lagrer du", "hva mene du|de"),
    _asks(Intent.HOW_TO, 9.5, "^ hvem|hva ... når|hvis jeg|vi slutt"),
    _asks(Intent.HOW_TO, 7, "^ samtykkeskjema", "^ håndbok", "finne ikke ... skjema|samtykkeskjema|håndbok", "få|se|vis|gi ... håndbok|samtykkeskjema"),
    _asks(Intent.SHOW_DEADLINE, 9, "^ når ... frist|tremånedersfrist", "hva er frist", "hvilken_frist", "frist for|på SAK", "frist SAK", "SAK frist",
          "hvor lang|mange ... til|igjen", "når må ... svar", "tremånedersfrist SAK", "tremånedersfrist for|på SAK",
          unless=("vedtak til koordinator", "forleng", "rekker", "hvordan", "purr", "hva skje")),
    _asks(Intent.SHOW_CASE, 9, "hvem ... koordinator", "hvem ... leder", "hvem ... stedfortreder", "hvem har SAK", "hvem ta ... SAK", "hvem følge SAK|den",
          unless=("jeg slutt", "hvem skal")),
    _asks(Intent.SHOW_CASE, 7, "^ sak SAK $", "^ vis SAK", "^ vis sak SAK", "vis meg SAK", "status ... SAK", "SAK status", "hva ... skje ... SAK",
          "historikk ... SAK", "når ... møte", "hvor ... møte", "hvem ... møte", "hvordan gå ... SAK", "hvordan er|ligger ... SAK", "informasjon ... SAK", "hva er status ... SAK"),
    _asks(Intent.SHOW_CASE, 6.5, "^ er|har|blir ... SAK ... ?", "^ er|har|blir +brev|møte|avvik|sak|den|PERSON|bruker|ke|koordinator|tilgang|samtykke ... SAK", "^ er|har|blir +SAK"),
    _asks(Intent.SHOW_CASE, 5, "^ SAK $", "^ sak SAK", "^ SAK takk|hei $"),
    _asks(Intent.LIST_CASES, 9, "hvilken sak ... har|PERSON|han|hun", "hva sak ... har"),
    _asks(Intent.LIST_CASES, 8, "hvilken sak", "hvor mange ... sak", "hvor mange ... forespørsel", "sak uten koordinator", "mangler koordinator", "uten koordinator",
          "hvem har ikke svar", "ikke svar", "over frist", "frist ... gått ut", "sak ... over", "hvilken forespørsel", "hva venter", "sak PERSON har",
          "sak til PERSON", "PERSON sin sak", unless=("kan ikke svar", "ikke svar fra PERSON", "jeg ikke ... svar", "få ikke svar", "få svar")),
    _asks(Intent.LIST_CASES, 7, "^ status $", "^ liste $", "^ oversikt $", "min sak", "^ sak min", "^ forespørsel min", "min forespørsel", "min oppgave|gjøremål", "våre sak", "vår sak", "^ sak $", "^ liste venter|svar",
          "^ frist", "^ min|vår frist", "^ vis|liste ... frist", "^ frist jeg|vi", "^ alle frist", "^ gjøremål", "^ oppgave", "^ åpne sak|oppgave|forespørsel",
          "hva skal jeg gjøre|gjort", "hva må jeg gjøre|gjort", "hva gjenstår", "hva ... står igjen", "^ vis|liste|se ... sak|oppgave|forespørsel|gjøremål",
          "^ alle sak", "hva har jeg", "^ hva er status", "hva er ... status", "^ status takk|nå $", "^ status for|i ENHET|vi|oss", "^ forespørsel",
          "send ... forespørsel ... ny|igjen", "få ... forespørsel ... ny|igjen", "mail ... oppgave|forespørsel|sak", "finne ikke ... forespørsel|oppgave",
          "kommende frist", "sak i|hos|for ENHET", "^ sak ENHET", "^ liste ENHET", "venter på svar", "ubesvart", "over frist",
          "hva haster", "hvem mangler",
          unless=("ta over|ta ... min sak", "ikke tid", "trenger noen", "bytt", "slutt", "permisjon", "gå av", "spør ENHET", "kan noen", "noen må", "må noen", "avslutt", "kapasitet")),
    _asks(Intent.GET_REGISTER, 9, "register", "eksporter", "excel", "liste ... last", "send meg|oss liste", unless=("statistikk", "^ register $")),
    _asks(Intent.GET_REGISTER, 6, "^ register"),
    _asks(Intent.GET_STATS, 9.5, "statistikk", "hvor lang ... fra vedtak", "vedtak til koordinator", "hvor lang tid bruker", "hvor mange ... sak ... år|DATO",
          "gjennomsnitt", "hvor mange ... få ... TALL"),
    _asks(Intent.GET_TEXT, 9.5, "gi|send|vis|få|hente|trenger|ha|lag|finne ... tekst|brevtekst|journalnotat|avvik_tekst", "tekst til|for|på", "^ journalnotat",
          "^ brevtekst", "^ tekst", "brevtekst", unless=("sendt", "ført", "skrevet")),
)  # fmt: skip

KE_ACTS = (
    _says(Intent.OPEN_CASE, 9, "ny_sak", "nysak", "^ opprett sak|SAK", "opprett sak", "legg inn SAK|sak", "legg inn ... SAK", "ny barnekoordinator",
          "^ ny SAK", "start sak SAK", "få inn sak", unless=("hvilken|noen|mange ny_sak", "vis ny_sak")),
    _says(Intent.OPEN_CASE, 7, "SAK vedtak|vedtaksdato ... DATO", "vedtak DATO ... SAK", "vedtak ... DATO ... SAK", roles="KE", unless=("rett|rette|feil",)),
    _says(Intent.ORDER_UNIT, 9.5, "pålegg"),
    _says(Intent.CHOOSE_UNIT, 9, "send ... SAK ... ENHET", "send ... ENHET ... SAK", "spør ENHET", "velg ENHET", "send forespørsel ... ENHET",
          "prøv ENHET", "^ SAK_til_ENHET", "gi SAK til ENHET", "SAK skal|kan|bør til ENHET", "send sak til ENHET", "forespørsel til ENHET",
          roles="KE", unless=("trekk", "purr", "purring", "forslag", "hører", "feil")),
    _asks(Intent.SUGGEST_UNIT, 9, "hvem|hvilken|hvor ... passer", "hvem bør|kan ... spør", "hvilken virksomhet", "foreslå virksomhet|ENHET", "hvem skal ... spør|få SAK",
          "forslag til virksomhet", "hvor skal SAK"),
    _says(Intent.REMIND_NOW, 9, "purr", "minn", "send ... purring", "purring på|til|SAK", unless=("hvorfor", "så mange", "slutt med", "minn meg")),
    _says(Intent.EXTEND_DEADLINE, 9, "forleng", "gi de|ENHET|leder ... uke|dag|tid ... til|ekstra|mer|lenger", "gi de ... uke til",
          "gi ENHET ... uke|dag", "ny frist ... DATO", "frist til DATO", "sett frist", "gi de|ENHET ... DATO"),
    _says(Intent.WITHDRAW_REQUEST, 9, "trekk ... forespørsel", "trekk SAK", "trekk tilbake SAK", "trekk sak", "forespørsel ... trekk", unless=("svar",)),
    _says(Intent.RECORD_DEVIATION, 9, "avvik ... sendt|meldt|skrevet|ført|registrer|levert|gjort", "sendt|meldt|skrevet|ført ... avvik", "meld avvik|det",
          "meld ... avvik", "avvik nr|nummer TALL", unless=("tekst", "hvordan")),
    _says(Intent.TAKE_CASE, 8, "ta sak", "^ ta SAK", "jeg ta SAK", "jeg ta sak|den", "jeg følge SAK|sak", "legg SAK ... meg", "sett meg ... SAK", roles="KE",
          unless=("ta over", "møte")),
    _says(Intent.CORRECT_CASE, 9.5, "rett|rette ... vedtaksdato|vedtak|dato", "rett|rette ... løpenummer|nummer|SAK", "feil vedtaksdato|løpenummer|dato|nummer",
          "vedtaksdato ... feil", "vedtaksdato ... skal være", "løpenummer ... skal være|er", "vedtaksdato ... skal er", "løpenummer ... skal er",
          "løpenummer ... feil", "rett|rette SAK til SAK", "bytt løpenummer", "SAK skal er SAK", "SAK er feil", unless=("hvordan",)),
    _says(Intent.REOPEN, 9, "åpne SAK", "åpne sak SAK", "SAK ... åpne igjen", "åpne ... igjen", "gjenåpne", "åpne"),
    _says(Intent.UNTICK, 9, "fjern|ta ... kryss|krysse", "ta bort|vekk|av ... krysse", "ikke krysse av", "krysse bort|vekk", "angre kryss|krysse|avkryssing",
          unless=("krysse av feil", "krysse feil")),
    _says(Intent.TICK_DUTY, 8, "brev ... sendt", "sendt ... brev", "^ ringt", "ringt|snakke ... bruker|pårørende", "har|er ringt", "ført ... profil|iplos|fagsystem|postjournal",
          "profil|iplos|fagsystem|postjournal ... ført|oppdatert|gjort|ok", "SAK ført", "journalnotat ... skrevet|ført|gjort|ok", "skrevet|ført ... journalnotat",
          "informasjonsskriv ... sendt", "sendt ... informasjonsskriv", "tilgang ... bestilt|ok|gjort", "bestilt ... tilgang", "^ informert PERSON",
          "har informert", "PERSON er informert", "informert koordinator", "koordinator ... informert", "jeg|vi har|informert ... informert", "alle gjort", "alle er gjort", "krysse av", "SAK gjort",
          "håndbok ... sendt", "sendt ... håndbok", "ført ... liste|register", "liste|register ... ført|oppdatert", "ringt SAK",
          unless=("samtykke", "møte", "oppstartssamtale", "avvik", "krysse av feil", "krysse feil", "hva skal", "hva må")),
)  # fmt: skip

VL_ACTS = (
    _says(Intent.ACCEPT, 6, "^ ja $", "^ ja takk|gjerne|den|klart|greit|ok $", "^ ja ... begge|alle $", "^ ja det|vi går|kan|gjøre|klarer bra|vi|fint $", roles="VL"),
    _says(Intent.ACCEPT, 4.5, "^ ja", roles="VL", unless=("trykke", "svar feil", "skal er")),
    _says(Intent.ACCEPT, 7.5, "^ ja ... SAK", "SAK ja|ok $", "SAK ok|ja", "^ ok|ja ... ta", "vi|PERSON kan ta", "vi ta SAK|den", "PERSON ta SAK|den|sak", "koordinator ... blir|er PERSON",
          "PERSON blir koordinator", "PERSON blir koordinator ... SAK", "^ ja PERSON", "kan ta SAK|den", "SAK ta PERSON", "vi stiller", "SAK PERSON $", "PERSON SAK $",
          "svar ja", "vi finne ... koordinator", "^ PERSON på SAK", "^ SAK går_bra", "si ja", "ja ... navn kommer", "navn kommer", "PERSON på SAK",
          roles="VL", unless=("ta over", "hvem", "noen som", "må noen", "snakke", "ikke kan", "svar fra", "PERSON slutt", "ny koordinator")),
    _says(Intent.DECLINE, 6, "^ nei $", "^ nei dessverre|takk|beklager $", "^ nei ... begge|alle $", "^ nei den|vi går|kan ikke $", roles="VL"),
    _says(Intent.DECLINE, 4.5, "^ nei", roles="VL", unless=("takket nei til plan", "trykke")),
    _says(Intent.DECLINE, 8, "^ nei ... SAK", "^ SAK nei", "SAK nei", "ikke kapasitet", "ingen kapasitet", "ikke har ... kapasitet", "mangler kapasitet", "fullt hos",
          "ikke har noen", "har ikke noen", "har ingen", "ingen som kan|vil", "ingen hos oss", "ingen ... passer", "ikke ... noen ... passer", "feil virksomhet", "feil ENHET", "SAK hører",
          "den hører", "hører ... ENHET", "hører ... annen virksomhet", "SAK må|bør|skal ... ENHET", "må gå til ENHET", "vi|jeg kan ikke ta", "kan ikke ta SAK|den|flere", "kan ikke SAK",
          "ikke_søren ... ta", "ikke mulig ... ta", "vi ta ikke", "takket nei til SAK", "takke nei til SAK", "svar nei", "si nei", "er|jeg inhabil", "inhabil", "ikke plass",
          "kan ikke ... prioritere", "ikke folk", "ikke nok folk",
          roles="VL", unless=("ny koordinator", "trykke", "mer tid", "ikke har ingen_mulighet")),
    _says(Intent.PASS_ON, 9, "feil mottaker", "feil leder", "feil person ... leder", "ikke jeg som skal|bør svar", "send ... videre ... PERSON", "videre til PERSON", "videresend", "PERSON ... skal svar",
          "ikke mitt bord", "send SAK til PERSON", "send den til PERSON", roles="VL KE"),
    _says(Intent.CALL_ME, 9, "ring meg", "ring oss", "kontakt meg", "kan ke ring", "kan noen ring", "snakke med ke", "ta kontakt med meg", "drøfting", "vil|ønsker|må snakke ... ke",
          "trenger ... snakke", "be ke ... ring|kontakt", "kontakt ke", "ring ... meg"),
    _says(Intent.MORE_TIME, 8.5, "mer tid", "lenger tid", "lenger frist", "få ... uke|dag ... ekstra|til|mer|lenger", "TALL uke|dag til|ekstra|mer|lenger", "trenger TALL uke|dag", "trenger ... uke", "trenger tid",
          "trenger ... DATO", "rekker ikke", "ikke ... rekker", "forleng", "kan|må ... svar ... DATO", "få svar DATO", "ny frist", "få ... DATO ... på SAK", "vente til DATO", "utsatt frist",
          roles="VL KE", unless=("gi de|ENHET", "opplæring", "veiledning")),
    _asks(Intent.MORE_TIME, 8.5, "^ kan|må vi|jeg svar ... DATO", "^ kan vi|jeg få ... DATO", roles="VL", unless=("ikke", "når")),
    _says(Intent.SET_STANDIN, 8, "stedfortreder", "ferie", "er|jeg borte", "jeg er på kurs", "borte DATO", "på reise", "ikke på jobb DATO", "jeg er vekk", roles="VL KO",
          unless=("hvem", "for meg i SAK", "møte", "noen", "snakke", "stedfortreder for PERSON hvem"), negated=True),
    _says(Intent.NAME_SUCCESSOR, 9, "PERSON ta ... over", "ta PERSON over", "PERSON blir|er ... ny koordinator", "ny koordinator ... PERSON", "PERSON overta", "SAK går til PERSON",
          "etterfølger ... PERSON", "bytt ... til PERSON", "PERSON fortsett med SAK", "PERSON ta SAK etter|over", "PERSON etter PERSON", unless=("for meg", "kan PERSON ta")),
    _says(Intent.HANDOVER, 7.5, "PERSON slutt", "PERSON ... permisjon|sykmeldt|pensjon", "PERSON gå av", "må finne ny", "trenger ny koordinator", "trenger ... ny $", "PERSON ... ny jobb|stilling", "finne ny koordinator",
          "PERSON kan ikke ... følge", roles="VL KE", unless=("syk",)),
    _says(Intent.UNDO, 9.5, "angre", "svar feil", "feil svar", "trykke ... nei|ja|feil", "skal er nei|ja", "krysse ... feil", "svar ... nei|ja ... feil", "mente nei|ja", "trekk ... svar",
          "trykke", "rette|endre ... svar", "svar ... rette", "ta tilbake svar", "mene ... nei|ja", "var feil", negated=True, unless=("navn", "hvordan")),
    _says(Intent.REPLACE_NAME, 9, "feil navn", "feil person", "feil koordinator", "navn ... feil", "rett|rette navn", "bytt navn", "skal er PERSON", "skal er PERSON ikke PERSON", "PERSON ikke PERSON",
          "navn ... skal er", negated=True, roles="KE VL KO"),
    _says(Intent.TRAINING_NEED, 9, "trenger ... opplæring", "meld ... opplæring", "opplæring ... TALL", "behov for opplæring", "ønsker ... opplæring", "TALL ... opplæring", "påmelding ... opplæring",
          "få opplæring", "mangler opplæring"),
)  # fmt: skip

KO_ACTS = (
    _says(Intent.HANDOVER, 9, "bytt SAK", "bytt sak SAK", "bytt i SAK", "^ bytt $", "bytt koordinator", "koordinator bytt", "jeg slutt", "^ slutt DATO", "^ slutt $", "^ slutt i",
          f"^ {_GETS}", f"begynner ... {_GETS}", f"jeg|blir|skal|går|er ... {_GETS}", f"gå ... {_GETS}", "gå av ... pensjon",
          "ny jobb|stilling", "kan ikke ... følge", "ikke kan ... følge", "ikke følge ... lenger", "noen må ta over", "må noen ta over", "noen ta over", "annen ... ta over", "noen annen ta over ... SAK",
          "finne ny koordinator", "finne noen ... ta SAK|over", "finne noen annen", "si opp jobb|stilling", "kan ikke ... koordinator ... lenger", "trenger ny koordinator", "gi fra meg SAK|sak",
          "vil|ønsker|må slutt", "slutt ... jobb|stilling|koordinator", "ta over SAK|sak", "ta over min sak", "ta over for meg", "noen|annen overta", "overta SAK|sak",
          roles="KO", unless=("PERSON slutt", "PERSON ta", "bytt navn", "bruker ... slutt", "slutt med", "møte slutt", "vikariere", "ta over møte")),
    _says(Intent.HANDOVER, 8, "bytt SAK", "bytt koordinator", roles="KE VL"),
    _says(Intent.HANDOVER, 6, "noen|noken ... ta SAK|sak|over ... meg", "noen ta SAK|sak", roles="KO", unless=("møte",)),
    _says(Intent.SUBSTITUTE, 6, "noen|noken ... ta SAK|sak|over ... meg", "noen ta SAK|sak", roles="KO", unless=("møte", "slutt", "permisjon", "sykmeldt", "pensjon", "jobb", "ta over min sak", "ny koordinator", "følge")),
    _says(Intent.SUBSTITUTE, 9, "vikariere", "PERSON|noen|annen|vikar ta|dekke ... møte", "PERSON stiller|passer på", "vikar for meg", "trenger vikar", "noen ... møte for|i", "PERSON ta ... for meg", "ta møte for",
          roles="KO VL", unless=("slutt",)),
    _says(Intent.SUBSTITUTE, 9, "PERSON ta SAK DATO", "noen ta SAK ... ferie|borte|mens",
          roles="KO", unless=("slutt", "ta over")),
    _says(Intent.CLOSE, 8.5, "avslutt", "opphør SAK", "SAK opphør", "^ slett SAK", "slett sak", "SAK er over", "sak er over",
          unless=("midlertidig", "pause", "avslutt møte", "åpne", "møte")),
    _says(Intent.CLOSE, 8, "mål ... nådd", "nådd ... mål", "bruker ... flytter", "flytter ... kommune", "flytter fra|ut", "bruker ... døde", "SAK ... døde", "^ døde", "bruker ... gått_bort", "gå bort",
          "ikke ... behov", "ingen behov", "behov ... borte|opphør|over", "ikke trenger koordinator", "trenger ikke ... koordinator", "bruker ... ikke ... koordinator", "vil ikke ... koordinator",
          "ønsker ikke ... koordinator", "ikke ønsker koordinator", "takket nei til koordinator", "sagt nei til koordinator", "har flytter", "SAK ... flytter", "si fra seg koordinator", "bruker er borte",
          unless=("fortsatt ... koordinator", "jeg ... ikke ... koordinator", "opplæring", "midlertidig", "pause", "flytter møte", "møte ... flytter")),
    _says(Intent.PAUSE, 9, "midlertidig", "pause", "sette SAK ... pause", "på pause", "hvile ... SAK|sak", "SAK ... hviler", "legg SAK ... is", unless=("slutt pause", "pause ... over", "ikke lenger pause", "etter pause", "fra pause", "over pause", "ta av pause")),
    _says(Intent.RESUME, 9.5, "start ... opp igjen", "gjenoppta", "ta opp igjen", "ta SAK opp igjen", "ta opp igjen SAK", "start igjen", "SAK ... start opp", "SAK ... i gang igjen", "slutt ... pause", "pause ... over",
          "fra|av pause", "pause er slutt", "tilbake fra pause", "kan start", "fortsett med SAK igjen", "aktiv igjen", "pause slutt"),
    _says(Intent.TRANSFER, 9, "overføring", "^ fyller TALL", "fyller TALL", "voksen", "begynner ... skole|barnehage", "skole ... DATO", "over til ... voksen", "gå over til ENHET", "bytt virksomhet|ENHET", "ny virksomhet",
          "over til ny|annen virksomhet", "flytter til ENHET", roles="KO VL KE", unless=("feil virksomhet",)),
    _says(Intent.MEETING_HELD, 8.5, "møte ... holdt", "holdt ... møte", "har|hatt møte", "har ... møte", "møte ... gjennomført", "møte ... gjort|ok", "møte DATO ... SAK holdt", "^ møte DATO SAK", "hatt ... møte",
          unless=("neste møte", "skal ha|har møte", "skal ... møte", "neste ... møte", "vil ha", "oppstartssamtale", "ta møte")),
    _says(Intent.NEXT_MEETING, 9, "neste ... møte", "møte ... neste", "nytt møte", "ny møte", "skal ... møte", "møte ... blir DATO", "planlagt møte", "møte planlagt", "kaller ... møte", "innkalt ... møte", "møte ... TID",
          "møte flytter DATO", "flytter møte", "møte ... flytter", unless=("holdt", "ta møte", "når")),
    _says(Intent.FIRST_TALK, 9, "oppstartssamtale", "første møte|samtale", "først møte|samtale", "få ikke ... tak", "ikke få tak", "ikke få ... kontakt", "ikke få ... tak", "har kontakt bruker",
          "snakke med bruker", "kontakt ... bruker", "ikke nådd ... bruker", "møtt bruker", negated=True, unless=("skal ha oppstartssamtale", "ringt")),
    _says(Intent.CONSENT, 9, "samtykke", negated=True, unless=("hvor", "hvordan")),
    _says(Intent.PLAN_STATUS, 9.5, "takket nei til plan", "takket ja til plan", "ikke ... plan", "ikke_plan", "har ... plan", "ønsker|vil ... plan", "plan ... ja|nei|ok|laget|opprett|ferdig|gjort|start", "nei til plan",
          "ja til plan", "lag|laget ... plan", "start plan", "plan ... på_plass", negated=True, unless=("etter plan", "møte")),
    _says(Intent.GUIDANCE, 9, "veiledning"),
    _says(Intent.CAPACITY, 8, "ikke tid", "ikke ... tid til", "ikke kapasitet", "ikke ... kapasitet", "for mange sak", "for mye å", "for mye gjort", "ikke ... rekker over", "ingen kapasitet", "overbelastet", "ingen tid",
          "sprengt kapasitet", "mangler kapasitet", "altfor mange|mye", roles="KO", unless=("ikke tid DATO",)),
    _says(Intent.NOT_ME, 9, "den stemmer ikke", "den er ikke stemmer", "stemmer ikke", "jeg er ikke ... koordinator", "er ikke ... min sak", "ikke min sak", "ikke jeg som er ... koordinator", "ikke jeg som har", "ikke koordinator for|i SAK",
          "kjenner ikke ... sak|SAK", "aldri ... sagt ja", "jeg har ikke SAK", "jeg er ikke ... leder", roles="KO VL KE"),
    _says(Intent.RETRACT, 11, "slutt ikke likevel", "ikke ... likevel", "fortsett ... likevel", "likevel ikke", "likevel ... fortsett", "ombestemt", "ombestemte", "jeg fortsett", "blir værende", "jeg blir likevel",
          "ikke slutt likevel", "slutt_ikke", "ikke lenger ... bytt", "glem bytt|avslutt", unless=("brev", "krysse"), roles="KO KE VL"),
)  # fmt: skip

RULES: tuple[Rule, ...] = TALK + QUESTIONS + KE_ACTS + VL_ACTS + KO_ACTS
