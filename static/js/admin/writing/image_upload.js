/**
 * <image-upload>: the form of new images, which takes files that are dropped on it, shows each beside its words, and
 * sends them one after another, so that one that is refused stops none of the others.
 */
import { sendImage } from "./images.js";

const SHOWN_BYTES = 12 * 1024 * 1024;

class ImageUpload extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.rows = this.querySelector(".image-rows");
    this.template = this.querySelector("template");
    this.said = this.querySelector(".image-said");
    this.drop = this.querySelector(".image-drop");
    this.count = 0;
    // With scripts a row comes with its file; the rows of the plain form are for those without.
    if (!this.querySelector(".field-problem:not([hidden])")) {
      this.rows.replaceChildren();
    }
    this.drop.hidden = false;
    this.drop.querySelector("input").addEventListener("change", (event) => {
      this.#take(event.target.files);
      event.target.value = "";
    });
    for (const name of ["dragenter", "dragover"]) {
      this.addEventListener(name, (event) => {
        event.preventDefault();
        this.drop.classList.add("is-over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      this.addEventListener(name, () => this.drop.classList.remove("is-over"));
    }
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#take(event.dataTransfer.files);
    });
    // A file that misses would otherwise take the place of the page.
    window.addEventListener("dragover", (event) => event.preventDefault());
    window.addEventListener("drop", (event) => event.preventDefault());
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.#showButton();
  }

  #take(files) {
    const added = [...files].map((file) => this.#addRow(file));
    added[0]?.querySelector("textarea").focus();
    this.#showButton();
  }

  #addRow(file) {
    const number = this.count++;
    const row = this.template.content.firstElementChild.cloneNode(true);
    for (const each of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        if (each.hasAttribute(attribute)) {
          each.setAttribute(attribute, each.getAttribute(attribute).replace("__prefix__", `new-${number}`));
        }
      }
    }
    row.file = file;
    row.querySelector(".image-row-name").textContent = file.name;
    row.querySelector(".image-field-file input").hidden = true;
    row.querySelector(".image-field-file label").hidden = true;
    const remove = row.querySelector(".image-row-remove");
    remove.hidden = false;
    remove.addEventListener("click", () => {
      row.remove();
      this.#showButton();
      this.drop.querySelector("input").focus();
    });
    showPicture(row.querySelector(".image-row-picture"), file);
    this.rows.append(row);
    return row;
  }

  #waiting() {
    return [...this.rows.children].filter((row) => row.file && !row.classList.contains("is-kept"));
  }

  #showButton() {
    this.form.querySelector(".submit-row").hidden = !this.rows.children.length;
  }

  async #submit(event) {
    const waiting = this.#waiting();
    if (!waiting.length) {
      return;
    }
    event.preventDefault();
    const button = this.form.querySelector("button[type=submit]");
    button.disabled = true;
    this.said.textContent = this.getAttribute("sending");
    let sent = 0;
    for (const row of waiting) {
      row.setAttribute("aria-busy", "true");
      sent += (await this.#send(row)) ? 1 : 0;
      row.removeAttribute("aria-busy");
    }
    button.disabled = false;
    const left = waiting.length - sent;
    const sentences = [this.getAttribute("done").replace("%s", sent)];
    if (left) {
      sentences.push(this.getAttribute("left").replace("%s", left));
      this.rows.querySelector(".image-field.has-errors :is(textarea, input)")?.focus();
    }
    this.said.textContent = sentences.join(" ");
    if (!left && !this.hasAttribute("popup")) {
      location.assign(this.getAttribute("library"));
    }
  }

  async #send(row) {
    const words = Object.fromEntries(
      ["alt_vi", "alt_en", "credit"].map((name) => [name, row.querySelector(`.image-field-${name} :is(input, textarea)`).value]),
    );
    const answer = await sendImage(location.pathname, this.form.elements.csrfmiddlewaretoken.value, row.file, words);
    showProblems(row, answer.errors ?? (answer.images ? {} : { file: [this.getAttribute("failed")] }));
    if (!answer.images) {
      return false;
    }
    row.classList.add("is-kept");
    row.disabled = true;
    row.querySelector(".image-row-remove").remove();
    row.querySelector(".image-row-name").textContent += ` — ${this.getAttribute("kept")}`;
    if (this.hasAttribute("popup") && window.opener) {
      window.opener.dismissAddRelatedObjectPopup(window, String(answer.images[0].id), answer.images[0].alt);
    }
    return true;
  }
}

function showProblems(row, errors) {
  for (const field of row.querySelectorAll(".image-field")) {
    const name = [...field.classList].find((each) => each.startsWith("image-field-")).slice("image-field-".length);
    const problem = field.querySelector(".field-problem");
    const input = field.querySelector("input, textarea");
    const said = errors[name]?.[0] ?? "";
    problem.textContent = said;
    problem.hidden = !said;
    field.classList.toggle("has-errors", said !== "");
    input.toggleAttribute("aria-invalid", said !== "");
  }
}

/** The policy allows pictures from data: addresses, not from blob: ones. */
function showPicture(place, file) {
  if (!file.type.startsWith("image/") || file.size > SHOWN_BYTES) {
    return;
  }
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = new Image();
    image.alt = "";
    image.src = reader.result;
    image.addEventListener("load", () => place.replaceChildren(image));
  });
  reader.readAsDataURL(file);
}

customElements.define("image-upload", ImageUpload);
