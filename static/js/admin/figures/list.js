/** The panel's list: renewed from the server's HTML without disturbing whoever works in it. */
export class FoundList {
  #told = new Map();

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /** The new list, with the claims that have not changed left as they are: what is open or being typed there stays. */
  renew(html) {
    const focused = this.#focused();
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    const told = new Map();
    const kept = new Map([...this.element.querySelectorAll("[data-claim]")].map((item) => [item.dataset.claim, item]));
    for (const item of fresh.querySelectorAll("[data-claim]")) {
      const { claim } = item.dataset;
      told.set(claim, item.outerHTML);
      if (kept.has(claim) && this.#told.get(claim) === item.outerHTML) {
        item.replaceWith(kept.get(claim));
      }
    }
    this.#told = told;
    this.element.replaceChildren(...fresh.childNodes);
    this.#focusAgain(focused);
  }

  /** The line of a figure. @param {string} ref @returns {HTMLElement | null} */
  line(ref) {
    return this.element.querySelector(`[data-ref="${CSS.escape(ref)}"]`);
  }

  /** Show which line belongs to the place in the text. @param {string | null} ref */
  show(ref) {
    for (const line of this.element.querySelectorAll(".found-here")) {
      line.classList.toggle("found-here", line.dataset.ref === ref);
    }
    const line = ref && this.line(ref);
    if (line) {
      line.classList.add("found-here");
      this.#scrollTo(line);
    }
  }

  /* Only the list scrolls, never the page from under the writing hand. */
  #scrollTo(line) {
    const { element } = this;
    if (element.scrollHeight > element.clientHeight) {
      const top = line.getBoundingClientRect().top - element.getBoundingClientRect().top;
      if (top < 0 || top + line.offsetHeight > element.clientHeight) {
        element.scrollTop += top - element.clientHeight / 3;
      }
    }
  }

  #focused() {
    const focused = document.activeElement;
    const line = this.element.contains(focused) ? focused.closest("[data-ref], [data-claim]") : null;
    return line && { id: line.id, action: focused.dataset.action, element: focused };
  }

  /** Whoever worked in the list goes on there: at the same button, else at the line's first one. */
  #focusAgain(before) {
    if (!before || before.element.isConnected) {
      before?.element.focus();
      return;
    }
    const line = document.getElementById(before.id);
    const next = line?.querySelector(`[data-action="${before.action}"]`) ?? line?.querySelector("button");
    (next ?? this.element.querySelector("button"))?.focus();
  }
}
