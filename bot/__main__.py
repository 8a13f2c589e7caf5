"""The command line: what is done outside Teams. What is wrong with a file, a profile or a database is told with what to do about it."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

if TYPE_CHECKING:
    from bot.casework.municipality import Municipality
    from bot.settings import Settings


class Commands(TyperGroup):
    """Commands that tell what is wrong with the database, and what to do about it, in place of a trace."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            if advice := advise_on_database(error):
                stop(advice)
            raise


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
export = typer.Typer(no_args_is_help=True, help="Skriv en liste til fil, i kommunens egne kolonner.")
app.add_typer(export, name="export")
audit = typer.Typer(no_args_is_help=True)
profile_commands = typer.Typer(no_args_is_help=True)
app.add_typer(audit, name="audit")
app.add_typer(profile_commands, name="profile")
console = Console()

DEMO = Path(".demo")


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Porten på denne maskinen.")] = 3978,
    folder: Annotated[Path, typer.Option(help="Hvor demoen tar vare på det som skjer.")] = DEMO,
    browse: Annotated[bool, typer.Option(help="Åpne nettleseren.")] = True,
) -> None:
    """Start et lokalt Teams med boten i, på en egen database. Stopp med Ctrl-C."""
    from bot.local.demo import PortTaken, open_port, serve
    from bot.local.town import Town
    from bot.logs import log_plainly
    from bot.loop import run

    log_plainly()
    try:
        door = open_port(port)
    except PortTaken as taken:
        stop(str(taken))

    async def main() -> None:
        async with Town(door, folder) as town:
            await serve(town.web_app, town.local, town.app, door, console, browse=browse)

    run(main())


@app.command()
def playground(
    port: Annotated[int, typer.Option(help="Botens egen port; 0 tar en ledig.")] = 0,
    folder: Annotated[Path, typer.Option(help="Hvor databasen og loggene ligger så lenge.")] = DEMO / "playground",
    browse: Annotated[bool, typer.Option(help="Åpne nettleseren.")] = True,
) -> None:
    """Start boten ved siden av Microsofts eget testprogram, med en side for KE, en leder og en koordinator. Stopp med Ctrl-C."""
    from bot.local.demo import PortTaken, open_port
    from bot.local.playground import CannotStart
    from bot.local.playground_town import PlaygroundTown, serve
    from bot.logs import log_plainly
    from bot.loop import run

    log_plainly()

    async def main() -> None:
        async with PlaygroundTown(open_port(port), folder) as town:
            await serve(town, console, browse=browse)

    try:
        run(main())
    except (PortTaken, CannotStart) as problem:
        stop(str(problem))


@app.command()
def serve() -> None:
    """Start boten for Teams, med innstillinger fra miljøet (README.md har listen)."""
    gc.disable()  # all that is read now stays: to look through it for what nobody needs, again and again, takes a quarter of the start
    from bot.app import App
    from bot.logs import log_json
    from bot.loop import run
    from bot.storage.migrations import migrate

    gc.enable()
    log_json()
    settings = read()
    read_or_stop(settings.profile)
    migrate(settings.database_url)

    async def main() -> None:
        async with App(settings) as bot:
            await bot.serve()

    run(main())


Profile = Annotated[str, typer.Option(envvar="KOORDINATORBOT_PROFILE", help="Kommunens profil: et navn eller en fil.")]


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, help="xlsx, csv eller en mappe med csv-filer.")],
    database: Annotated[str, typer.Option(envvar="KOORDINATORBOT_DATABASE_URL", help="Databasen det leses inn i.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Vis hva som ville blitt endret, uten å endre noe.")] = False,
    columns: Annotated[Path | None, typer.Option(exists=True, help="YAML som sier hva kolonnene heter hos dere.")] = None,
) -> None:
    """Les inn virksomheter, ledere, stedfortredere, kategorier, ansatte og KE fra kommunens egen liste."""
    from bot.importing.lists import import_lists
    from bot.storage.migrations import migrate

    migrate(database)
    raise typer.Exit(import_lists(file, database, dry_run=dry_run, mapping=columns, console=console))


