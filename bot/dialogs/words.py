"""Vocabulary: every spelling the bot knows, bokmål, nynorsk, dialect and phone typing, each leading to one bokmål word."""

from functools import cache

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

VOCABULARY: dict[str, str] = {
    # small words that carry the sense
    "jeg": "eg e æ æg jæ jæi jei ej",
    "meg": "mæ mei",
    "vi": "me vårres",
    "oss": "okke åss",
    "vår": "våre vårt",
    "du": "deg dæ dykk",
    "de": "dere dei dem di dokker dåkker",
    "min": "mi mitt mine mins",
    "den": "denne det dette desse disse",
    "ikke": "ikkje itj ittj itte ikkj ikje kje ikk inte ikkke ike ikek ikkjr",
    "aldri": "aldrig",
    "ingen": "inga inkje ingenting ingen ingje",
    "hva": "kva ka hvamed",
    "hvem": "kven kem køm hvemsom",
    "hvor": "kor hvorhen",
    "hvordan": "korleis åssen koss kordan korsen hvordann korleies",
    "hvorfor": "kvifor koffor kofor korfor kvifår",
    "når": "nårtid nårti",
    "hvilken": "hvilke hvilket kvilken kvilke",
    "noen": "noe noko nokon nokken nåkken nokka nåken nåen nokre nån",
    "annen": "andre annan annet anna",
    "enda": "ennå enno enda endå",
    "lenger": "lengre lengar",
    "kanskje": "kansje muligens truleg trolig usikker",
    "hvis": "viss vist dersom ifall",
    "vurderer": "vurdere vurderar tenker",
    "likevel": "allikevel likavæl likevell",
    "og": "åg",
    "men": "",
    "fra": "frå ifra ifrå",
    "til": "te",
    "over": "",
    "opp": "",
    "igjen": "att",
    "tilbake": "attende tilbakes",
    "nå": "no nu nåh",
    "alle": "alt all samtlige",
    "i": "",
    "på": "",
    "for": "",
    "av": "",
    "med": "",
    "uten": "utan uden",
    "hos": "hjå",
    "ut": "",
    "ned": "",
    "først": "fyrst",
    "feil": "feilen gale galt gal",
    "ny": "nytt nye",
    "neste": "nestemann",
    "nesten": "",
    "siste": "sist",
    "mange": "",
    "mangler": "manglar mangla",
    "lang": "lenge langt",
    "mer": "meir",
    "mye": "mykje myje",
    # answers and talk
    "ja": "jaa jada jepp jess yes jau jo japp jupp jaja",
    "nei": "nope neida nai nehei nææ næ nei",
    "ok": "okei okay oki greit greitt grei kjør fint topp",
    "stemmer": "stemme riktig korrekt",
    "takk": "tusen takker takkar takktakk",
    "hei": "heia hallo hallå halla heihei hi hello morn moin heisann hola",
    "hjelp": "help hjelpe hjelper hjelpes hjelpen meny kommandoer kommandoar kommando",
    "avbryt": "avbryte avbryter avbrot stopp stop glem gløym drit cancel",
    "angre": "angrer angrar angra angret undo angr",
    "søren": "pokker faen fanden fader fy fæn helvete helvede jævla jævlig hælvete satan dritt driten forbanna",
    # people
    "leder": "leiar leder lederen leiaren sjef sjefen virksomhetsleder verksemdsleiar enhetsleder einingsleiar avdelingsleder "
    "avdelingsleiar",
    "stedfortreder": "stadfortredar vara stedfortrederen stadfortredaren stedfortredar stand-in standin",
    "koordinator": "koordinatoren koordinatorar koordinatorer kordinator koordinatorane koordiantor ko",
    "barnekoordinator": "barnekoordinatoren barnekoordinatorsak barnekoordinatorsaker",
    "bruker": "brukar brukeren brukaren tjenestemottaker tenestemottakar pasienten planeier planeigar",
    "pårørende": "pårørande mor mora moren far faren mamma mammaen pappa pappaen foreldre foreldra foreldrene foresatte føresette "
    "ektefelle "
    "ektefellen samboer samboeren sønnen datteren dattera bror broren søster søsteren søstera søsken bestemor bestefar",
    "ke": "koordinerende koordinerande",
    "saksbehandler": "saksbehandlar",
    "superbruker": "superbrukar superbrukeren superbrukaren superbrukere superbrukarar superbrukerne superbrukarane",
    "ansatt": "ansatte tilsett tilsette fastansatt",
    # things
    "sak": "saka saken saker sakene sakar sakane saksnummer sakr sakn",
    "nysak": "nysaka",
    "løpenummer": "løpenummeret løpenr lnr",
    "vedtak": "vedtaket vedtatt vedtaka",
    "vedtaksdato": "vedtaksdatoen vedtakdato",
    "forslag": "forslaget framlegg",
    "virksomhet": "virksomheten verksemd verksemda enhet enheten eining eininga avdeling avdelinga avdelingen",
    "forespørsel": "forespørselen forespørsler førespurnad førespurnaden førespurnader forespørslene forespurnad",
    "mottaker": "mottakar mottakeren mottakaren adressat",
    "svar": "besvart besvare besvares svaret svare svarer svarar svart svara svarte svartet",
    "frist": "fristen frister fristar fristane fristene svarfrist svarfristen svarfrister deadline",
    "tremånedersfrist": "tremånedersfristen tremånadersfristen tremånedsfristen månedersfristen månedersfrist månadersfristen "
    "månadersfrist",
    "tid": "tida tiden",
    "uke": "uka uken uker veke veka veker",
    "dag": "dager dagar dagen",
    "avvik": "avviket avvika avvikene avviksmelding avvikstekst aviket avik",
    "compilo": "kompilo",
    "brev": "brevet brevene",
    "brevtekst": "brevteksten",
    "tekst": "teksten tekster tekstar",
    "journalnotat": "journalnotatet",
    "informasjonsskriv": "informasjonsskrivet infoskriv infoskrivet",
    "postjournal": "postjournalen postjournalført",
    "profil": "profilen",
    "iplos": "",
    "fagsystem": "fagsystemet journalsystemet gerica",
    "oversikt": "oversikten oversikta oppsummering oppsummeringa oppsummeringen",
    "register": "registeret registret w-lista w-listen wlista wlisten w-liste",
    "excel": "exel xlsx csv regneark",
    "liste": "lista listen lister list",
    "statistikk": "statistikken statistik tall tal tallene tala",
    "status": "statusen",
    "historikk": "historikken",
    "språk": "språket målform målforma",
    "innstilling": "innstillinger innstillingar innstillingene varsel varsler varslar varslinger",
    "invitasjon": "invitasjonen invitasjoner invitasjonar innbydelse innbyding innbydinga",
    "inviter": "invitere inviterer inviterar inviterte innby innbyr",
    "koordinatortreff": "koordinatortreffet koordinatortreffa koordinatorsamling koordinatorsamlinga koordinatorsamlingen treff treffet",
    "temadag": "temadagen temadager temadagar",
    "hospitering": "hospiteringen hospiteringa hospitere",
    "årsrapport": "årsrapporten årsrapportering årsrapporteringen årsrapporteringa årsrapporter årsrapportar årsmelding",
    "rapport": "rapporten rapportering rapporteringen rapporteringa",
    "årlig": "årlege årleg årlige",
    "møtetall": "møtetallene møtetal møtetala",
    "gjøremål": "gjeremål gjøremålene gjeremåla todo",
    "oppgave": "oppgaven oppgaver oppgavene oppgåve oppgåva oppgåver oppgåvene",
    "tilgang": "tilgangen tilganger tilgangar tilgangene tilgangane",
    "innkalt": "innkalte innkalla innkalling innkallinga innkallingen",
    "avlys": "avlyse avlyser avlysar avlyst avlyste avlysing",
    "orden": "",
    "møtt": "møtte",
    "møte": "møtet møter møta ansvarsgruppe ansvarsgruppa ansvarsgruppemøte ansvarsgruppemøtet ansvarsgruppen "
    "ip-møte ipmøte ip-møtet ipmøtet"
    " samarbeidsmøte samarbeidsmøtet koordineringsmøte koordineringsmøtet koordinatormøte koordinatormøtet statusmøte",
    "etablert": "etablere etablerer etableres",
    "nedlagt": "nedlegg nedlegge nedlegges oppløst oppløyst",
    "uavklart": "uavklara",
    "oppstartssamtale": "oppstartssamtalen oppstartsamtale oppstartsmøte oppstartsmøtet startsamtale førstesamtale førstemøte "
    "oppstartssamtala",
    "samtykke": "samtykket samtykkje samtykt samtykkeerklæring",
    "samtykkeskjema": "samtykkeskjemaet",
    "plan": "planen individuell ip",
    "veiledning": "rettleiing rettleiinga veiledningen veileding vegleiing",
    "bistand": "bistå bistår assistanse",
    "drøfting": "drøfte drøftes drøfta diskutere",
    "opplæring": "opplæringa opplæringen kurs kurset kursing koordinatorkurs koordinatorkurset koordinatoropplæring opplæringsbehov "
    "e-læring e-læringa e-læringen elæring elæringa elæringen",
    "oppfriskning": "oppfrisking oppfriske oppfriskingskurs oppfriskningskurs repetisjon repetisjonskurs",
    "kursstatus": "kursoversikt kursliste opplæringsstatus",
    "håndbok": "håndboka håndboken handbok handboka koordinatorhåndboka koordinatorhandboka",
    "skjema": "skjemaet",
    "mail": "epost e-post eposten mailen e-posten beskjed melding",
    "purring": "purringer purringar påminnelse påminnelser påminning påminningar mas mase maser masing",
    "stilling": "",
    "jobb": "jobben arbeid",
    # verbs; participles apart where "sendt" and "send" differ
    "opprett": "opprette oppretter opprettar registrer registrere registrerer",
    "legg": "legge legger leggje la lægg",
    "lagt": "",
    "send": "sende sender sendar sendes sendast",
    "sendt": "sent sendte",
    "spør": "spørre spørje spør spyr",
    "velg": "velge vel",
    "purr": "purre purrer purrar",
    "minn": "minne minner minnar påminn påminne",
    "forleng": "forlenge forlengje forlenger forlengar forlenga forlenget utsett utsette utset utsatt utsettelse utsettjing",
    "gi": "gje gir gjev gitt gav ga",
    "trekk": "trekke trekkje trekker trekt trukket trakk",
    "meldt": " innmeldt rapportert",
    "meld": "melde melder melda",
    "ført": "førte registrert oppført innført",
    "ringt": "ringte telefonert",
    "ring": "ringe ringer",
    "kontakt": "kontakte kontakter",
    "skrevet": "skreiv skreve",
    "bestilt": "bestilte ordnet ordna bestilt",
    "informert": "informerte orientert varslet varsla",
    "gjort": "ferdig ferdige utført utførte gjorde fullført",
    "krysse": "kryss krysset kryssa huk huke huka huket hake haka haket hak",
    "fjern": "fjerne fjerner",
    "pålegg": "pålegge påleggje pålegger",
    "avsluttede": "avsluttete avslutta",
    "avslutt": "avslutte avslutter avsluttes avsluttet avsluttar avsluttast avslutning lukk lukke lukkes lukka avlsutt avsluttning",
    "slett": "slette sletter sletta slettes slettet",
    "opphør": "opphøyr opphøre opphøyre opphører",
    "midlertidig": "mellombels midlertidige mellombel",
    "pause": "pausen pauses pausa",
    "vent": "",
    "venter": "ventar vente",
    "hvile": "kvile hviler kviler",
    "gjøre": "gjere gjer gjør gjøres gjerast gjæra",
    "åpne": "opne åpner opnar åpna åpn gjenåpne gjenåpn attopne gjenopne",
    "gjenoppta": "gjenopptas gjenopptatt",
    "start": "starte starter startes startar startast",
    "fortsett": "fortsette fortsetter fortset fortsetje held",
    "fortsatt": "framleis fremdeles",
    "bytt": "bytte bytter byt byte byttes byttar skift skifte skifter skiftar bytta byta",
    "slutt": "slutte slutter sluttar slutta sluttet sluttast sluttær",
    "permisjon": "perm foreldreperm fødselsperm sykepermisjon sjukepermisjon permisjonen foreldrepermisjon fødselspermisjon pappaperm "
    "mammaperm studiepermisjon",
    "skjønner": "skjønar skjønte skjøna skjønne",
    "forstår": "forstå forstod forsto",
    "virker": "virkar fungerer fungerar funker funkar verkar",
    "syk": "sjuk dårlig dårleg",
    "sykmeldt": "sjukmeldt sykemeldt sjukemeldt sykmelding sjukmelding sykemelding langtidssykmeldt",
    "ferie": "ferien sommerferie juleferie vinterferie feriere",
    "borte": "vekke bortreist bortreiste fraværende fråverande vekk",
    "pensjon": "pensjonist afp pensjonere",
    "følge": "følgje følger følgjer følg fylgje",
    "ta": "tar tek tatt teken teke tas tok tær",
    "overta": "overtar overtek overtatt overtok overtas",
    "kan": "kunne kunna kann",
    "må": "måtte måå",
    "vil": "ville vill",
    "skal": "ska skulle ska",
    "har": "ha",
    "hatt": "hadde hadd",
    "er": "ær var vere være vera vært vore",
    "blir": "bli vert verte ble blei vart blitt blive",
    "skje": "skjer skjedde skjedd",
    "få": "får fær fekk fikk fått",
    "trenger": "treng trengs trengst behøver trenge trengje trængs træng",
    "ønsker": "ønskjer ønske ønskje ynskjer ønskar",
    "rekker": "rekke rekk rek",
    "finne": "finn finner finnes fins fant funnet",
    "vis": "vise viser visar",
    "hente": "hent henter",
    "eksporter": "eksportere eksport last laste",
    "rett": "",
    "rette": "korriger korrigere endre endra endrer ret rettes",
    "skrive": "skriv skriver skriving",
    "snakke": "snakker snakka prate prata preke snakk prat",
    "si": "sier seier sa sagt sagde",
    "hører": "høyrer høre høyre",
    "gå": "går gjekk gikk gåe",
    "vikariere": "vikarierer vikarierar vikar vikaren",
    "stiller": "stille stillar",
    "holdt": "avholdt halde haldt holde gjennomført gjennomførte gjennomførd",
    "sette": "sett set setje setter",
    "trykke": "trykka trykte trykket trykk",
    "takket": "takka",
    "klarer": "klarar klare",
    "orker": "orkar orka orke",
    "avslå": "avslår avslo",
    "nekte": "nekter nektar nekta",
    "heter": "hete heiter heite",
    "døde": "død daud døydde døyr døde dødd dødsfall",
    "flytter": "flytting flyttar flytte flytta flyttet flytt",
    "kommune": "kommunen kommuner kommunar",
    "mål": "målene måla målet",
    "nådd": "nådde oppnådd oppnådde",
    "behov": "behovet",
    "kapasitet": "kapasiteten kapasitets kappasitet",
    "overføring": "overføre overfør overføres overførast overføringa overføringen",
    "skole": "skulen skolen skule barneskole barneskolen barneskulen ungdomsskole ungdomsskolen videregående vidaregåande",
    "barnehage": "barnehagen",
    "fyller": "fyl fyllar",
    "voksen": "vaksen voksenavdelinga voksenavdelingen vaksenavdelinga voksentjenesten",
    "begynner": "byrjar begynne byrje begynnar",
    "grunn": "begrunnelse grunngjeving årsak",
    "inhabil": "habil inhabilitet slekt ugild",
    "passer": "passar passe egnet eigna",
    "ledig": "ledige",
    "nynorsk": "nynorks",
    "bokmål": "bokmaal bokmål",
    "forskjell": "forskjellen skilnad skilnaden forskjellig",
    "innebærer": "inneber innebære betyr tyder",
    "mene": "mener meiner mente",
    "navn": "namn navnet namnet",
    "kommer": "kjem komme kome kjæm",
    "tidligere": "",
    "fast": "",
    "telefon": "telefonen tlf",
    "foreslå": "føreslå foreslår føreslår foreslått anbefale",
    "mulig": "mogleg",
}
"""Bokmål word → its other spellings. Inflections the stemmer finds need not be listed, unless they matter."""

