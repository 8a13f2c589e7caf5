"""E-mail through a real SMTP server: plain, marked as automatic, and only to the municipality's own addresses."""

import asyncio
import email
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as MAIL_POLICY

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.delivery.mail import Letter, NoMailer, SmtpMailer
from bot.wire import Fate, SendFailed
from tests.delivery.town import NOON

LETTER = Letter("unread/1", "leder.sor@kommune.example", "Du har en oppgave som venter", "Hei!\n\nÅpne Teams og svar på kortet.\n", NOON)


@dataclass
class Server:
    """Answers as its script says."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    hangs_up: bool = False
    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.hangs_up:
            server.transport.abort()
        if self.data.startswith("250"):
            self.received.append(email.message_from_bytes(envelope.content, policy=MAIL_POLICY))  # type: ignore[arg-type]
        return self.data


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    handler = Server()
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
    handler.port = listening.sockets[0].getsockname()[1]
    yield handler
    listening.close()


def mailer(port: int) -> SmtpMailer:
    return SmtpMailer("127.0.0.1", port, "koordinatorbot@kommune.example", domains={"Kommune.example"}, starttls=False)


async def fail(port: int, letter: Letter = LETTER) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await mailer(port).send(letter)
    return caught.value


async def test_a_letter_arrives_as_plain_text_marked_as_automatic(server: Server) -> None:
    message_id = await mailer(server.port).send(LETTER)
    [received] = server.received
    assert received.get_content_type() == "text/plain"
    assert received.get_content_charset() == "utf-8"
    assert received.get_content().replace("\r\n", "\n") == LETTER.text
    assert (received["Subject"], received["To"]) == (LETTER.subject, LETTER.to)
    assert (received["Auto-Submitted"], received["Message-ID"]) == ("auto-generated", message_id)


async def test_a_repeated_letter_has_the_same_id(server: Server) -> None:
    assert await mailer(server.port).send(LETTER) == await mailer(server.port).send(LETTER)


@pytest.mark.parametrize("to", ["leder@fylke.example", "leder@kommune.example.evil.example", "leder"])
async def test_nothing_is_sent_outside_the_municipality(server: Server, to: str) -> None:
    failed = await fail(server.port, Letter("k", to, "Emne", "Tekst", NOON))
    assert (failed.fate, server.received) == (Fate.UNREACHABLE, [])


@pytest.mark.parametrize(
    ("rcpt", "data", "fate"),
    [
        ("550 No such user", "250 OK", Fate.UNREACHABLE),
        ("450 Try later", "250 OK", Fate.TRANSIENT),
        ("250 OK", "451 Try later", Fate.TRANSIENT),
        ("250 OK", "554 No", Fate.REJECTED),
    ],
)
async def test_each_refusal_has_its_fate(server: Server, rcpt: str, data: str, fate: Fate) -> None:
    server.rcpt, server.data = rcpt, data
    assert (await fail(server.port)).fate is fate


async def test_a_line_that_breaks_while_the_letter_is_handed_over_leaves_doubt(server: Server) -> None:
    server.hangs_up = True
    assert (await fail(server.port)).fate is Fate.IN_DOUBT


async def test_a_server_that_is_away_is_tried_again() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        assert (await fail(nobody.getsockname()[1])).fate is Fate.TRANSIENT


async def test_without_a_server_a_letter_is_undeliverable() -> None:
    with pytest.raises(SendFailed) as caught:
        await NoMailer().send(LETTER)
    assert caught.value.fate is Fate.UNREACHABLE