@app.command("import-register")
def import_register(
    file: Annotated[Path, typer.Argument(exists=True, help="xlsx, csv eller en mappe med csv-filer.")],
    database: Annotated[str, typer.Option(envvar="KOORDINATORBOT_DATABASE_URL", help="Databasen det leses inn i.")],
    profile: Profile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Vis hva som ville blitt lest inn, uten å endre noe.")] = False,
    columns: Annotated[Path | None, typer.Option(exists=True, help="YAML som sier hva kolonnene heter hos dere.")] = None,
) -> None:
    """Les inn sakene i registeret dere har fra før, med koordinatorene. Ingen får melding om det."""
    from bot.clock import SystemClock
    from bot.importing.register import import_register
    from bot.storage.migrations import migrate

    migrate(database)
    now = SystemClock().now()
    raise typer.Exit(import_register(file, database, read_or_stop(profile), now, dry_run=dry_run, mapping=columns, console=console))


Name = Annotated[str, typer.Argument(envvar="KOORDINATORBOT_PROFILE", help="Et navn eller en fil. Ellers den som er satt.")]
ToFile = Annotated[Path, typer.Argument(help="Filen som skrives, .xlsx eller .csv.")]
FromDatabase = Annotated[str, typer.Option(envvar="KOORDINATORBOT_DATABASE_URL", help="Databasen det leses fra.")]
Columns = Annotated[Path | None, typer.Option(exists=True, help="YAML som sier hva kolonnene heter hos dere, i den rekkefølgen de står.")]


@export.command("fordelingsliste")
def export_units(file: ToFile, database: FromDatabase, columns: Columns = None) -> None:
    """Hver virksomhet med leder, stedfortreder, kategorier og superbruker; kan leses inn igjen."""
    from bot.importing.columns import Kind
    from bot.importing.writing import export_list

    raise typer.Exit(export_list(Kind.UNITS, file, database, mapping=columns, console=console))


@export.command("ansatte")
def export_people(file: ToFile, database: FromDatabase, columns: Columns = None) -> None:
    """Alle ansatte med virksomhet, rolle og nærmeste leder; kan leses inn igjen."""
    from bot.importing.columns import Kind
    from bot.importing.writing import export_list

    raise typer.Exit(export_list(Kind.PEOPLE, file, database, mapping=columns, console=console))


@export.command("aarsrapport")
def export_round(
    file: Annotated[Path, typer.Argument(help="Filen som skrives, .xlsx.")],
    database: FromDatabase,
    profile: Profile,
    year: Annotated[int | None, typer.Option("--year", help="Året. Ellers den nyeste runden.")] = None,
) -> None:
    """Den årlige rapporten: tall per løpenummer, og summer per virksomhet."""
    from bot.clock import SystemClock
    from bot.registers.yearly import export_round

    raise typer.Exit(export_round(file, database, read_or_stop(profile), year, now=SystemClock().now(), console=console))


@export.command("kompetanseskjema")
def export_needs(file: Annotated[Path, typer.Argument(help="Filen som skrives, .xlsx.")], database: FromDatabase, profile: Profile) -> None:
    """Opplæringsbehovene som er meldt, i skjemaets kolonner."""
    from bot.clock import SystemClock
    from bot.registers.yearly import export_needs

    raise typer.Exit(export_needs(file, database, read_or_stop(profile), now=SystemClock().now(), console=console))


ToFolder = Annotated[Path, typer.Option("--out", file_okay=False, help="Mappen det skrives til. Bare du kan lese den.")]


@export.command("register")
def export_register(out: ToFolder, database: FromDatabase, profile: Profile) -> None:
    """Listen over alle saker, i kommunens egne kolonner, og hvor mye hver virksomhet har."""
    from bot.clock import SystemClock
    from bot.registers.exporting import export_register

    raise typer.Exit(export_register(out, database, read_or_stop(profile), SystemClock().now(), console=console))


@export.command("statistikk")
def export_statistics(
    out: ToFolder,
    database: FromDatabase,
    profile: Profile,
    year: Annotated[int | None, typer.Option("--year", help="Året. Ellers dette.")] = None,
) -> None:
    """Hvor lang tid det tar å få koordinator, og hvor mange som får det innen fristen. Små tall er utelatt."""
    from bot.casework.deadlines import oslo_date
    from bot.clock import SystemClock
    from bot.registers.exporting import export_statistics

    today = oslo_date(SystemClock().now())
    raise typer.Exit(export_statistics(out, database, read_or_stop(profile), year or today.year, today, console=console))


