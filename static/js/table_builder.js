/**
 * <table-builder>: draws the table anew whenever a field of its form changes. The server answers with the whole page;
 * the parts that are marked data-live are taken from it. Without this script the form's button does the same.
 */
const PAUSE = 350;

class TableBuilder extends HTMLElement {
  /** @type {AbortController | null} */
  #request = null;
  #timer = 0;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.addEventListener("input", (event) => this.#later(event));
    this.addEventListener("change", (event) => this.#later(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#draw().then(() => this.#result().scrollIntoView({ block: "nearest" }));
    });
  }

  /** @param {Event} event */
  #later(event) {
    if (!event.target.closest("form")) {
      return;
    }
    clearTimeout(this.#timer);
    // Text is read once it is written; a box that is ticked counts at once.
    this.#timer = setTimeout(() => this.#draw(), event.type === "input" && event.target.type !== "checkbox" ? PAUSE : 0);
  }

  async #draw() {
    this.#request?.abort();
    this.#request = new AbortController();
    const result = this.#result();
    result.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.#address(), { signal: this.#request.signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (response.ok) {
        this.#take(page);
      } else {
        this.#say(page.querySelector("[data-problem]")?.textContent || this.dataset.failed);
      }
    } catch (error) {
      if (error.name === "AbortError") {
        return;
      }
      this.#say(this.dataset.failed);
    }
    this.#result().removeAttribute("aria-busy");
  }

  /** The form's fields as a query, each code once, those that say nothing left out. */
  #address() {
    const seen = new Set();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const text = String(value).trim();
      if (text && !seen.has(`${name}=${text}`)) {
        seen.add(`${name}=${text}`);
        query.append(name, text);
      }
    }
    return `${this.form.getAttribute("action").split("#")[0]}?${query}`;
  }

  /** @param {Document} page */
  #take(page) {
    const focused = document.activeElement;
    const held = focused?.name && this.form.contains(focused) ? `[name="${focused.name}"][value="${focused.value}"]` : "";
    const scrolled = [...this.querySelectorAll(".choices-scroll")].map((list) => list.scrollTop);
    for (const part of this.querySelectorAll("[data-live]")) {
      const name = part.dataset.live;
      const fresh = name ? page.querySelector(`[data-live="${name}"]`) : page.getElementById(part.id);
      // A list that is open under the pointer stays until the next time.
      if (fresh && !(part.contains(focused) && focused.tagName === "SELECT")) {
        part.replaceWith(document.importNode(fresh, true));
      }
    }
    this.querySelectorAll(".choices-scroll").forEach((list, position) => {
      list.scrollTop = scrolled[position] ?? 0;
    });
    if (held && !document.contains(focused)) {
      this.form.querySelector(held)?.focus({ preventScroll: true });
    }
    const permalink = this.#result().dataset.permalink;
    if (permalink) {
      history.replaceState(null, "", new URL(permalink).search || location.pathname);
      document.title = page.title;
    }
  }

  #result() {
    return this.querySelector("#ket-qua");
  }

  /** @param {string} text */
  #say(text) {
    const told = document.createElement("p");
    told.className = "field-error";
    told.setAttribute("role", "alert");
    told.textContent = text;
    this.#result().replaceChildren(told);
  }
}

customElements.define("table-builder", TableBuilder);
