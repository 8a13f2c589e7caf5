"""A file on its way from the bot to KE: offered in the chat, made when Teams says where it may lie, and said what became of it.

Nothing is kept of it here: a file that did not arrive is asked for again.
"""

from datetime import datetime

from bot.casework.export_rules import Sort
from bot.casework.model import Person
from bot.casework.municipality import Municipality
from bot.casework.outcome import Kind, Message
from bot.casework.seeing import Seen, TrailRole
from bot.dialogs.steps import OfferFile, Say, text
from bot.registers.taking import File, make_file
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.wire import FileAnswered


def offer(work: Work, municipality: Municipality, person: Person, asked: OfferFile, now: datetime) -> Say:
    """Teams' question whether KE wants the file; or why there is none."""
    if not person.is_ke:
        return text("only_ke")
    if not municipality.exports.by_file_consent:
        return text("not_here_yet")
    case = work.case(asked.case) if asked.case else None
    if asked.case and case is None:
        return text("not_found")
    data = {"view": "file_offer", "file": asked.file, "year": asked.year}
    file = make_file(work, municipality, data, case, now)
    return Say(data | {"name": file.name, "size": len(file.content)}, asked.case)


def take_answer(work: Work, municipality: Municipality, answered: FileAnswered, now: datetime) -> File | None:
    """The file as it is now, for a yes from somebody who may have it; a no is noted, and so is a yes from somebody who no longer may."""
    posted = find_offer(work, answered)
    if posted is None:
        return None
    if answered.upload is None:
        end(work, posted, "declined")
        return None
    case = work.case(posted.case) if posted.case else None
    allowed = municipality.exports.by_file_consent and work.directory().people[posted.to].is_ke
    if not allowed or (posted.case and case is None):
        end(work, posted, "refused")
        return None
    sort = Sort(posted.data["file"])
    if sort.holds_cases:
        work.note_seen(Seen(f"{sort}_file", TrailRole.KE, posted.case), posted.to, now)
    return make_file(work, municipality, posted.data, case, now)


def note_outcome(work: Work, answered: FileAnswered, now: datetime, *, saved: bool) -> None:
    """The question tells what became of the file; one that lies in OneDrive gets a card to open it with."""
    posted, upload = find_offer(work, answered), answered.upload
    if posted is None or upload is None:
        return
    end(work, posted, "saved" if saved else "failed")
    if saved:
        data = {"view": "file_saved", "name": upload.name, "url": upload.content_url}
        data |= {"unique_id": upload.unique_id, "type": upload.file_type}
        work.post(Message(f"file/{posted.id}", Kind.ANSWER, posted.to, now, posted.case, data=data), now)


def find_offer(work: Work, answered: FileAnswered) -> Posted | None:
    """The question that was answered, if it was asked of that person and is still open."""
    person = work.person_by_entra(answered.sender.entra_id)
    if person is None or not answered.activity_id:
        return None
    posted = work.shown_as(person.id, answered.activity_id) or work.leaving_to(person.id)
    return posted if posted and posted.data.get("view") == "file_offer" and not posted.data.get("ended") else None


def end(work: Work, posted: Posted, how: str) -> None:
    """The question is answered."""
    work.morph(posted.id, data={**posted.data, "ended": how})
    work.redraw(posted.id)
