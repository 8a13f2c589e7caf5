// Talks with the local Teams. A refusal is thrown as an Error whose message can be shown as it is.

export async function read(path) {
  return answerOf(() => fetch(`/local/${path}`));
}

export async function send(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(() => fetch(`/local/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Calls `changed` with a person's id, "mail" or "clock" for each change; `connected` with whether the server is there. */
export function follow(changed, connected) {
  const events = new EventSource("/local/events");
  events.onmessage = (event) => changed(event.data);
  events.onopen = () => connected(true);
  events.onerror = () => connected(false);
}

async function answerOf(ask) {
  let response;
  try {
    response = await ask();
  } catch {
    throw new Error("Får ikke kontakt med serveren. Kjører demoen?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `Noe gikk galt hos serveren (${response.status}). Se i terminalen.`);
  return answer;
}
