/**
 * <period-grid language="vi">: the grid on which a whole period is typed. Shows growth and plan share as one types,
 * moves between rows with Enter and the arrow keys, and asks before a page with unsaved figures is left.
 */
import { change, formatDecimal, fromPlain, growth, parseDecimal, shareOfPlan } from "./decimal.js";

class PeriodGrid extends HTMLElement {
  #isDirty = false;

  connectedCallback() {
    this.language = this.getAttribute("language") === "en" ? "en" : "vi";
    this.addEventListener("input", (event) => this.#typed(event.target));
    this.addEventListener("change", (event) => this.#checked(event.target));
    this.addEventListener("keydown", (event) => this.#moved(event));
    this.closest("form").addEventListener("submit", () => {
      this.#isDirty = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.#isDirty) {
        event.preventDefault();
      }
    });
    this.#isDirty = this.hasAttribute("unsaved");
    for (const row of this.querySelectorAll("[data-row]")) {
      this.#compare(row);
    }
  }

  #typed(field) {
    this.#isDirty = true;
    if (field.dataset.field !== "value") {
      return;
    }
    const row = field.closest("[data-row]");
    const absence = row.querySelector('[data-field="absence"]');
    if (field.value.trim() && absence.value) {
      absence.value = "";
    }
    field.removeAttribute("aria-invalid");
    this.#compare(row);
  }

  /** Marks what is no number once the field is left; the server says why. */
  #checked(field) {
    if (field.dataset.field === "value" && field.value.trim() && !parseDecimal(field.value, this.language)) {
      field.setAttribute("aria-invalid", "true");
    }
  }

  #compare(row) {
    const value = parseDecimal(row.querySelector('[data-field="value"]').value, this.language);
    const isRate = row.hasAttribute("data-rate");
    const grow = isRate ? change : growth;
    const unit = isRate ? ` ${this.getAttribute("points")}` : "%";
    this.#show(row, "last-year", grow(value, fromPlain(row.dataset.lastYear)), unit, true);
    this.#show(row, "previous", grow(value, fromPlain(row.dataset.previous)), unit, true);
    this.#show(row, "plan", shareOfPlan(value, fromPlain(row.dataset.target)), "%", false);
  }

  #show(row, name, number, unit, signed) {
    const place = row.querySelector(`[data-show="${name}"]`);
    if (!place) {
      return;
    }
    place.textContent = number ? formatDecimal(number, this.language, { signed }) + unit : "";
    place.classList.toggle("is-rise", signed && number !== null && number.units > 0n);
    place.classList.toggle("is-fall", signed && number !== null && number.units < 0n);
  }

  #moved(event) {
    const field = event.target.closest("input[data-field]");
    if (!field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) {
      return;
    }
    event.preventDefault();
    const column = [...this.querySelectorAll(`input[data-field="${field.dataset.field}"]`)];
    const next = column[column.indexOf(field) + step];
    if (next) {
      next.focus();
      next.select();
    } else if (step > 0 && event.key === "Enter") {
      this.closest("form").querySelector('[type="submit"]').focus();
    }
  }
}

customElements.define("period-grid", PeriodGrid);
