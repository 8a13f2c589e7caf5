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
            log.warning("mail_failed", key=letter.key, why=str(failed), status=failed.status, fate=fate)
            raise SendFailed(fate, failed.status) from failed
        return str(message["Message-ID"])


def classify(failed: GraphFailed) -> Fate:
    """The fate of a letter Graph did not take.

    Missing consent or a mailbox that is not there is a wait and not a stop: messages to Teams go on while somebody mends it.
    """
    if failed.in_doubt:
        return Fate.IN_DOUBT
    if failed.code in BAD_ADDRESS:
        return Fate.UNREACHABLE
    return Fate.REJECTED if failed.status in {400, 413} else Fate.TRANSIENT
