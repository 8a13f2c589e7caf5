"""Phrases that ask for an act, by who usually says them: KE, a leader, a coordinator."""

from bot.dialogs.meaning import Intent
from bot.dialogs.rules import asks, says

KE_ACTS = (
    says(Intent.OPEN_CASE, 9,
        "ny_sak; nysak; ^ opprett sak|SAK; opprett sak; legg inn SAK|sak; legg inn ... SAK; ny barnekoordinator; ^ ny_SAK; "
        "start sak SAK; få inn sak",
        unless="hvilken|noen|mange ny_sak; vis ny_sak",
    ),
    says(Intent.OPEN_CASE, 10.5, "åpne ... SAK ... vedtak", unless="igjen", roles="KE"),
    says(Intent.OPEN_CASE, 7,
        "SAK vedtak|vedtaksdato ... DATO; vedtak DATO ... SAK; vedtak ... DATO ... SAK",
        unless="rett|rette|feil", roles="KE",
    ),
    says(Intent.ORDER_UNIT, 9.5, "pålegg"),
    says(Intent.CHOOSE_UNIT, 9,
        "send ... SAK ... ENHET; send ... ENHET ... SAK; spør ENHET; velg ENHET; send forespørsel ... ENHET; prøv ENHET; ^ "
        "SAK_til_ENHET; gi SAK til ENHET; velg virksomhet; spør annen virksomhet; "
        "SAK skal|kan|bør til ENHET; send sak til ENHET; forespørsel til ENHET",
        unless="trekk; purr; purring; forslag; hører; feil", roles="KE",
    ),
    asks(Intent.SUGGEST_UNIT, 9,
        "hvem|hvilken|hvor ... passer; hvem bør|kan ... spør; hvilken virksomhet passer|bør|skal|kan; foreslå virksomhet|ENHET; "
        "hvem skal ... spør|få SAK; forslag til virksomhet; hvor skal SAK",
        roles="KE",
    ),
    says(Intent.REMIND_NOW, 9, "purr; minn; send ... purring; purring på|til|SAK", unless="hvorfor; så mange; slutt med; minn meg"),
    says(Intent.EXTEND_DEADLINE, 9,
        "forleng; gi de|ENHET|leder ... uke|dag|tid ... til|ekstra|mer|lenger; gi de ... uke til; gi ENHET ... uke|dag; ny "
        "frist ... DATO; frist til DATO; sett frist; gi de|ENHET ... DATO",
        unless="møte", roles="KE VL",
    ),
    says(Intent.WITHDRAW_REQUEST, 9,
        "trekk ... forespørsel; trekk SAK; trekk tilbake SAK; trekk sak; ta tilbake forespørsel|SAK; forespørsel ... trekk",
        unless="svar; samtykke", roles="KE VL",
    ),
    says(Intent.RECORD_DEVIATION, 9,
        "avvik ... sendt|meldt|skrevet|ført|registrer|levert|gjort; sendt|meldt|skrevet|ført ... avvik; meld avvik|det; meld "
        "... avvik; avvik nr|nummer TALL",
        unless="tekst; hvordan",
    ),
    says(Intent.TAKE_CASE, 8,
        "ta_sak; ^ ta_SAK; jeg ta_SAK; jeg overta SAK; jeg ta_sak|ta_den; jeg følge SAK|sak; legg SAK ... meg; sett meg ... SAK",
        unless="ta over; møte", roles="KE",
    ),
    says(Intent.CORRECT_CASE, 9.5,
        "rett|rette ... vedtaksdato|vedtak|dato; rett|rette ... løpenummer|nummer|SAK; feil vedtaksdato|løpenummer|dato|nummer; "
        "vedtaksdato ... feil; vedtaksdato ... skal være; løpenummer ... skal være|er; vedtaksdato ... skal er; løpenummer ... "
        "skal er; løpenummer ... feil; rett|rette SAK til SAK; bytt løpenummer; SAK skal er SAK; SAK er feil",
        unless="hvordan",
    ),
    says(Intent.RECORD_ABSENCE, 9.5,
        "PERSON|ENHET +er|har|skal|blir|tar ... borte|ferie|reise; PERSON|ENHET ... borte|ferie ... DATO; PERSON|ENHET ... ikke på jobb; "
        "ENHET +er|blir ... syk|sykmeldt",
        unless="SAK; vikar; koordinator; hvem; møte; tilbake", roles="KE", negated=True,
    ),
    says(Intent.REOPEN, 9, "åpne SAK; åpne sak SAK; SAK ... åpne igjen; åpne ... igjen; gjenåpne; åpne"),
    says(Intent.UNTICK, 10.6,
        "fjern|ta ... kryss|krysse; ta bort|vekk|av ... krysse; ikke krysse av; krysse bort|vekk; angre ... krysse",
        unless="krysse av feil; krysse feil",
    ),
    says(Intent.TICK_DUTY, 8,
        "brev ... sendt; sendt ... brev; ^ ringt; ringt|snakke ... bruker|pårørende; har|er ringt; ført ... "
        "profil|iplos|fagsystem|postjournal; profil|iplos|fagsystem|postjournal ... ført|oppdatert|gjort|ok; SAK ført; "
        "journalnotat ... skrevet|ført|gjort|ok; skrevet|ført ... journalnotat; informasjonsskriv ... sendt; sendt ... "
        "informasjonsskriv; tilgang ... bestilt|ok|gjort|orden; bestilt ... tilgang; ^ informert PERSON; har informert; "
        "gi|gitt beskjed til PERSON; PERSON er "
        "informert; informert koordinator; koordinator ... informert; jeg|vi har|informert ... informert; alle gjort; alle er "
        "gjort; krysse av; håndbok ... sendt; sendt ... håndbok; ført ... liste|register|oversikt; liste|register|oversikt ... "
        "ført|oppdatert; ringt SAK; telefon ... ta|ok|gjort",
        unless="samtykke; møte; oppstartssamtale; avvik; krysse av feil; krysse feil; hva skal; hva må",
    ),
    says(Intent.TICK_DUTY, 8, "SAK gjort", unless="hva skal; hva må", roles="KE VL"),
)  # fmt: skip