_ORDINARY = """
    allerede altfor altså arbeider arbeidet bare barn barna barnet bedre berre beste bilen bli boka bord bort bra bror brød både da
    dagen datter de deg dei den der dere deres derfor derre det dette difor dine ditt du ei ein eit eller en ene enkelt er et ett
    etter fag falle far fin fjor flere folk fordi foreldre foreldrene forhold forrige fort fredag gammel gang gangen ganger gjelder
    gjennom gjerne gode godt gutt gutten gått ham han hans heile heim heime hele helga helst helt hennes her hjem hjemme ho hos hun
    hus huset huske hver hvert ikke ikkje ingen ingenting inn inne innen inntil jenta jente jobber kjenner klar klare klarer klart
    kom komme kommune kona korkje kunne kva kvar kveld lage laget land ligg ligger like lite liten litt lov lære lærer læreren mamma
    mange mangler mann mannen mannskap masse mat mellom mens mest mister mor morgen mot mulig mykje må måned navnet nettopp no noko
    nokon nord også om opp oppe ord orden ordre overalt pappa par penger plass plutselig problem rart rett samme samtale samtaler
    seg selv selvfølgelig sender sent ser sidan side siden sin sine sist sitt sitter sjølv skikkelig skrev skule snart som sommer
    sommeren sted stor store stund stå står så sånn sør søsken søster tenkte ting tingen trist tror trur ukjent under unge ungen
    utan utenfor vanlig vant ved vei veit veldig venn venner verden verre vest vet videre ville vinter virker vondt vore vår være
    vært åleine åpent år årene ønske øst
"""
ORDINARY = frozenset(_ORDINARY.split())
"""Words that are words already and must not be taken for a mistyped one."""

