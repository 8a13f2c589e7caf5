// One person's chat: what was said, the cards, and a field to write in.

import { drawCard, htmlOf } from "./cards.js";
import { dayOf, timeOf } from "./dates.js";
import { make } from "./dom.js";
import { drawFile } from "./files.js";
import { avatarOf, roleOf } from "./person.js";
import { read, send } from "./server.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const FILE = "application/vnd.microsoft.teams.file.download.info";

export class Chat {
  /** `close` is called when the person's column is closed. */
  constructor(person, people, close) {
    this.person = person;
    this.people = people;
    this.drawn = new Map();
    this.lastDay = null;
    this.edited = null;
    this.#build(close);
  }

  /** Show the chat as it is now; the promise is kept when it is. Calls while one runs are gathered into one more round. */
  refresh() {
    this.stale = true;
    this.reloading ??= this.#reload();
    return this.reloading;
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  async #reload() {
    const path = `people/${this.person.id}`;
    try {
      while (this.stale) {
        this.stale = false;
        const [activities, { blocked }] = await Promise.all([read(`${path}/chat`), read(`${path}/block`)]);
        this.#show(activities, blocked);
      }
    } catch (error) {
      this.#complain(error.message);
    } finally {
      this.reloading = null;
    }
  }

  #build(close) {
    const { name } = this.person;
    const id = `chat-${this.person.id}`;
    this.blocked = make("input", { type: "checkbox", role: "switch" });
    this.blocked.onchange = () => this.#block();
    this.log = make("ol", { role: "log", "aria-label": `Chatten mellom ${name} og boten` });
    this.scroller = make("div", { className: "scroller", tabIndex: 0, role: "region", "aria-label": `Meldinger, ${name}` }, this.log);
    this.alert = make("p", { className: "note error", role: "alert", hidden: true });
    this.element = make(
      "section", { className: "chat", "aria-labelledby": id },
      make(
        "header", {},
        avatarOf(this.person),
        make("h2", { id }, name),
        make("p", { className: "role", title: roleOf(this.person) }, roleOf(this.person)),
        make("label", { className: "switch" }, this.blocked, make("span", {}, "Blokker boten")),
        make("button", { type: "button", className: "quiet close", "aria-label": `Lukk chatten til ${name}`, onclick: close }, "×"),
      ),
      this.scroller, this.alert, this.#composer(),
    );
  }

  #composer() {
    this.field = make("textarea", { rows: 1, placeholder: "Skriv en melding", "aria-label": `Skriv til boten som ${this.person.name}` });
    this.field.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.form.requestSubmit();
      } else if (event.key === "Escape") this.#stopEditing();
    };
    this.field.oninput = () => this.#fitField();
    this.file = make("input", { type: "file", className: "unseen" });
    this.file.onchange = () => this.#sendFile();
    this.sendButton = make("button", { type: "submit", className: "primary" }, "Send");
    this.editing = make(
      "p", { className: "editing", hidden: true }, "Du endrer en melding. ",
      make("button", { type: "button", className: "quiet", onclick: () => this.#stopEditing() }, "Avbryt"),
    );
    const attach = make("label", { className: "attach", title: "Legg ved en fil (bare navnet sendes)" }, this.file, make("span", { className: "unseen" }, "Legg ved en fil"));
    this.form = make("form", {}, this.editing, attach, this.field, this.sendButton);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.#say();
    };
    return this.form;
  }

  async #say() {
    const text = this.field.value.trim();
    if (!text) return;
    const body = this.edited ? { text, edits: this.edited } : { text };
    const sent = await this.#run(() => send(`people/${this.person.id}/messages`, body));
    if (sent) {
      this.field.value = "";
      this.#stopEditing();
      this.#fitField();
      this.scrollToEnd();
    }
  }

  async #sendFile() {
    const attachments = [...this.file.files].map((file) => ({ contentType: FILE, name: file.name }));
    this.file.value = "";
    if (attachments.length) await this.#run(() => send(`people/${this.person.id}/messages`, { attachments }));
  }

  async #block() {
    const { checked } = this.blocked;
    const done = await this.#run(() => send(`people/${this.person.id}/block`, { blocked: checked }));
    if (!done) this.blocked.checked = !checked;
  }

  async #press(activityId, item, action, inputs, button) {
    if (item.ariaBusy === "true") return;
    const hadFocus = item.contains(document.activeElement);
    item.ariaBusy = "true";
    button?.classList.add("pressed");
    const note = item.querySelector(":scope > .note");
    tell(note, "");
    try {
      const { response } = await send(`people/${this.person.id}/actions`, { activityId, action, inputs });
      await this.refresh();
      tell(note, ...wordsOf(response));
    } catch (error) {
      tell(note, error.message, true);
    } finally {
      item.ariaBusy = "false";
      button?.classList.remove("pressed");
      if (hadFocus && !item.contains(document.activeElement)) item.querySelector(".bubble").focus();
    }
  }

  /** Run one POST with the field busy; returns whether it went well, and says it in words when not. */
  async #run(post) {
    if (this.form.ariaBusy === "true") return false;
    this.form.ariaBusy = "true";
    this.#complain("");
    try {
      await post();
      return true;
    } catch (error) {
      this.#complain(error.message);
      return false;
    } finally {
      this.form.ariaBusy = "false";
      await this.refresh();
    }
  }

  #complain(words) {
    tell(this.alert, words, true);
  }

  #show(activities, blocked) {
    const atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80;
    this.blocked.checked = blocked;
    this.field.disabled = this.sendButton.disabled = this.file.disabled = blocked;
    this.field.placeholder = blocked ? "Boten er blokkert" : "Skriv en melding";
    let added = false;
    for (const activity of activities) {
      const before = this.drawn.get(activity.id);
      if (before === undefined) added = true;
      if (before?.version !== activity.version) this.#draw(activity, before);
    }
    if (added && atEnd) this.scrollToEnd();
  }

  #draw(activity, before) {
    const look = JSON.stringify([activity.text, activity.attachments]);
    const item = before?.item ?? this.#append(activity);
    this.drawn.set(activity.id, { version: activity.version, look, item });
    if (look === before?.look) return;
    const content = activity.from === "bot" ? this.#drawBots(activity, item) : drawPersons(activity);
    item.querySelector(".bubble").replaceChildren(...content);
    const cards = activity.attachments.filter((attached) => attached.contentType === CARD);
    item.classList.toggle("with-card", cards.length > 0);
    item.classList.toggle("full", cards.some((card) => /^full$/i.test(card.content.msteams?.width)));
    item.querySelector(".changed").hidden = before === undefined;
  }

  #append(activity) {
    const instant = new Date(activity.timestamp);
    const day = dayOf(instant);
    if (day !== this.lastDay) this.log.append(make("li", { className: "day" }, day));
    this.lastDay = day;
    const meta = make(
      "p", { className: "meta" },
      make("span", { className: "author" }, activity.from === "bot" ? "Koordinatorbot" : this.person.name), " ",
      make("time", { dateTime: activity.timestamp }, timeOf(instant)),
      make("span", { className: "changed", hidden: true }, " · endret"),
    );
    if (activity.from === "person") {
      meta.prepend(make("button", { type: "button", className: "quiet edit", onclick: () => this.#startEditing(activity.id) }, "Endre"));
    }
    const item = make(
      "li", { className: `message ${activity.from}` },
      meta, make("div", { className: "bubble", tabIndex: -1 }), make("p", { className: "note", role: "status", hidden: true }),
    );
    this.log.append(item);
    return item;
  }

  #drawBots(activity, item) {
    const cards = activity.attachments.filter((attached) => attached.contentType === CARD);
    const press = (...pressed) => this.#press(activity.id, item, ...pressed);
    const answer = (accept) => this.#run(() => send(`people/${this.person.id}/files`, { activityId: activity.id, accept }));
    const files = activity.attachments.map((attached) => drawFile(attached, answer)).filter(Boolean);
    if (!activity.text && !cards.length && !files.length) return [make("em", {}, "Denne meldingen er slettet.")];
    const text = make("div", { className: "text", innerHTML: htmlOf(activity.text) });
    return [...(activity.text ? [text] : []), ...cards.map((card) => drawCard(card.content, this.people, press)), ...files];
  }

  #startEditing(id) {
    this.edited = id;
    this.editing.hidden = false;
    this.field.value = this.drawn.get(id).item.querySelector(".text")?.textContent ?? "";
    this.#fitField();
    this.field.focus();
  }

  #stopEditing() {
    if (this.edited) this.field.value = "";
    this.edited = null;
    this.editing.hidden = true;
    this.#fitField();
  }

  #fitField() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 160)}px`;
  }
}

function drawPersons(activity) {
  const files = activity.attachments.map((attached) => make("p", { className: "file" }, attached.name ?? attached.contentType));
  return [...(activity.text ? [make("p", { className: "text" }, activity.text)] : []), ...files];
}

/** What Teams shows under a card after a press: the bot's words, and whether they are an error. */
function wordsOf(response) {
  if (response?.type === "application/vnd.microsoft.activity.message") return [String(response.value), false];
  if (response?.type === "application/vnd.microsoft.error") return [`Noe gikk galt. Prøv igjen. (${response.value?.message ?? response.statusCode})`, true];
  return ["", false];
}

function tell(place, words, isError = false) {
  place.textContent = words;
  place.hidden = !words;
  place.classList.toggle("error", isError);
}
