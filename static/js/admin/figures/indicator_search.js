/**
 * <indicator-search label="…">: a field that finds indicators of the catalogue by any of their names. Says
 * "indicator-chosen" with {code, name, unit}; in the panel of figures a click on what was found binds to it.
 */
import { ask, texts } from "./asking.js";

const PAUSE = 250;
let made = 0;

class IndicatorSearch extends HTMLElement {
  #timer = 0;
  #request = null;

  connectedCallback() {
    if (this.input) {
      return;
    }
    const id = `indicator-search-${++made}`;
    this.innerHTML =
      `<label for="${id}"></label>` +
      `<input id="${id}" type="text" class="vTextField" autocomplete="off" role="combobox" aria-expanded="false"` +
      ` aria-autocomplete="list" aria-controls="${id}-list">` +
      `<ul id="${id}-list" class="plain-list found-choices" role="listbox" hidden></ul>` +
      `<p class="quiet" role="status"></p>`;
    this.querySelector("label").textContent = this.getAttribute("label");
    this.input = this.querySelector("input");
    this.list = this.querySelector("ul");
    this.list.setAttribute("aria-label", this.getAttribute("label"));
    this.status = this.querySelector("p");
    this.input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.#pressed(event));
    this.list.addEventListener("click", (event) => this.#choose(event.target.closest("[role=option]")));
  }

  async #search() {
    const term = this.input.value.trim();
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      this.#tell(term ? (await ask("indicators", { term }, this.#request.signal)).found : [], term);
    } catch (error) {
      if (error.name !== "AbortError") {
        this.status.textContent = error.message || texts.failed;
      }
    }
  }

  #tell(found, term) {
    this.list.replaceChildren(
      ...found.map((indicator, index) => {
        const option = document.createElement("li");
        option.role = "option";
        option.id = `${this.list.id}-${index}`;
        option.setAttribute("aria-selected", "false");
        option.found = indicator;
        const about = document.createElement("span");
        about.className = "quiet";
        about.textContent = [indicator.unit, indicator.within].filter(Boolean).join(" · ");
        option.append(indicator.name, " ", about);
        return option;
      }),
    );
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = term && !found.length ? texts.noneFound : "";
  }

  #pressed(event) {
    const options = [...this.list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#mark(options, (at + (event.key === "ArrowDown" ? 1 : options.length - (at < 0 ? 0 : 1))) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      this.#choose(options[at] ?? (options.length === 1 ? options[0] : null));
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.#tell([], "");
    }
  }

  #mark(options, at) {
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (options[at]) {
      this.input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
  }

  #choose(option) {
    if (option) {
      this.#tell([], "");
      this.input.value = option.found.name;
      this.dispatchEvent(new CustomEvent("indicator-chosen", { bubbles: true, detail: option.found }));
    }
  }
}

customElements.define("indicator-search", IndicatorSearch);
