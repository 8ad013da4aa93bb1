/**
 * <indicator-choice url="…" empty="…">: a text field that suggests indicators, found without regard to diacritics.
 * Follows the combobox pattern of the ARIA Authoring Practices: arrow keys move, Enter takes, Escape closes.
 * What stands in the field is sent as it is; the server reads "Tên (mã)" and plain names alike.
 */
const WAIT = 150;
let count = 0;

class IndicatorChoice extends HTMLElement {
  #found = [];
  #active = -1;
  #timer = 0;
  #asked = 0;

  connectedCallback() {
    this.field = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `indicator-choice-${(count += 1)}`;
    this.list.role = "listbox";
    this.list.hidden = true;
    this.list.setAttribute("aria-label", this.querySelector("label")?.textContent ?? "");
    this.append(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
      autocomplete: "off",
    })) {
      this.field.setAttribute(name, value);
    }
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("focus", () => this.#selectOwnAnswer());
    this.field.addEventListener("keydown", (event) => this.#pressed(event));
    this.field.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => this.#pointed(event));
  }

  /** Typing into the field means its answer. */
  #selectOwnAnswer() {
    const answer = this.closest("li")?.querySelector(":scope > input[type=radio]");
    if (answer) {
      answer.checked = true;
    }
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), WAIT);
  }

  async #ask() {
    const asked = (this.#asked += 1);
    const response = await fetch(`${this.getAttribute("url")}?q=${encodeURIComponent(this.field.value)}`);
    if (asked !== this.#asked || !response.ok || document.activeElement !== this.field) {
      return;
    }
    this.#show((await response.json()).results);
  }

  #show(found) {
    this.#found = found;
    this.#active = -1;
    this.list.replaceChildren(...found.map((each, place) => this.#option(each, place)));
    if (!found.length) {
      const none = document.createElement("li");
      none.textContent = this.getAttribute("empty");
      none.className = "is-empty";
      none.role = "option";
      none.setAttribute("aria-disabled", "true");
      this.list.append(none);
    }
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
  }

  #option(each, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.role = "option";
    option.dataset.place = place;
    const about = document.createElement("span");
    about.className = "quiet";
    about.textContent = ` ${each.unit} · ${each.topic}`;
    option.append(each.value, about);
    return option;
  }

  #pressed(event) {
    const { key } = event;
    if (key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.#close();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) {
        this.#ask();
      } else if (this.#found.length) {
        const step = key === "ArrowDown" ? 1 : -1;
        this.#activate((this.#active + step + this.#found.length) % this.#found.length);
      }
    } else if (key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      this.#take(this.#active);
    }
  }

  #activate(place) {
    this.#active = place;
    for (const option of this.list.children) {
      option.setAttribute("aria-selected", String(Number(option.dataset.place) === place));
    }
    const active = this.list.children[place];
    active.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", active.id);
  }

  #pointed(event) {
    const option = event.target.closest("[data-place]");
    event.preventDefault();
    if (option) {
      this.#take(Number(option.dataset.place));
    }
  }

  #take(place) {
    this.field.value = this.#found[place].value;
    this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#active = -1;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("indicator-choice", IndicatorChoice);
