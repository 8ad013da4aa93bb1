/** Questions to the server about the article that is being written: JSON there and back. */

/** What the panel says in the reader's language, and the addresses that it asks. */
export const texts = JSON.parse(document.getElementById("panel-texts").textContent);

/** An answer that is a refusal; its message is for the person. */
export class Refusal extends Error {}

/** @param {string} what @param {Record<string, unknown>} data @param {AbortSignal} [signal] */
export async function ask(what, data, signal) {
  const response = await fetch(texts.urls[what], {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify(data),
    signal,
  });
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!isJson) {
    throw response.redirected || response.status === 403 ? new Refusal(texts.signedOut) : new Error(response.statusText);
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new Refusal(answer.problem);
  }
  return answer;
}
