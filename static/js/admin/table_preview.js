/**
 * <table-preview url="…">: shows the statistics table that the fields around it describe, or those of the row that
 * `for` names, as its readers will see it, and anew whenever a field changes. `show` is "table" or "chart" where only one
 * of them stands in the text. The page's own styles stay out: the table stands in a shadow tree with the public
 * stylesheet.
 */
const stylesheet = document.querySelector("script[data-stylesheet]").dataset.stylesheet;
const PAUSE = 400;

class TablePreview extends HTMLElement {
  #timer = 0;
  #request = null;

  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("for") ?? "") ?? this.closest(".inline-related");
    this.ending = new AbortController();
    const { signal } = this.ending;
    if (!this.form || this.form.classList.contains("empty-form")) {
      return;
    }
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).innerHTML =
        `<link rel="stylesheet" href="${stylesheet}"><div class="stage" role="group"></div>`;
    }
    this.stage = this.shadowRoot.querySelector(".stage");
    this.setAttribute("aria-live", "polite");
    this.form.addEventListener("input", () => this.#later(), { signal });
    this.form.addEventListener("change", () => this.#later(), { signal });
    // The selectors of indicators and areas tell of their changes only to jQuery.
    const onSelect = () => this.#later();
    window.django?.jQuery(this.form).on("change", "select", onSelect);
    signal.addEventListener("abort", () => window.django?.jQuery(this.form).off("change", "select", onSelect));
    this.#draw();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.ending?.abort();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), PAUSE);
  }

  async #draw() {
    const fields = this.#fields();
    if (!fields) {
      this.#say(this.getAttribute("waiting"));
      return;
    }
    this.#request?.abort();
    this.#request = new AbortController();
    this.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        body: fields,
        signal: this.#request.signal,
      });
      if (response.ok || response.status === 422) {
        this.stage.innerHTML = await response.text();
        this.classList.toggle("has-problems", !response.ok);
      } else {
        this.#say(this.getAttribute("failed"));
      }
      this.removeAttribute("aria-busy");
    } catch (error) {
      if (error.name !== "AbortError") {
        this.#say(this.getAttribute("failed"));
        this.removeAttribute("aria-busy");
      }
    }
  }

  /** What the form around says, or null where it says too little to draw anything. */
  #fields() {
    const prefix = this.form.id.replace(/^(.+)-(\d+)$/, "$1-$2");
    const all = new FormData(this.form.closest("form"));
    const fields = new FormData();
    for (const [name, value] of all) {
      if (name.startsWith(`${prefix}-`) || name === "csrfmiddlewaretoken") {
        fields.append(name, value);
      }
    }
    const isFilled = ["indicators", "periods", "areas"].every((name) => String(fields.get(`${prefix}-${name}`) || "").trim());
    fields.append("prefix", prefix);
    fields.append("show", this.getAttribute("show") ?? "");
    return isFilled ? fields : null;
  }

  #say(text) {
    this.stage.textContent = text;
  }
}

customElements.define("table-preview", TablePreview);
