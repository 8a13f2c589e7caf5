"""E-mail out through Graph, from one mailbox: the same letters and the same fates as through a mail server."""

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass

import structlog

from bot.delivery.mail import Letter, check_own, write
from bot.graph.client import Graph, GraphFailed, Permission
from bot.wire import Fate, SendFailed

log = structlog.get_logger(__name__)

BAD_ADDRESS = frozenset({"ErrorInvalidRecipients", "ErrorMessageSubmissionBlocked"})


@dataclass(frozen=True)
class GraphMailer:
    """Sends from the mailbox `sender`, to addresses in `domains` only. Raises SendFailed and nothing else."""

    graph: Graph
    sender: str
    domains: Collection[str]

    async def send(self, letter: Letter) -> str:
        """Hand the letter over and return its message id."""
        check_own(letter, self.domains)
        message = write(letter, self.sender)
        mailbox = "users", self.sender, "sendMail"
        try:  # as MIME: in JSON, Graph lets nobody say that a letter was sent by a machine
            await self.graph.hand_over(Permission.MAIL, *mailbox, body=b64encode(bytes(message)), content_type="text/plain")
        except GraphFailed as failed:
            fate = classify(failed)
            tell = log.error if failed.status == 403 else log.warning
            tell("mail_failed", key=letter.key, why=str(failed), status=failed.status, fate=fate)
            raise SendFailed(fate, failed.status) from failed
        return str(message["Message-ID"])


def classify(failed: GraphFailed) -> Fate:
    """The fate of a letter Graph did not take.

    Without consent, or without the mailbox, KE is told at once who gets no letter: it may take days until somebody mends it.
    """
    if failed.in_doubt:
        return Fate.IN_DOUBT
    if failed.passing or failed.status is None:
        return Fate.TRANSIENT
    return Fate.UNREACHABLE if failed.status in {403, 404} or failed.code in BAD_ADDRESS else Fate.REJECTED