_stem = snowballstemmer.stemmer("norwegian").stemWord


@cache
def _spellings() -> dict[str, str]:
    table = {word: word for word in VOCABULARY}
    for word, others in VOCABULARY.items():
        for other in others.split():
            table.setdefault(other, word)
    return table


@cache
def _stems() -> dict[str, str]:
    table: dict[str, str] = {}
    for spelling, word in _spellings().items():
        stem = _stem(spelling)
        if len(spelling) > 4 and len(stem) > 3:
            table.setdefault(stem, word)
    return table


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    lengths: dict[int, list[str]] = {}
    for spelling in _spellings():
        if len(spelling) > 3:
            lengths.setdefault(len(spelling), []).append(spelling)
    return {length: tuple(words) for length, words in lengths.items()}


def canonical(word: str) -> str:
    """The one bokmål word for a spelling, an inflection or a typing error; a lower-case word unknown to the vocabulary is itself."""
    if (exact := known(word)) is not None:
        return exact
    if word in ORDINARY or not 4 <= len(word) <= 24:
        return word
    return _mistyped(word) or word


def known(word: str) -> str | None:
    """The one bokmål word for a spelling or an inflection that is spelled right; None for all other words."""
    exact = _spellings().get(word)
    if exact is not None or word in ORDINARY or len(word) < 4:
        return exact
    return _stems().get(_stem(word))


def _mistyped(word: str) -> str | None:
    allowed = 1 if len(word) < 8 else 2
    near = [other for size in range(len(word) - allowed, len(word) + allowed + 1) for other in _by_length().get(size, ())]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=allowed)
    if found is None:
        return None
    guess: str = found[0]
    same_letters = sorted(guess) == sorted(word)
    if not same_letters and (guess[0] != word[0] or len(word) < 5):
        return None
    return _spellings()[guess]
