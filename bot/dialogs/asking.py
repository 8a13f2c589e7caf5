"""Phrases of small talk and of questions: what is answered and changes nothing."""

from bot.dialogs.meaning import Intent
from bot.dialogs.rules import asks, says

TALK = (
    asks(Intent.GREET, 2, "^ hei; god dag; god morgen"),
    asks(Intent.THANKS, 2,
        "takk; ^ supert|supert|flott|bra|kjempebra|perfekt|herlig|genialt|knall $; god helg|kveld|ferie|jul|påske|natt; "
        "ha en|ei|ein ... dag|helg|kveld|jul; ^ har den +bra|godt|fint; du er flink|god|snill",
    ),
    asks(Intent.THANKS, 4.5, "^ ok $", roles="KE KO"),
    asks(Intent.SWEARING, 3, "søren"),
    asks(Intent.HELP, 6, "^ hjelp $; ^ hjelp meg; kan du hjelp; trenger hjelp; hva kan du; hva kan jeg skrive|si|spør|gjøre; vis hjelp"),
    asks(Intent.HELP, 4,
        "^ innstilling; ^ vis|endre|åpne ... innstilling; jeg skjønner|forstår ikke; den virker ikke; skjønner|forstår ingen",
    ),
    says(Intent.CANCEL, 9, "^ avbryt; ^ avbryt SAK; avbryt den", negated=True),
    says(Intent.YES, 4, "^ ja; ^ ok $; ^ den stemmer $; ^ stemmer $; ^ den er stemmer $"),
    says(Intent.NO, 4, "^ nei"),
    says(Intent.SET_LANGUAGE, 9, "nynorsk|bokmål; bytt|rette|velg ... språk; annen språk", negated=True),
)  # fmt: skip

