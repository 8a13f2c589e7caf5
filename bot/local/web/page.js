// The page: whom one sees, and what happens when something changes.

import { prepareRenderer } from "./cards.js";
import { Chat } from "./chat.js";
import { ClockBar } from "./clock.js";
import { make } from "./dom.js";
import { MailPanel } from "./mail.js";
import { avatarOf, roleOf } from "./person.js";
import { follow, read } from "./server.js";

const KEPT = "chosen-people";
const narrow = matchMedia("(max-width: 640px)");
const trouble = document.getElementById("trouble");
const rail = document.getElementById("people");
const switcher = document.getElementById("switcher");
const stage = document.getElementById("chats");

prepareRenderer();
const people = await read("people").catch((error) => complain(error.message) ?? []);
const chats = new Map();
const unread = new Set();
const chosen = new Set(firstChoice());
const clock = new ClockBar(complain);
const mail = new MailPanel();

drawPeople();
arrange();
narrow.onchange = arrange;
follow(changed, connected);

function complain(words) {
  trouble.textContent = words;
  trouble.hidden = !words;
}

/** The people shown last, else one of each role, the leader and coordinator of the same unit where there are such. */
function firstChoice() {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]").filter((id) => people.some((person) => person.id === id));
  if (kept.length) return kept;
  return ["KE", "VL", "KO"].flatMap((role) => people.find((person) => person.roles.includes(role))?.id ?? []);
}

function drawPeople() {
  const groups = [["Koordinerende enhet", "KE"], ["Ledere", "VL"], ["Koordinatorer", "KO"], ["Andre", undefined]];
  for (const [title, role] of groups) {
    const members = people.filter((person) => person.roles[0] === role);
    if (!members.length) continue;
    rail.append(make("div", { role: "group", ariaLabel: title }, make("h2", {}, title), ...members.map(personButton)));
    const options = members.map((person) => make("option", { value: person.id }, person.name));
    switcher.append(make("optgroup", { label: title }, ...options));
  }
  switcher.onchange = arrange;
  switcher.value = [...chosen][0];
}

function personButton(person) {
  const name = make("span", { className: "name" }, person.name);
  const news = make("span", { className: "news", hidden: true }, make("span", { className: "unseen" }, "nytt"));
  const button = make("button", { type: "button", title: roleOf(person), "data-person": person.id }, avatarOf(person), name, news);
  button.onclick = () => choose(person.id, !chosen.has(person.id));
  return button;
}

function choose(id, wanted) {
  if (wanted) chosen.add(id);
  else chosen.delete(id);
  localStorage.setItem(KEPT, JSON.stringify([...chosen]));
  arrange();
  if (wanted) chats.get(id).element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Put the chats on the page that are to be seen: those chosen side by side, on a phone the one in the switcher. */
function arrange() {
  const seen = narrow.matches ? [switcher.value] : people.map((person) => person.id).filter((id) => chosen.has(id));
  const elements = seen.map((id) => chatOf(id).element);
  stage.replaceChildren(...(elements.length ? elements : [make("p", { className: "empty" }, "Velg hvem du vil se.")]));
  for (const id of seen) {
    unread.delete(id);
    chatOf(id).refresh().then(() => chatOf(id).scrollToEnd());
  }
  markPeople();
}

function chatOf(id) {
  if (!chats.has(id)) chats.set(id, new Chat(people.find((person) => person.id === id), people, () => choose(id, false)));
  return chats.get(id);
}

function markPeople() {
  for (const button of rail.querySelectorAll("[data-person]")) {
    button.ariaPressed = String(chosen.has(button.dataset.person));
    button.querySelector(".news").hidden = !unread.has(button.dataset.person);
  }
  for (const option of switcher.querySelectorAll("option")) {
    option.textContent = people.find((person) => person.id === option.value).name + (unread.has(option.value) ? " (nytt)" : "");
  }
}

let clockSoon;

function changed(what) {
  clearTimeout(clockSoon);
  clockSoon = setTimeout(() => clock.refresh().catch(() => {}), 200);
  if (what === "clock") return;
  if (what === "mail") mail.refresh().catch((error) => complain(error.message));
  else if (chats.get(what)?.element.isConnected) chats.get(what).refresh();
  else if (people.some((person) => person.id === what)) {
    unread.add(what);
    markPeople();
  }
}

function connected(isConnected) {
  if (!isConnected) return complain("Mistet kontakten med serveren. Siden prøver igjen av seg selv.");
  complain("");
  for (const refreshed of [clock.refresh(), mail.refresh()]) refreshed.catch((error) => complain(error.message));
  for (const chat of chats.values()) if (chat.element.isConnected) chat.refresh();
}
