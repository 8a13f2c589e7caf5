"""The effective profile as the quality system wants it: how deadlines and responsibility are set, and what is the municipality's own."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import StrEnum

from pydantic import BaseModel

from bot.cards.duties import DO
from bot.casework.labels import Label
from bot.casework.model import DutyKind, Way
from bot.casework.municipality import Municipality
from bot.texts.words import Words

HEADINGS: Mapping[str, str] = {
    "flow": "Veien til en koordinator",
    "deadlines": "Frister",
    "duties": "Det KE gjør, og krysser av for",
    "follow_up": "Oppfølging",
    "handover": "Bytte, overføring og vikar",
    "annual": "Årlig rapport",
    "training": "Opplæring og veiledning",
    "gathering": "Invitasjoner",
    "yearly_tasks": "KEs oppgaver hvert år",
    "decline_reasons": "Grunner til nei",
    "closure_reasons": "Grunner til avslutning",
    "require_permanent": "Fast ansatt",
    "routing": "Hvem som arbeider her",
    "exports": "Register og statistikk",
    "retention": "Arkiv og lagringstid",
    "systems": "Systemer",
    "case_number": "Løpenummer",
    "links": "Lenker og kontakt",
    "texts": "Egne tekster",
}
"""The parts of a profile, in the order they are shown."""

NAMES: Mapping[str, str] = {
    "flow.intake": "En sak begynner med",
    "flow.intake_date": "Fristen regnes fra",
    "flow.appoint": "KE kan",
    "flow.tell_leader": "Lederen får vite om den KE selv oppnevner",
    "flow.ask_wish": "Det spørres om brukerens ønske er vurdert",
    "flow.naming_hint": "Råd når noen navngis",
    "deadlines.reply": "Svarfrist",
    "deadlines.reply.weeks": "Svarfrist, uker",
    "deadlines.reply.roll": "Svarfrist på en fridag",
    "deadlines.reply.reminders": "Påminnelser, arbeidsdager før svarfristen",
    "deadlines.reply.at": "Påminnelser går ut klokken",
    "deadlines.appoint": "Frist for oppnevning",
    "deadlines.appoint.months": "Frist for oppnevning, måneder",
    "deadlines.appoint.roll": "Frist for oppnevning på en fridag",
    "deadlines.appoint.warnings": "KE blir varslet, dager før fristen for oppnevning",
    "deadlines.appoint.working_day_before": "KE blir også varslet siste arbeidsdag før fristen",
    "deadlines.unanswered_mail_after": "E-post til leder som ikke har reagert, etter arbeidsdager",
    "deadlines.handover_answer_after": "KE får vite at et bytte er ubesvart, etter arbeidsdager",
    "deadlines.left_open_after": "Det som ikke er krysset av, minnes det om etter arbeidsdager",
    "deadlines.dialog_hours": "En samtale blir husket, timer",
    "deadlines.overdue_at": "Brutt frist blir varslet klokken",
    "deadlines.digest_at": "Daglig sammendrag klokken",
    "deadlines.routine_at": "Det som hører til året, klokken",
    "deadlines.digest_horizon_days": "Sammendraget ser fram, dager",
    "deadlines.hours.opens": "Boten skriver uoppfordret fra klokken",
    "deadlines.hours.closes": "Boten skriver uoppfordret til klokken",
    "deadlines.closing_days": "Stengte dager",
    "deadlines.summer.first": "Sommer fra (måned-dag)",
    "deadlines.summer.last": "Sommer til (måned-dag)",
    "duties.opened": "Når en sak åpnes",
    "duties.appointed": "Når en koordinator er oppnevnt",
    "duties.handed_over": "Når en ny koordinator har tatt over",
    "duties.plan": "Når svaret om plan er ja",
    "duties.no_plan": "Når svaret om plan er nei",
    "duties.consent": "Når samtykke er gitt",
    "duties.guidance": "Når en koordinator vil ha veiledning",
    "duties.reply_deadline": "Når svarfristen er brutt",
    "duties.appoint_deadline": "Når fristen for oppnevning er brutt",
    "duties.closing": "Når en sak avsluttes",
    "duties.pausing": "Når en sak settes på pause",
    "duties.resuming": "Når en sak tas opp igjen",
    "follow_up.consent.recipient": "Samtykket sendes til",
    "follow_up.consent.oral_ok": "Muntlig samtykke er nok",
    "follow_up.plan.created_by": "Individuell plan opprettes av",
    "follow_up.meetings": "Møter",
    "follow_up.start": "Spørsmål om oppstart",
    "follow_up.start.ask_after_days": "Det spørres om oppstartssamtalen etter dager",
    "follow_up.start.repeat_after_days": "Og en gang til etter dager",
    "follow_up.start.tell_after_days": "KE får vite det etter dager",
    "follow_up.status_months": "Koordinator som ikke har meldt noe, blir spurt etter måneder",
    "follow_up.checklists": "Sjekklister",
    "handover.decider": "Ny koordinator bestemmes av",
    "handover.overlap_days": "Overlapp, dager",
    "handover.ask_wish": "Det spørres om brukerens ønske ved bytte",
    "handover.checklist": "Sjekkliste ved bytte",
    "handover.checklist_reminder_after": "Sjekklisten minnes det om etter dager",
    "handover.transfer_lead_days": "Overføring planlegges, dager før",
    "handover.transitions": "Overganger",
    "handover.substitute.offered": "Vikar kan brukes",
    "handover.substitute.ask_before": "Det spørres om hva som skjer etter vikaren, arbeidsdager før",
    "annual": "Årlig rapport",
    "annual.opens": "Åpner (måned-dag)",
    "annual.due": "Frist (måned-dag)",
    "annual.reminders": "Påminnelser, arbeidsdager før",
    "annual.late_every": "Påminnelse etter fristen, hver arbeidsdag nummer",
    "annual.ask_plan": "Det spørres om plan",
    "training": "Opplæring",
    "training.needs": "Opplæringsbehov",
    "training.needs.kinds": "Opplæring som kan meldes",
    "training.needs.months": "KE tilbyr opplæring innen måneder",
    "training.needs.warnings": "KE blir varslet, dager før",
    "training.needs.form": "Føres i",
    "training.course": "Kurs",
    "training.course.name": "Kurs",
    "training.course.remind_after": "Det minnes om kurset etter dager",
    "training.tell_leader": "Lederen får vite om ønske om veiledning",
    "gathering": "Invitasjoner",
    "gathering.kinds": "Det inviteres til",
    "gathering.remind_before": "Påminnelse, arbeidsdager før",
    "yearly_tasks": "Oppgaver",
    "decline_reasons": "Grunner",
    "closure_reasons": "Grunner",
    "require_permanent": "Ja med en som ikke er fast ansatt",
    "routing.check_at": "Det sjekkes hver natt klokken",
    "exports.columns": "Kolonner i registeret",
    "exports.by_file_consent": "KE kan hente filer i chatten",
    "exports.statistics_by_unit": "Statistikken er delt på virksomheter",
    "retention.archive_after_months": "Avsluttede saker kan arkiveres etter måneder",
    "retention.purge_after_months": "Arkiverte saker kan fjernes, måneder etter at de ble avsluttet",
    "systems.record": "Fagsystem",
    "systems.statistics": "Statistikk",
    "systems.quality": "Kvalitetssystem",
    "systems.plan": "Planverktøy",
    "systems.mail_journal": "Postjournal",
    "systems.register_form": "Skjema",
    "systems.register_list": "Register",
    "systems.change_form": "Endringsskjema",
    "case_number.pattern": "Mønster",
    "case_number.example": "Eksempel",
    "case_number.max_length": "Høyst så mange tegn",
    "case_number.max_digits": "Høyst så mange siffer",
    "links.handbook": "Håndbok",
    "links.information_letter": "Informasjonsbrev",
    "links.child_information_letter": "Informasjonsbrev om barnekoordinator",
    "links.consent_form": "Samtykkeskjema",
    "links.quality_system": "Kvalitetssystem",
    "links.routing_list": "Fordelingsliste",
    "links.plan_tool": "Planverktøy",
    "links.more": "Mer",
    "links.contact": "Spørsmål rettes til",
    "links.shared_mailbox": "Felles postkasse når ingen nås i Teams",
    "texts": "Tekster",
}
"""What each value is called, for people who have not seen the file."""

CODES: Mapping[str, str] = {
    "decision": "vedtak",
    "report": "melding som KE vurderer",
    "next_working_day": "flyttes til neste arbeidsdag",
    "none": "flyttes ikke",
    "ke": "KE",
    "leader": "lederen",
    "coordinator": "koordinatoren",
    "warn": "det sies fra",
    "off": "det sies ikke fra",
    Way.REQUEST: "spørre en virksomhet",
    Way.ORDER: "pålegge den med flest tjenester",
    Way.CONSULT: "la virksomheten foreslå",
    Way.DIRECT: "oppnevne selv",
}


def show(municipality: Municipality, standard: Municipality, today: date) -> str:
    """The document, in Markdown; what differs from the standard profile has a mark and what the standard says."""
    words, usual = Words("nb", municipality, today), Words("nb", standard, today)
    lines = [f"# Slik er fristene og ansvaret satt hos {municipality.name}", ""]
    lines += ["✎ Kommunens eget: annerledes enn standardprofilen.", ""]
    theirs = dict(walk(standard, ()))
    for part, heading in HEADINGS.items():
        lines += [f"## {heading}", "", "| Hva | Slik er det her | Standard |", "|---|---|---|"]
        for path, value in walk(getattr(municipality, part), (part,)):
            own = path not in theirs or theirs[path] != value
            said = write(theirs[path], usual) if path in theirs else "brukes" if value is None else "brukes ikke"
            lines.append(f"| {'✎ ' if own else ''}{NAMES['.'.join(path)]} | {write(value, words)} | {said if own else ''} |")
        lines.append("")
    return "\n".join(lines)


def walk(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every single value with its path; lines and lists are single values, and so is a part that is not there."""
    if isinstance(value, BaseModel) and not isinstance(value, Label):
        for field in type(value).model_fields:
            yield from walk(getattr(value, field), (*path, field))
    else:
        yield path, value


def write(value: object, words: Words) -> str:
    """A value as people read it."""
    if value is None:
        return "brukes ikke"
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, DutyKind):
        return words.plain(DO[value], months=words.municipality.deadlines.months)
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, tuple):
        return "; ".join(write(item, words) for item in value) or "ingen"
    if isinstance(value, Label):
        return words.municipality.text(value, "nb")
    if isinstance(value, BaseModel):
        return describe(value, words)
    return CODES.get(str(value), str(value)) if isinstance(value, str | StrEnum) else str(value)


def describe(value: BaseModel, words: Words) -> str:
    """An item of a list by its name, with what belongs to it."""
    term, title, own = getattr(value, "term", None), getattr(value, "title", None), getattr(value, "instead_of", None)
    if own:
        return f"«{own}» er «{getattr(value, 'nb', '')}»"
    if title is not None:
        return write(title, words)
    months = getattr(value, "every_months", None)
    named = str(term.nb.singular) if term is not None else str(value)
    return f"{named}, minst hver {months}. måned" if months else named
