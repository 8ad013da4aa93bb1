/**
 * The pages of an import. Each works without this: <file-drop> takes a dropped file, <auto-submit> sends its form once
 * a selector changes and comes back to the same place, <indicator-choice> suggests indicators as one types.
 */
import "./indicator_choice.js";

const KEPT_PLACE = "import-place";

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    for (const name of ["dragenter", "dragover"]) {
      this.addEventListener(name, (event) => this.#over(event));
    }
    this.addEventListener("dragleave", (event) => {
      if (!this.contains(event.relatedTarget)) {
        this.classList.remove("is-over");
      }
    });
    this.addEventListener("drop", (event) => this.#dropped(event));
  }

  #over(event) {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      this.classList.add("is-over");
    }
  }

  #dropped(event) {
    this.classList.remove("is-over");
    if (event.dataTransfer.files.length) {
      event.preventDefault();
      this.field.files = event.dataTransfer.files;
      this.field.dispatchEvent(new Event("change", { bubbles: true }));
      this.field.focus();
    }
  }
}

class AutoSubmit extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.#changed(event.target));
    this.#comeBack();
  }

  /** A selector or a box says all there is to say; a text is still being typed until it is left. */
  #changed(field) {
    const form = field.form ?? this.closest("form");
    if (!form || !field.matches("select, input")) {
      return;
    }
    const scrolled = this.querySelector(".import-grid-scroll");
    const place = { y: window.scrollY, left: scrolled?.scrollLeft, top: scrolled?.scrollTop, id: field.id };
    sessionStorage.setItem(KEPT_PLACE, JSON.stringify({ ...place, path: location.pathname }));
    form.requestSubmit();
  }

  #comeBack() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_PLACE) ?? "null");
    const scrolled = this.querySelector(".import-grid-scroll");
    if (kept?.path !== location.pathname || !(scrolled || kept.left === undefined)) {
      return;
    }
    sessionStorage.removeItem(KEPT_PLACE);
    requestAnimationFrame(() => {
      window.scrollTo({ top: kept.y, behavior: "instant" });
      scrolled?.scrollTo({ left: kept.left, top: kept.top, behavior: "instant" });
      document.getElementById(kept.id)?.focus({ preventScroll: true });
    });
  }
}

customElements.define("file-drop", FileDrop);
customElements.define("auto-submit", AutoSubmit);
