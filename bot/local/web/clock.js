// The clock on top: what it shows, and the buttons that move it.

import { momentOf } from "./dates.js";
import { read, send } from "./server.js";

export class ClockBar {
  /** `complain` shows words when a move is refused. */
  constructor(complain) {
    this.complain = complain;
    this.ahead = 0;
    this.now = document.getElementById("now");
    this.next = document.getElementById("next");
    this.buttons = [...document.querySelectorAll("[data-move]")];
    for (const button of this.buttons) button.onclick = () => this.#move(button);
    setInterval(() => this.#tick(), 1000);
  }

  async refresh() {
    this.#show(await read("clock"));
  }

  async #move(button) {
    if (button.ariaBusy === "true") return;
    this.#setBusy(button, true);
    this.complain("");
    try {
      this.#show(await send("clock", JSON.parse(button.dataset.move)));
    } catch (error) {
      this.complain(error.message);
    } finally {
      this.#setBusy(button, false);
    }
  }

  #setBusy(pressed, busy) {
    for (const button of this.buttons) button.ariaBusy = String(busy);
    pressed.classList.toggle("pressed", busy);
  }

  #show({ now, nextDue, nextDeadline }) {
    this.ahead = new Date(now) - Date.now();
    const deadline = nextDeadline && `Neste frist: ${momentOf(new Date(nextDeadline))}`;
    const due = nextDue && `Neste hendelse: ${momentOf(new Date(nextDue))}`;
    this.next.textContent = deadline || due || "Ingen frister venter";
    this.next.title = due || "";
    this.buttons.find((button) => button.dataset.move.includes("nextDeadline")).disabled = !nextDeadline;
    this.#tick();
  }

  #tick() {
    const instant = new Date(Date.now() + this.ahead);
    const words = momentOf(instant);
    if (this.now.textContent === words) return;
    this.now.textContent = words;
    this.now.dateTime = instant.toISOString();
  }
}