QUESTIONS = (
    asks(Intent.HOW_TO, 8,
        "^ hvordan; ^ hvorfor; forskjell på|mellom; innebærer; ^ hva skje; ^ hva er ... "
        "vedtak|ke|koordinator|plan|avvik|samtykke|møte $; ^ hva betyr; hvor finne; hvor ligger; hvor er ... "
        "skjema|samtykkeskjema|håndbok; må vi|jeg si|ta|svar|ja; kan vi|jeg si nei|ja; når ... purring; kan|må vi|jeg nekte; hvor mye "
        "tid|jobb ... koordinator; ^ må|skal jeg|vi|bruker "
        "... når|hvis; hva gjøre jeg når|hvis|med|for; ^ hva skal ... når|hvis; hvem skal ... melde|ha|si; ^ hva lagrer du; hva "
        "mene du|de",
    ),
    asks(Intent.HOW_TO, 9.5, "^ hvem|hva ... når|hvis jeg|vi slutt"),
    asks(Intent.HOW_TO, 9.5,
        "hvem er bruker; hva heter bruker|han|hun; navn på|til bruker; ^ hvem er du; er du ... robot|menneske|maskin|ki|ai; "
        "hva gjøre du med ... skrive|si; lagrer du; hvem ser|kan_se ... skrive|si; gdpr; personvern",
    ),
    asks(Intent.HOW_TO, 7,
        "snakke med noen|en|et|person|menneske; hvem kan jeg|vi ring|kontakt|snakke; hjelp av|fra ke", unless="SAK; om; møte",
    ),
    asks(Intent.HOW_TO, 7, "hvem kan jeg|vi spør", roles="VL KO"),
    asks(Intent.HOW_TO, 10, "^ slett; slett SAK|sak|meg|den", unless="kryss|krysse"),
    asks(Intent.HOW_TO, 9,
        "hvem er ke; telefon|mail til ke; hvordan|hvor ... nå|få|kontakt ... ke; slutt ... purring; "
        "ikke ha|få ... oversikt|purring; av oversikt|purring; av daglig|dagleg oversikt",
    ),
    asks(Intent.HOW_TO, 7,
        "^ samtykkeskjema; ^ håndbok; finne ikke ... skjema|samtykkeskjema|håndbok; få|se|vis|gi ... håndbok|samtykkeskjema",
    ),
    asks(Intent.SHOW_DEADLINE, 9,
        "^ når ... frist|tremånedersfrist; hva er frist; hvilken_frist; frist for|på SAK; frist SAK; SAK frist; hvor lang|mange "
        "... til|igjen; hvor lang har jeg|vi; når må ... svar; tremånedersfrist SAK; tremånedersfrist for|på SAK",
        unless="vedtak til koordinator; forleng; rekker; hvordan; purr; hva skje; sette ... frist; ny frist",
    ),
    asks(Intent.SHOW_CASE, 9,
        "hvem ... koordinator; hvem ... leder; hvem ... stedfortreder; hvem svar for meg|han|hun|PERSON; hvem har SAK; hvem ta|overta "
        "... SAK; hvem følge SAK|den",
        unless="jeg slutt; hvem skal",
    ),
    asks(Intent.SHOW_CASE, 7,
        "^ sak SAK $; ^ vis SAK; ^ vis sak SAK; vis meg SAK; status ... SAK; SAK status; hva ... skje ... SAK; hva "
        "mangler|gjenstår ... SAK; historikk ... "
        "SAK; ^ noen ny ... SAK; ^ ny +om|i|på|med SAK; fortell|info|detaljer|opplysninger ... SAK; ^ finne SAK; ^ finne sak SAK; "
        "se_SAK; se_sak SAK; gå_til SAK; gå_til sak SAK; når ... møte; hvor ... møte; hvem ... møte; informasjon ... SAK; hva er "
        "status ... SAK",
    ),
    asks(Intent.SHOW_CASE, 8.5,
        "hvordan gå|er|ligger|ligg|står den|sak|status ... SAK; hvordan gå|er|ligger|ligg|står SAK",
        unless="jeg|vi|man",
    ),
    asks(Intent.SHOW_CASE, 6.5,
        "^ er|har|blir ... SAK ... ?; ^ er|har|blir +brev|møte|avvik|sak|den|PERSON|bruker|ke|koordinator|tilgang|samtykke ... "
        "SAK; ^ er|har|blir +SAK",
    ),
    asks(Intent.SHOW_CASE, 5, "^ SAK $; ^ sak SAK; ^ SAK takk|hei $"),
    asks(Intent.LIST_CASES, 9, "hvilken sak ... har|PERSON|han|hun; hva sak ... har"),
    asks(Intent.LIST_CASES, 10.5, "^ er|har +den|jeg|vi ... noen jeg|vi må|skal svar|gjøre"),
    asks(Intent.LIST_CASES, 8.5, "^ hva er ny; ^ hva har skje; hvordan gå|er|ligg|står ... sak", unless="SAK; jeg|vi|man ... sak; ny sak"),
    asks(Intent.LIST_CASES, 10.5, "^ åpne sak|oppgave|forespørsel $; ^ alle åpne; ^ ny svar; ^ vis|se|få liste $; hvor mange ... venter"),
    asks(Intent.LIST_CASES, 10.5,
        "^ uten plan $; ^ mangler plan $; ^ plan uavklart $; ^ plan ikke start $; ^ uavklart plan $; sak uten plan; hvem mangler plan; "
        "hvilken sak ... plan; ^ liste uten plan; ^ møte over frist; ^ uten møte $; sak uten møte; ^ mangler møte $; ^ for sen møte",
        unless="SAK", roles="KE",
    ),
    asks(Intent.LIST_CASES, 10.5, "^ avsluttede sak; ^ avsluttede $; vis|liste|alle avsluttede", unless="SAK", roles="KE"),
    asks(Intent.LIST_CASES, 8,
        "hvilken sak; hvor mange ... sak; hvor mange ... forespørsel; sak uten koordinator; mangler koordinator; uten "
        "koordinator; hvem har ikke svar; ikke svar; hvem er for_sen|for_seine|trege; hvem|hvor mange har ikke ... koordinator; over "
        "frist; frist ... gått ut; sak ... over; hvilken forespørsel; hva "
        "venter; sak PERSON har; sak til PERSON; PERSON sin sak",
        unless="kan ikke svar; ikke svar fra PERSON; jeg ikke ... svar; få ikke svar; få svar; rekker; si ja",
    ),
    asks(Intent.LIST_CASES, 7,
        "^ status $; ^ liste $; min sak; ^ sak min; ^ forespørsel min; min forespørsel; min oppgave|gjøremål; "
        "hvilken oppgave|forespørsel|gjøremål; noen ... svar på; noen ... må gjøre; ^ liste ... alle; gi|vis ... liste over|med; "
        "^ oversikt; daglig|dagleg oversikt; gi|vis|send|få|se|ha|trenger|vil ... oversikt; "
        "våre sak; vår sak; ^ sak $; ^ liste venter|svar; ^ frist; ^ min|vår frist; ^ vis|liste ... frist; ^ frist jeg|vi; ^ "
        "alle frist; ^ gjøremål; ^ oppgave; ^ åpne sak|oppgave|forespørsel; hva skal jeg gjøre|gjort; hva må jeg gjøre|gjort; "
        "hva gjenstår; hva ... står igjen; ^ vis|liste|se ... sak|oppgave|forespørsel|gjøremål; ^ alle sak; hva har jeg; ^ hva "
        "er status; hva er ... status; ^ status takk|nå $; ^ status for|i ENHET|vi|oss; ^ forespørsel; send ... forespørsel ... "
        "ny|igjen; få ... forespørsel ... ny|igjen; mail ... oppgave|forespørsel|sak; finne ikke ... forespørsel|oppgave; "
        "kommende frist; sak i|hos|for ENHET; ^ sak ENHET; ^ liste ENHET; venter på svar; ubesvart; over frist; hva haster; "
        "hvem mangler; er den noen|ny sak|forespørsel|oppgave; frist min",
        unless="ta over|ta ... min sak; ikke tid; trenger noen; bytt; slutt; permisjon; gå av; spør ENHET; kan noen; noen må; må "
        "noen; avslutt; kapasitet",
    ),
    asks(Intent.LIST_CASES, 10.5, "hvem|noen har si|svar|takk|takket nei|ja", unless="SAK; PERSON", roles="KE"),
    asks(Intent.SUPER_USER, 10.5, "superbruker"),
    asks(Intent.COURSE, 10.5,
        "kursstatus; hvem har ta opplæring; hvem mangler opplæring; hvem har ikke ta opplæring; hvem har ... opplæring; hvem ta opplæring",
    ),
    asks(Intent.COURSE, 9.5,
        "har ta ... opplæring; har ... ta opplæring; har ... gjort|holdt opplæring; opplæring ... er gjort|holdt|ta; "
        "^ opplæring gjort|holdt|ta; "
        "jeg ta opplæring DATO; er ferdig med opplæring; ^ ta opplæring",
        roles="KO",
    ),
    asks(Intent.TRAINING_LIST, 10.5,
        "vis|se|liste|hvilken|hvem ... opplæring; ^ opplæring $; venter ... opplæring; ^ behov for opplæring $",
        unless="har ta; hvem mangler; hvem har; kursstatus; ta opplæring", roles="KE",
    ),
    asks(Intent.INVITE, 10.5,
        "inviter; lag|send|ny ... invitasjon; ny|lag|planlegg ... koordinatortreff|temadag|hospitering; "
        "koordinatortreff|temadag|hospitering DATO; "
        "invitasjon til koordinatortreff|temadag|hospitering",
        unless="hvem; kommer; hvor mange; svar; når", roles="KE",
    ),
    asks(Intent.ATTENDANCE, 10.5,
        "hvem kommer; hvor mange kommer; hvem har svar ... invitasjon|koordinatortreff|temadag; når er ... koordinatortreff|temadag; "
        "^ koordinatortreff $; ^ temadag $; vis|se|finne ... invitasjon|koordinatortreff; svar ... invitasjon; ^ invitasjon $; "
        "avlys ... koordinatortreff|temadag|hospitering; påmeldt; påmelding ... koordinatortreff|temadag|hospitering; kommer ... "
        "koordinatortreff|temadag; "
        "koordinatortreff ... hvem kommer",
        unless="møte; inviter; lag",
    ),
    asks(Intent.ANNUAL_REPORT, 10.5,
        "årsrapport; årlig rapport|statistikk|møtetall; rapport ... året; møtetall; rapportere ... året",
        unless="avvik; ^ statistikk",
    ),
    asks(Intent.CHECKLIST, 9.5, "sjekkliste; ^ hva skal jeg huske", unless="samtykke"),
    asks(Intent.CHECKLIST, 9.5,
        "^ hvor begynner jeg; hvordan begynner jeg; hva er den første jeg gjøre; usikker på rollen; "
        "jeg er ny koordinator; ny som koordinator; aldri er koordinator; ny i rollen",
        roles="KO",
    ),
    asks(Intent.GET_REGISTER, 9, "register; eksporter; excel; liste ... last; send meg|oss liste", unless="statistikk; ^ register $"),
    asks(Intent.GET_REGISTER, 6, "^ register"),
    asks(Intent.GET_STATS, 9.5,
        "statistikk; hvor lang ... fra vedtak; vedtak til koordinator; hvor lang tid bruker|ta; snitt; hvor mange ... sak ... "
        "år|DATO; gjennomsnitt; hvor mange ... få ... TALL",
    ),
    asks(Intent.GET_STATS, 9.5, "hvor mange koordinator|plan", unless="ikke", roles="KE"),
    asks(Intent.GET_TEXT, 9.5, "^ brev|avvik SAK $; ^ brev|avvik til|for SAK $", unless="sendt; ført; skrevet"),
    asks(Intent.GET_TEXT, 9.5,
        "gi|send|vis|få|hente|trenger|ha|lag|finne ... tekst|brevtekst|journalnotat|avvik_tekst; tekst til|for|på; ^ "
        "journalnotat; ^ brevtekst; ^ tekst; brevtekst",
        unless="sendt; ført; skrevet",
    ),
    asks(Intent.GET_TEXT, 8, "^ lag|skrive ... brev|avvik; mal til|for|på", unless="sendt; ført; skrevet; hvordan", roles="KE"),
)  # fmt: skip