VL_ACTS = (
    says(Intent.END_ABSENCE, 9.5,
        "jeg|PERSON|ENHET +er|kom|kommer ... tilbake; ^ er_tilbake; tilbake på|fra jobb|ferie; ferdig med ferie",
        unless="SAK; trekk; svar; pause; ring; ta_tilbake; vikar", roles="KE VL", negated=True,
    ),
    says(Intent.END_ABSENCE, 12.5,
        "ikke borte|på_ferie|på_reise; skal ikke ... på_ferie|ha_ferie",
        unless="SAK", roles="KE VL", negated=True,
    ),
    says(Intent.ACCEPT, 6,
        "^ ja $; ^ ja takk|gjerne|den|klart|greit|ok $; ^ ja ... begge|alle $; ^ ja det|vi går|kan|gjøre|klarer bra|vi|fint $; "
        "^ ja den +ordner|fikser vi",
        roles="VL",
    ),
    says(Intent.ACCEPT, 4.5, "^ ja", unless="trykke; svar feil; skal er", roles="VL"),
    says(Intent.ACCEPT, 7.5,
        "^ ja ... SAK; SAK ja|ok $; SAK ok|ja; ^ ok|ja ... ta; vi|PERSON kan ta; vi ta SAK|den|ho|han; PERSON ta SAK|den|sak; "
        "koordinator ... blir|er PERSON; PERSON blir koordinator; den blir PERSON; ^ ja PERSON; kan ta SAK|den; "
        "SAK ta PERSON; vi stiller; SAK +PERSON $; PERSON +SAK $; svar ja; vi finne ... koordinator; ^ PERSON på SAK; ^ SAK "
        "går_bra; si ja; den blir ja; ^ da|så|ok ta vi SAK|den; foreslå PERSON; ja ... navn kommer; navn kommer; PERSON på SAK",
        unless="ta over; hvem; noen som; må noen; snakke; ikke kan; svar fra; PERSON slutt; ny koordinator", roles="VL",
    ),
    says(Intent.DECLINE, 6, "^ nei $; ^ nei dessverre|takk|beklager $; ^ nei ... begge|alle $; ^ nei den|vi går|kan ikke $", roles="VL"),
    says(Intent.DECLINE, 4.5, "^ nei", unless="takket nei til plan; trykke", roles="VL"),
    says(Intent.DECLINE, 8,
        "^ nei ... SAK; ^ SAK nei; SAK nei; ikke kapasitet; ingen kapasitet; ikke har ... kapasitet; mangler kapasitet; fullt "
        "hos; ikke har noen; har ikke noen; har ingen; ingen som kan|vil; ingen hos oss; ingen ... passer; ikke ... noen ... "
        "passer; feil virksomhet; feil ENHET; SAK hører; den hører; hører ... ENHET; hører ... annen virksomhet; SAK "
        "må|bør|skal ... ENHET; må gå til ENHET; vi|jeg kan|klarer ikke ... ta; avslå; må takke_nei; den gå_ikke; er sprengt; "
        "kjenner bruker; bruker er ... i_familie|i_slekt|nevøen|niesen|naboen; kan ikke ta SAK|den|flere; kan ikke SAK; ikke_søren ... "
        "ta; ikke mulig ... ta; vi ta ikke; takket nei til SAK; takke nei til SAK; svar nei; si nei; den blir nei; "
        "ikke aktuelt; uaktuelt; ^ ikke oss; er|jeg inhabil; inhabil; "
        "ikke plass; SAK er ikke vår; SAK passer ikke; passer ikke for oss; ikke vår ansvar|sak|bord; ingen å; kan ikke "
        "... prioritere; ikke folk; ikke nok folk",
        unless="ny koordinator; trykke; mer tid; overta; ta over", roles="VL",
    ),
    says(Intent.PASS_ON, 9,
        "feil mottaker; feil leder; feil person ... leder; ikke jeg som skal|bør svar; send ... videre ... PERSON; videre til "
        "PERSON; videresend; PERSON ... skal svar; ikke mitt bord; send SAK til PERSON; send den til PERSON",
        roles="VL KE",
    ),
    says(Intent.CALL_ME, 9,
        "ring meg; ^ ring ke; ring oss; kontakt meg; kan ke ring; kan noen ring; snakke med ke; ta kontakt med meg; "
        "trenger|ønsker|vil|må|kan vi drøfting; ^ drøfting; drøfting med ke; vil|ønsker|må snakke ... ke; trenger ... snakke; "
        "be ke ... ring|kontakt; kontakt ke; ring ... meg; be ke ... bistand; trenger|ønsker|vil|må|be|kan ... bistand; "
        "bistand ... ke|oppstart|møte; ke ... bistand",
    ),
    says(Intent.MORE_TIME, 8.5,
        "mer tid; lenger tid; lenger frist; få|ha ... uke|dag ... ekstra|til|mer|lenger; TALL uke|dag til|ekstra|mer|lenger; "
        "trenger TALL uke|dag; trenger ... uke; trenger tid; trenger ... DATO; rekker ikke; ikke ... rekker; forleng; kan|må "
        "... svar ... DATO; ikke svar før DATO; få svar DATO; ny frist; få ... DATO ... på SAK; vente til DATO; utsatt frist; frist ... "
        "flytter|utsatt ... DATO",
        unless="gi de|ENHET; opplæring; veiledning; vikariere; ny koordinator", roles="VL KE",
    ),
    asks(Intent.MORE_TIME, 8.5, "^ kan|må vi|jeg svar ... DATO; ^ kan vi|jeg få ... DATO", unless="ikke; når", roles="VL"),
    says(Intent.SET_STANDIN, 8,
        "stedfortreder; ferie; er|jeg borte; jeg er på kurs; ^ er på kurs; jeg er syk DATO; borte DATO; på reise; ikke på jobb DATO; "
        "jeg er vekk",
        unless="hvem; for meg i SAK; møte; noen; snakke; stedfortreder for PERSON hvem; "
        "PERSON +er|har|skal|blir ... ferie|borte|reise",
        roles="VL KO", negated=True,
    ),
    says(Intent.NAME_SUCCESSOR, 9,
        "PERSON ta ... over; ta PERSON over; PERSON blir|er ... ny koordinator; ny koordinator ... PERSON; PERSON overta; SAK "
        "går til PERSON; etterfølger ... PERSON; bytt ... til PERSON; PERSON fortsett med SAK; PERSON ta SAK etter|over; PERSON "
        "etter PERSON",
        unless="for meg; kan PERSON ta",
    ),
    says(Intent.HANDOVER, 7.5,
        "PERSON slutt; PERSON ... permisjon|sykmeldt|pensjon; PERSON gå av; må finne ny; trenger ny koordinator; trenger ... ny "
        "$; PERSON ... ny jobb|stilling; finne ny koordinator; PERSON kan ikke ... følge",
        unless="syk", roles="VL KE",
    ),
    says(Intent.HANDOVER, 9.5, "PERSON ... kan|vil|orker ikke ... koordinator", roles="VL KE"),
    says(Intent.UNDO, 9.5,
        "angre; svar feil; feil svar; trykke ... nei|ja|feil; skal er nei|ja; krysse ... feil; svar ... nei|ja ... feil; mente "
        "nei|ja; trekk ... svar; trykke; rette|endre ... svar; svar ... rette; ta tilbake svar; mene ... nei|ja; ^ den_er feil",
        unless="navn; hvordan", negated=True,
    ),
    says(Intent.REPLACE_NAME, 9,
        "feil navn; feil person; feil koordinator; navn ... feil; rett|rette navn; bytt navn; skal er PERSON; skal er PERSON "
        "ikke PERSON; PERSON ikke PERSON; navn ... skal er",
        negated=True,
    ),
    says(Intent.TRAINING_NEED, 9,
        "trenger ... opplæring; meld ... opplæring; opplæring ... TALL; behov for opplæring; ønsker ... opplæring; TALL ... "
        "opplæring; påmelding ... opplæring; få opplæring; mangler opplæring; trenger|ønsker|meld ... oppfriskning; ^ opplæring $; "
        "oppfriskning ... TALL; "
        "TALL ... oppfriskning",
        unless="hvem; hvilken",
    ),
)  # fmt: skip