@export.command("paamelding")
def export_attendance(out: ToFolder, database: FromDatabase, profile: Profile) -> None:
    """Hvem som er invitert til det nyeste treffet, og hva de har svart."""
    from bot.casework.deadlines import oslo_date
    from bot.clock import SystemClock
    from bot.registers.exporting import export_attendance

    raise typer.Exit(export_attendance(out, database, read_or_stop(profile), oslo_date(SystemClock().now()), console=console))


@export.command("case")
def export_case(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Løpenummeret.")], out: ToFolder, database: FromDatabase, profile: Profile
) -> None:
    """Alt boten har om en sak: ett dokument å lese og én JSON-fil."""
    from bot.clock import SystemClock
    from bot.registers.case_files import export_case

    raise typer.Exit(export_case(out, database, read_or_stop(profile), number, SystemClock().now(), console=console))


@export.command("archive")
def export_archive(out: ToFolder, database: FromDatabase, profile: Profile) -> None:
    """Alle avsluttede saker, som dokumenter og JSON, til arkivet."""
    from bot.clock import SystemClock
    from bot.registers.case_files import export_archive

    raise typer.Exit(export_archive(out, database, read_or_stop(profile), SystemClock().now(), console=console))


@export.command("audit")
def export_audit(
    database: FromDatabase,
    out: Annotated[Path, typer.Option("--out", help="Filen som skrives, .csv.")],
) -> None:
    """Hele hendelsesloggen: hvem som har endret og sett hva, med seglet som lenker hver linje til den forrige."""
    from bot.clock import SystemClock
    from bot.registers.trail_file import export_trail

    raise typer.Exit(export_trail(out, database, SystemClock().now(), console=console))


@profile_commands.callback()
def about_profile() -> None:
    """Kommunens profil: frister, ansvar, ord og lister."""


@profile_commands.command("show")
def show_profile(name: Name = "standard") -> None:
    """Skriv hvordan fristene og ansvaret er satt, til kvalitetssystemet; det kommunen har eget, er merket."""
    from bot.casework.deadlines import oslo_date
    from bot.clock import SystemClock
    from bot.profiles.showing import show

    typer.echo(show(read_or_stop(name), read_or_stop("standard"), oslo_date(SystemClock().now())))


@profile_commands.command("check")
def check_profile(name: Name = "standard") -> None:
    """Se etter om profilen kan brukes. Hver feil er nevnt med fil, linje og hva som var ventet."""
    municipality = read_or_stop(name)
    console.print(f"Profilen til {municipality.name} kan brukes.", markup=False)


def read_or_stop(name: str) -> "Municipality":
    """The profile, or its faults and the end."""
    from bot.profiles import ProfileError, read_profile

    try:
        return read_profile(name)
    except ProfileError as error:
        stop(str(error))


@audit.callback()
def about_audit() -> None:
    """Kontroll: er hendelsesloggen hel, og er noe glemt?"""


@audit.command("check")
def check_audit(database: FromDatabase) -> None:
    """Se etter om hendelsesloggen er hel. Sier hvor det første bruddet er, og avslutter da med kode 1."""
    from bot.storage.trail import check_trail

    checked = check_trail(database)
    if checked.broken is not None:
        stop(f"Hendelsesloggen er brutt ved ledd {checked.broken}: en hendelse er endret, fjernet eller lagt til.")
    console.print(f"Hendelsesloggen er hel: {checked.sealed} hendelser er lenket, {checked.waiting} venter på neste runde.")
    console.print(f"Siste segl: {checked.newest or 'ingen'}")


@audit.command("cases")
def audit_cases(database: FromDatabase, profile: Profile) -> None:
    """Se etter om noe er glemt: en frist, en melding, en sak uten noen som har ansvaret. Nevner sakene, og avslutter da med kode 1."""
    from bot.auditing import tell_faults
    from bot.clock import SystemClock

    raise typer.Exit(tell_faults(database, read_or_stop(profile), SystemClock().now(), console=console))


