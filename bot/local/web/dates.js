// Instants as Norwegians write them, in Oslo's time.

const PARTS = new Intl.DateTimeFormat("nb-NO", {
  timeZone: "Europe/Oslo", weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
});

function partsOf(instant) {
  return Object.fromEntries(PARTS.formatToParts(instant).map((part) => [part.type, part.value]));
}

export function timeOf(instant) {
  const { hour, minute } = partsOf(instant);
  return `${hour}.${minute}`;
}

export function dayOf(instant) {
  const { weekday, day, month, year } = partsOf(instant);
  return `${weekday} ${day}. ${month} ${year}`;
}

export function momentOf(instant) {
  return `${dayOf(instant)} kl. ${timeOf(instant)}`;
}