KO_ACTS = (
    says(Intent.HANDOVER, 9,
        "bytt SAK; bytt sak SAK; bytt i SAK; ^ bytt $; bytt koordinator; koordinator bytt; jeg slutt; ^ slutt DATO; ^ slutt $; "
        "^ slutt i; ^ permisjon|sykmeldt|pensjon; begynner ... permisjon|sykmeldt|pensjon; jeg|blir|skal|må|har|går|er ... "
        "permisjon|sykmeldt|pensjon; gå ... permisjon|sykmeldt|pensjon; gå av ... pensjon; ny|annen jobb|stilling; "
        "kan|klarer|orker ikke ... følge; ikke kan ... følge; ikke følge ... lenger; "
        "noen må ta over; må noen ta over; noen ta over; annen ... ta over; "
        "noen annen ta over ... SAK; finne ny koordinator; finne noen ... ta SAK|over; finne noen annen; si_opp; "
        "kan|vil|orker ikke ... koordinator ... lenger; kan|vil|orker ikke er koordinator; trenger ny koordinator; "
        "gi fra meg SAK|sak; vil|ønsker|må slutt; slutt ... "
        "jobb|stilling|koordinator; ^ siste dag ... DATO; min siste dag; jeg gå_av DATO; ta over SAK|sak; "
        "ta over min sak; ta over for meg; noen|annen overta; overta SAK|sak",
        unless="PERSON slutt; PERSON ta; bytt navn; bruker ... slutt; bruker ... ikke ... koordinator; slutt med; "
        "møte slutt; vikariere; ta over møte; tilbake",
        roles="KO",
    ),
    says(Intent.HANDOVER, 8, "bytt SAK; bytt koordinator", roles="KE VL"),
    says(Intent.HANDOVER, 6, "noen|noken ... ta SAK|sak|over ... meg; noen ta SAK|sak", unless="møte", roles="KO"),
    says(Intent.SUBSTITUTE, 6,
        "noen|noken ... ta SAK|sak|over ... meg; noen ta SAK|sak",
        unless="møte; slutt; permisjon; sykmeldt; pensjon; jobb; ta over min sak; ny koordinator; følge", roles="KO",
    ),
    says(Intent.SUBSTITUTE, 9,
        "vikariere; PERSON|noen|annen|vikar ta|dekke ... møte; PERSON stiller|passer på; noen passer på SAK; "
        "vikar for meg; trenger vikar; noen ... "
        "møte for|i; PERSON ta ... for meg; ta møte for; trenger|ha|få|sett|ønsker ... vikar; PERSON|noen ... vikar; som vikar",
        unless="slutt; jeg_er vikar", roles="KO VL KE",
    ),
    says(Intent.SUBSTITUTE, 9, "PERSON ta SAK DATO; noen ta SAK ... ferie|borte|mens", unless="slutt; ta over", roles="KO"),
    says(Intent.CLOSE, 8.5,
        "avslutt|avsluttede; opphør SAK; SAK opphør; SAK er over; sak er over",
        unless="midlertidig; pause; avslutt møte; åpne; møte",
    ),
    says(Intent.CLOSE, 8,
        "mål ... nådd; nådd ... mål; bruker ... flytter; flytter ... kommune; flytter fra|ut; ikke ... behov; ingen behov; behov ... "
        "borte|opphør|over; ikke trenger "
        "koordinator; trenger ikke ... koordinator; bruker ... ikke ... koordinator; vil ikke ... koordinator; ønsker ikke ... "
        "koordinator; ikke ønsker koordinator; takket nei til koordinator; sagt nei til koordinator; har flytter; SAK ... "
        "flytter; si fra seg koordinator; bruker er borte; bruker ... ikke ... hjelp|tjenester|oppfølging lenger; "
        "bruker ... vil|ønsker ikke ... hjelp|tjenester|oppfølging",
        unless="fortsatt ... koordinator; jeg ... ikke ... koordinator; bytt ... koordinator; internt; bolig|leilighet; "
        "opplæring; midlertidig; pause; flytter møte; møte ... flytter",
    ),
    says(Intent.CLOSE, 8,
        "bruker ... døde; SAK ... døde; ^ døde; han|hun|ho døde; bruker ... gått_bort; gå bort",
        unless="pårørende; møte",
    ),
    says(Intent.CLOSE, 7, "SAK +er gjort; ferdig med SAK", roles="KO"),
    says(Intent.PAUSE, 9,
        "midlertidig; pause; sette SAK ... pause|vent; på pause|vent; SAK ... på_vent; hvile ... SAK|sak; SAK ... hviler; legg SAK ... is",
        unless="slutt pause; pause ... over; ikke lenger pause; etter pause; fra pause; over pause; ta av pause",
    ),
    says(Intent.RESUME, 9.5,
        "start ... opp igjen; gjenoppta; ta opp igjen; ta SAK opp igjen; ta opp igjen SAK; start igjen; SAK ... start opp; SAK "
        "... i gang igjen; slutt ... pause; pause ... over; fra|av pause; pause er slutt; tilbake fra pause; kan start; "
        "fortsett med SAK igjen; aktiv igjen; pause slutt",
    ),
    says(Intent.TRANSFER, 9,
        "overføring; ^ fyller TALL; fyller TALL; voksen; begynner ... skole|barnehage; skole ... DATO; over til ... voksen; gå "
        "over til ENHET; bytt virksomhet|ENHET; ny virksomhet; over til ny|annen virksomhet; flytter til ENHET",
        unless="feil virksomhet", roles="KO VL KE",
    ),
    says(Intent.MEETING_HELD, 8.5,
        "møte ... holdt; holdt ... møte; har|hatt møte; har ... møte; møte ... gjennomført; møte ... gjort|ok; møte DATO ... "
        "SAK holdt; ^ møte DATO SAK; hatt ... møte",
        unless="avlys; forleng; neste møte; skal ha|har møte; skal ... møte; neste ... møte; vil ha; oppstartssamtale; ta møte",
    ),
    says(Intent.NEXT_MEETING, 9,
        "neste ... møte; møte ... neste; nytt møte; ny møte; skal ... møte; møte ... blir DATO; planlagt møte; møte planlagt; "
        "kaller ... møte; innkalt ... møte; sendt innkalt; møte ... forleng ... DATO; møte ... TID; møte flytter DATO; flytter møte; "
        "møte ... flytter",
        unless="holdt; ta møte; når",
    ),
    says(Intent.GROUP, 9.5,
        "ansvarsgruppe ... etablert|opprett|nedlagt; etablert|opprett|nedlagt ... ansvarsgruppe; ingen ansvarsgruppe lenger; "
        "ikke ansvarsgruppe lenger; ikke lenger ansvarsgruppe",
        unless="hvordan; holdt; neste; hatt", negated=True,
    ),
    says(Intent.FIRST_TALK, 9,
        "oppstartssamtale; første møte|samtale; først møte|samtale; få ikke ... tak; ikke få tak; ikke få ... kontakt; ikke få "
        "... tak; har kontakt bruker; snakke med bruker; kontakt ... bruker; ikke nådd ... bruker; møtt bruker",
        unless="skal ha oppstartssamtale; ringt", negated=True,
    ),
    says(Intent.EVALUATION, 9.5, "evaluering; evaluere", unless="hvordan; hva er", roles="KO KE VL"),
    says(Intent.CONSENT, 9, "samtykke", unless="hvor; hvordan", negated=True),
    says(Intent.PLAN_STATUS, 9.5,
        "plan ... uavklart; uavklart ... plan; "
        "takket nei til plan; takket ja til plan; ikke ... plan; ikke_plan; har ... plan; ønsker|vil ... plan; plan ... "
        "ja|nei|ok|laget|opprett|ferdig|gjort|start; nei til plan; ja til plan; lag|laget ... plan; start plan; plan ... "
        "på_plass",
        unless="etter plan; møte", negated=True,
    ),
    says(Intent.GUIDANCE, 9, "veiledning"),
    says(Intent.CAPACITY, 8,
        "ikke tid; ikke ... tid til; ikke kapasitet; ikke ... kapasitet; for mange sak; for mye å; for mye gjort; ikke ... "
        "rekker over; ingen kapasitet; overbelastet; ingen tid; sprengt kapasitet; mangler kapasitet; altfor mange|mye",
        unless="ikke tid DATO", roles="KO",
    ),
    says(Intent.NOT_ME, 9,
        "den stemmer ikke; den er ikke stemmer; stemmer ikke; jeg er ikke ... koordinator; er ikke ... min sak; ikke min sak; "
        "ikke jeg som er ... koordinator; ikke jeg som har; er ikke koordinator for|i SAK; kjenner ikke ... sak|SAK; aldri ... "
        "sagt ja; jeg har ikke_SAK; jeg har ikke si_ja; jeg er ikke ... leder",
        unless="PERSON ... ikke; bruker ... ikke", roles="KO VL KE",
    ),
    says(Intent.RETRACT, 11,
        "slutt ikke likevel; ikke ... likevel; fortsett ... likevel; likevel ikke; likevel ... fortsett; ombestemt; ombestemte; "
        "jeg fortsett; fortsett|holdt fram; blir værende; jeg blir likevel; ikke slutt likevel; slutt_ikke; ikke lenger ... "
        "bytt; glem bytt|avslutt",
        unless="brev; krysse; slutt_ikke før", roles="KO KE VL",
    ),
)  # fmt: skip
