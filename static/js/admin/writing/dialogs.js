/**
 * The dialogs of the editor, which the page has ready (templates/admin/reports/writing_dialogs.html). Each is opened
 * for one answer; closing it without one answers null, and the focus returns to where it was.
 */

/**
 * @param {string} name  of `<dialog id="dialog-NAME">`
 * @param {(dialog: HTMLDialogElement, answer: (value: any) => void, signal: AbortSignal) => void} prepare
 *        fills the dialog; listeners that it adds take the signal and so end with it
 * @returns {Promise<any>}
 */
export function ask(name, prepare) {
  const dialog = document.getElementById(`dialog-${name}`);
  if (!dialog || dialog.open) {
    return Promise.resolve(null);
  }
  const before = document.activeElement;
  const ending = new AbortController();
  return new Promise((resolve) => {
    const { signal } = ending;
    /* At once, not when the browser gets round to saying that it closed: the next key is meant for the text. */
    const answer = (given) => {
      ending.abort();
      dialog.close();
      resolve(given);
    };
    dialog.addEventListener(
      "close",
      () => {
        before?.focus?.();
        answer(null);
      },
      { signal },
    );
    for (const button of dialog.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => dialog.close(), { signal });
    }
    prepare(dialog, answer, signal);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

/**
 * Keeps a list in step with a search field: what the address answers for its words takes the place of the list.
 *
 * @param {HTMLInputElement} field @param {HTMLElement} list @param {string} address @param {AbortSignal} signal
 */
export function searchInto(field, list, address, signal) {
  let request = null;
  let timer = 0;
  const load = async (from) => {
    request?.abort();
    request = new AbortController();
    const query = new URLSearchParams({ q: field.value, from });
    list.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${address}${address.includes("?") ? "&" : "?"}${query}`, { signal: request.signal });
      const html = response.ok ? await response.text() : "";
      if (from === "0") {
        list.innerHTML = html;
      } else {
        list.querySelector("[data-next]")?.closest("li").remove();
        list.insertAdjacentHTML("beforeend", html);
      }
    } catch (error) {
      if (error.name === "AbortError") {
        return;
      }
    }
    list.removeAttribute("aria-busy");
  };
  field.addEventListener(
    "input",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => load("0"), 250);
    },
    { signal },
  );
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault(), { signal });
  list.addEventListener(
    "click",
    (event) => {
      const more = event.target.closest("[data-next]");
      if (more) {
        load(more.dataset.next);
      }
    },
    { signal },
  );
  signal.addEventListener("abort", () => request?.abort());
  load("0");
}
