// How a person is shown: role and avatar.

import { make } from "./dom.js";

const ROLES = { KE: "Koordinerende enhet", VL: "Leder", KO: "Koordinator" };

export function roleOf(person) {
  const roles = person.roles.map((role) => ROLES[role]).join(", ") || "Uten rolle";
  return person.unit && !`${roles} ${person.name}`.includes(person.unit) ? `${roles} · ${person.unit}` : roles;
}

export function avatarOf(person) {
  const words = person.name.split(/[\s,]+/).filter(Boolean);
  const initials = (words[0][0] + (words.at(-1) === words[0] ? "" : words.at(-1)[0])).toUpperCase();
  const tint = parseInt(person.id.slice(0, 6), 16) % 6 || 0;
  return make("span", { className: `avatar tint-${tint}`, ariaHidden: "true" }, initials);
}
