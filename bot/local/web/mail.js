// The panel with the e-mails that the bot sent.

import { momentOf } from "./dates.js";
import { make } from "./dom.js";
import { read } from "./server.js";

export class MailPanel {
  constructor() {
    this.panel = document.getElementById("mail");
    this.list = document.getElementById("mail-list");
    this.count = document.getElementById("mail-count");
    this.opener = document.getElementById("mail-switch");
    this.opener.onclick = () => this.#toggle();
    this.panel.onkeydown = (event) => {
      if (event.key === "Escape") this.#toggle();
    };
  }

  async refresh() {
    const mails = await read("mail");
    this.count.textContent = mails.length;
    const missing = mails.filter((mail) => !this.list.querySelector(`[data-mail="${mail.id}"]`));
    for (const mail of missing) this.list.prepend(itemOf(mail));
    this.list.querySelector(".none")?.remove();
    if (!mails.length) this.list.append(make("li", { className: "none" }, "Ingen e-post ennå."));
  }

  #toggle() {
    this.panel.hidden = !this.panel.hidden;
    this.opener.ariaExpanded = String(!this.panel.hidden);
    if (this.panel.hidden) this.opener.focus();
  }
}

function itemOf(mail) {
  const summary = make(
    "summary", {},
    make("strong", {}, mail.subject || "(uten emne)"),
    make("span", {}, `Til ${mail.to.join(", ")}`),
    make("time", { dateTime: mail.timestamp }, momentOf(new Date(mail.timestamp))),
  );
  return make("li", { "data-mail": mail.id }, make("details", {}, summary, make("pre", {}, mail.text.trim())));
}