@app.command()
def manifest(
    *,
    app_id: Annotated[str, typer.Option(help="Botens app-id, en GUID.")],
    host: Annotated[str, typer.Option(help="Vertsnavnet boten svarer på, som bot.kommune.example.")],
    name: Annotated[str, typer.Option(help="Navnet folk ser.")] = "Koordinatorbot",
    out: Annotated[Path, typer.Option(help="Zip-filen som lages.")] = Path("koordinatorbot.zip"),
    developer: Annotated[str, typer.Option(help="Hvem som tilbyr den, som kommunens navn. Ellers det samme som navnet.")] = "",
    website: Annotated[str, typer.Option(help="Siden med hjelp. Ellers https:// og vertsnavnet.")] = "",
    privacy: Annotated[str, typer.Option(help="Personvernerklæringen. Ellers det samme som siden med hjelp.")] = "",
    terms: Annotated[str, typer.Option(help="Vilkårene. Ellers det samme som siden med hjelp.")] = "",
    version: Annotated[str, typer.Option(help="Må økes hver gang pakken lastes opp på nytt.")] = "1.0.0",
) -> None:
    """Lag pakken som IT laster opp i Teams, og sjekk den mot Microsofts regler."""
    from bot.packaging.package import Deployment, fill_in, pack
    from bot.packaging.rules import find_faults

    website = website or f"https://{host}"
    files = fill_in(Deployment(app_id.lower(), host, name, developer or name, website, privacy or website, terms or website, version))
    if faults := find_faults(files):
        stop("Pakken er ikke laget. Dette må rettes:\n" + "\n".join(f"- {fault}" for fault in faults))
    out.write_bytes(pack(files))
    console.print(f"{out} er klar til å lastes opp i Teams.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Filen sikkerhetskopien skrives til.")],
    database: Annotated[str, typer.Option(envvar="KOORDINATORBOT_DATABASE_URL")],
) -> None:
    """Skriv hele databasen til en fil, også mens boten kjører."""
    from bot.storage.backup import backup as write

    try:
        write(database, file)
    except OSError as error:
        stop(f"Klarte ikke å skrive {file}: {error.strerror}. Finnes mappen, er det plass, og har du lov til å skrive der?")
    console.print(f"Sikkerhetskopien ligger i {file}. Den inneholder personopplysninger.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, help="En fil fra backup.")],
    database: Annotated[str, typer.Option(envvar="KOORDINATORBOT_DATABASE_URL")],
) -> None:
    """Les en sikkerhetskopi inn i en tom database."""
    from bot.storage.backup import BadBackup, NotEmpty
    from bot.storage.backup import restore as read_back

    try:
        read_back(database, file)
    except (BadBackup, NotEmpty) as problem:
        stop(f"Ingenting er lest inn. {problem}")
    console.print("Databasen er som da sikkerhetskopien ble tatt.")


@app.command()
def purge(
    database: Annotated[str, typer.Option(envvar="KOORDINATORBOT_DATABASE_URL")],
    profile: Profile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Si hvor mange saker som kan fjernes, uten å fjerne dem.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Fjern dem. Det kan ikke angres.")] = False,
) -> None:
    """Fjern saker som er avsluttet, arkivert og eldre enn lagringstiden i profilen. Hendelsesloggen om dem blir stående."""
    from bot.clock import SystemClock
    from bot.retention import purge

    if dry_run == yes:
        stop("Velg enten --dry-run eller --yes.")
    raise typer.Exit(purge(database, read_or_stop(profile), SystemClock().now(), dry_run=dry_run, console=console))


def read() -> "Settings":
    """The settings, or a clear stop."""
    from bot.settings import IncompleteSettings, read_settings

    try:
        return read_settings()
    except IncompleteSettings as missing:
        stop(f"Boten starter ikke. Dette mangler eller er feil:\n{missing}")


def advise_on_database(error: Exception) -> str | None:
    """What to do about a database that cannot be used; None when it is something else that went wrong."""
    from sqlalchemy.exc import ProgrammingError

    from bot.storage.engine import AWAY, BadAddress

    if isinstance(error, BadAddress):
        return str(error)
    if not isinstance(error, (*AWAY, ProgrammingError)):
        return None
    why = str(error.orig).strip().partition("\n")[0]
    return f"Databasen kan ikke brukes: {why}. Er adressen riktig, svarer den, og har boten vært startet mot den?"


def stop(message: str) -> NoReturn:
    """Say what is wrong and end."""
    console.print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(1)


def main() -> None:
    """The entry point of the koordinatorbot command."""
    app()


if __name__ == "__main__":
    main()
