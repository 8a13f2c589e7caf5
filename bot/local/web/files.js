// Files the bot offers: Teams' own question whether to keep one, and its own card to open it with.

import { make } from "./dom.js";

const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";

/** The attachment as an element, or null when it is no file. `answer` gets true or false when the reader says yes or no. */
export function drawFile(attached, answer) {
  if (attached.contentType === CONSENT) return drawQuestion(attached, answer);
  if (attached.contentType !== INFO) return null;
  const link = make("a", { href: attached.contentUrl, download: attached.name, className: "file" }, attached.name);
  return make("p", {}, link);
}

function drawQuestion({ name, content }, answer) {
  const button = (words, given, className) => make("button", { type: "button", className, onclick: () => answer(given) }, words);
  return make(
    "div", { className: "file-question" },
    make("p", { className: "file" }, `${name} (${sizeOf(content.sizeInBytes)})`),
    make("p", {}, content.description),
    make("p", {}, button("Tillat", true, "primary"), " ", button("Avvis", false, "quiet")),
  );
}

function sizeOf(bytes) {
  return bytes < 1024 ? `${bytes} byte` : `${Math.ceil(bytes / 1024)} kB`;
}
