"""E-mail out: plain text to the municipality's own addresses, with the same fates as a message to Teams."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Protocol

import structlog
from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from bot.wire import Fate, SendFailed

TIMEOUT = 15.0
"""Seconds for each step of the conversation with the mail server."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail. `key` is the same for a repeat, so that mail servers can see that it is one."""

    key: str
    to: str
    subject: str
    text: str
    at: datetime


class Mailer(Protocol):
    """The way out to e-mail. Raises SendFailed and nothing else."""

    async def send(self, letter: Letter) -> str:
        """Hand the letter over and return its message id."""


class NoMailer:
    """Stands where no mail server is configured: every letter is undeliverable."""

    async def send(self, letter: Letter) -> str:
        """Never sends; the log says why."""
        log.warning("no_mail_server", key=letter.key)
        raise SendFailed(Fate.UNREACHABLE)


@dataclass(frozen=True)
class SmtpMailer:
    """Sends through one SMTP server, to addresses in `domains` only. `starttls` None: when the server offers it."""

    host: str
    port: int
    sender: str
    domains: Collection[str]
    starttls: bool | None = None
    username: str | None = None
    password: str | None = None

    async def send(self, letter: Letter) -> str:
        """Hand the letter to the server and return its message id."""
        check_own(letter, self.domains)
        message = write(letter, self.sender)
        client = SMTP(
            hostname=self.host, port=self.port, start_tls=self.starttls, timeout=TIMEOUT, username=self.username, password=self.password
        )
        try:
            async with client:
                await client.send_message(message)
        except (SMTPException, OSError) as error:
            failed = classify(error)
            log.warning("mail_failed", key=letter.key, error=type(error).__name__, status=failed.status, fate=failed.fate)
            raise failed from error
        return str(message["Message-ID"])


def check_own(letter: Letter, domains: Collection[str]) -> None:
    """Raises SendFailed for an address that is none of the municipality's own."""
    name, _, domain = letter.to.rpartition("@")
    if not name or domain.casefold() not in {own.casefold() for own in domains}:
        log.warning("mail_outside_domains", key=letter.key)
        raise SendFailed(Fate.UNREACHABLE)


def write(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it leaves, whichever way."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2].rstrip('>')}>"
    # RFC 3834: no out-of-office reply comes back to the bot.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def classify(error: Exception) -> SendFailed:
    """The fate of a letter the server did not take.

    A refused log-in is a wait and not a stop: the messages to Teams go on while somebody mends the password.
    """
    match error:
        case SMTPAuthenticationError(code=code):
            return SendFailed(Fate.TRANSIENT, code)
        case SMTPRecipientsRefused(recipients=[refused, *_]):
            return SendFailed(Fate.UNREACHABLE if refused.code >= 500 else Fate.TRANSIENT, refused.code)
        case SMTPResponseException(code=code):
            return SendFailed(Fate.REJECTED if code >= 500 else Fate.TRANSIENT, code)
        case SMTPConnectError():
            return SendFailed(Fate.TRANSIENT)
        case SMTPServerDisconnected() | SMTPTimeoutError() | OSError():
            return SendFailed(Fate.IN_DOUBT)
        case _:
            return SendFailed(Fate.REJECTED)
