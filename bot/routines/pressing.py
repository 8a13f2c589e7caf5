"""What a press on these cards means before anything is decided: what it only shows, and what must not be done twice or kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.casework.inviting import DraftInvitation
from bot.casework.outcome import Kind, Refusal, Why
from bot.casework.routines import Command
from bot.casework.training import ReportNeed
from bot.privacy import describes_user
from bot.storage.messages import Posted


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen: a card of a kind; `turned` when the pressed card itself shows it from now on."""

    kind: Kind
    data: Mapping[str, Any]
    turned: bool = False


def look(view: str, id: str, posted: Posted | None) -> Look:
    """What a button that changes nothing shows; a page is turned, and a form opened, on the card it stands on."""
    data = posted.data if posted else {}
    match view:
        case "turn_round":
            return Look(Kind.ROUND, {**data, "from": int(id) - 1}, turned=posted is not None and posted.kind is Kind.ROUND)
        case "edit_invitation":
            shown = {**data, "invitation": int(id), "form": True}
            return Look(Kind.INVITATION, shown, turned=posted is not None and posted.kind is Kind.INVITATION)
        case "show_round":
            return Look(Kind.ROUND, dict(zip(("year", "unit"), map(int, filter(None, id.split("."))), strict=False)))
        case "show_training":
            return Look(Kind.TRAINING, {"need": int(id)} if id else {"list": True})
        case "show_course":
            return Look(Kind.COURSE, {"person": int(id)} if id else {"list": True})
        case _:
            raise KeyError(view)


def stop(command: Command, posted: Posted | None) -> Refusal | None:
    """A second press of a form that has become the receipt of what it asked for is none; a text about a user is not kept."""
    if isinstance(command, DraftInvitation) and describes_user(f"{command.place} {command.topic or ''}"):
        return Refusal(Why.DESCRIBES_USER)
    reported = isinstance(command, ReportNeed) and posted is not None and "need" in posted.data
    drafted = isinstance(command, DraftInvitation) and posted is not None and "form" not in posted.data
    return Refusal(Why.NOTHING_TO_DO) if reported or drafted else None
