/**
 * <comment-panel url="…" places="…" told="…">: the comments beside an article's text. Takes the passage that is chosen
 * in the title, the lead or the editor, sends what is said of it, and leads from each comment to its words.
 */
import { blocksOf, rangeOf } from "../figures/blocks.js";
import { commentMarks, lightPassage, passageOf, showPassages } from "./comment_marks.js";

const CONTEXT = 40;
const FIELDS = ["title", "lead"];

class CommentPanel extends HTMLElement {
  #editor = null;
  #last = "body";
  #anchor = null;

  connectedCallback() {
    this.form = this.closest("form");
    this.told = JSON.parse(this.getAttribute("told"));
    this.places = JSON.parse(this.getAttribute("places"));
    this.composer = this.querySelector(".comment-composer");
    this.addEventListener("click", (event) => this.#clicked(event));
    /* What is said here is not part of the article, and is asked about for itself when the page is left. */
    this.addEventListener("input", (event) => event.stopPropagation());
    this.addEventListener("change", (event) => event.stopPropagation());
    window.addEventListener("beforeunload", (event) => {
      if ([...this.querySelectorAll("textarea")].some(({ value }) => value.trim())) {
        event.preventDefault();
      }
    });
    for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      this.addEventListener(enter, (event) => this.#light(event.target.closest("[data-thread]")?.dataset.thread ?? null));
      this.addEventListener(leave, () => this.#light(null));
    }
    for (const name of FIELDS) {
      this.form.elements[name]?.addEventListener("focusin", () => (this.#last = name));
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "m" && this.composer) {
        event.preventDefault();
        this.#compose();
      }
    });
    const ready = this.form.querySelector(".field-body .ProseMirror")?.editor;
    if (ready) {
      this.#start(ready);
    } else {
      document.addEventListener("prose-editor:ready", (event) => {
        if (event.detail.textarea.name === "body") {
          this.#start(event.detail.editor);
        }
      });
    }
  }

  #start(editor) {
    if (this.#editor) {
      return;
    }
    this.#editor = editor;
    editor.registerPlugin(commentMarks());
    editor.on("focus", () => (this.#last = "body"));
    this.#draw();
  }

  #draw() {
    const blocks = blocksOf(this.#editor.state.doc);
    const passages = [];
    for (const [thread, places] of Object.entries(this.places)) {
      for (const place of places.filter(({ part }) => part === "body")) {
        const range = rangeOf(blocks, place);
        if (range) {
          passages.push({ thread, ...range });
        }
      }
    }
    showPassages(this.#editor.view, passages);
  }

  #light(thread) {
    if (this.#editor) {
      lightPassage(this.#editor.view, thread);
    }
  }

  #clicked(event) {
    const button = event.target.closest("[data-action]");
    const thread = event.target.closest("[data-thread]")?.dataset.thread;
    switch (button?.dataset.action) {
      case "compose":
        return this.#compose();
      case "cancel":
        return this.#close();
      case "start":
        return this.#send({ action: "start", ...this.#anchor, text: this.composer.querySelector("textarea").value });
      case "goto":
        return this.#goto(thread);
      case "reply":
        return this.#send({ action: "reply", thread, text: this.#textOf(thread) });
      case "resolve":
      case "reopen":
        return this.#send({ action: button.dataset.action, thread });
    }
  }

  #textOf(thread) {
    return this.querySelector(`[data-thread="${thread}"] textarea`).value;
  }

  /* --- A new comment --------------------------------------------------------------------------------------------- */

  #compose() {
    this.#anchor = this.#last === "body" ? this.#chosenInBody() : this.#chosenIn(this.form.elements[this.#last]);
    this.composer.querySelector(".comment-quote").textContent = `${this.told.choose} “${this.#anchor.quote}”`;
    this.composer.hidden = false;
    this.composer.querySelector("textarea").focus();
  }

  #close() {
    this.composer.hidden = true;
    this.composer.querySelector("textarea").value = "";
    this.querySelector('[data-action="compose"]').focus();
  }

  /** What is chosen of a plain field; all of it where nothing is. */
  #chosenIn(field) {
    const isChosen = field.selectionEnd > field.selectionStart;
    const [start, end] = isChosen ? [field.selectionStart, field.selectionEnd] : [0, field.value.length];
    return { part: field.name, ...anchorOf(field.value, start, end) };
  }

  /** What is chosen in the editor, as the server counts it; the paragraph where only the cursor stands. */
  #chosenInBody() {
    const { from, to, empty } = this.#editor.state.selection;
    const blocks = blocksOf(this.#editor.state.doc);
    const words = blocks.map(({ text }) => text).join("\n");
    let start = null;
    let end = 0;
    let offset = 0;
    for (const { text, spans } of blocks) {
      const isHere = spans.length && from <= spans.at(-1)[1] && from >= spans[0][0];
      spans.forEach(([first, last], index) => {
        if (empty ? isHere : first < to && last > from) {
          start ??= offset + index;
          end = offset + index + 1;
        }
      });
      offset += text.length + 1;
    }
    return { part: "body", ...anchorOf(words, start ?? 0, start === null ? 0 : end) };
  }

  /* --- Asking and answering -------------------------------------------------------------------------------------- */

  async #send(fields) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(fields)) {
      body.set(name, value);
    }
    for (const name of FIELDS) {
      body.set(name, this.form.elements[name]?.value ?? "");
    }
    body.set("body", this.#editor?.getHTML() ?? this.form.elements.body.value);
    this.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      const answer = response.ok || response.status === 422 ? await response.json() : { problem: this.told.failed };
      this.#answered(answer, fields);
    } catch {
      this.#say(this.told.failed);
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  #answered(answer, fields) {
    if (answer.problem) {
      this.#say(answer.problem);
      return;
    }
    this.querySelector(".comment-list").innerHTML = answer.html;
    this.places = answer.places;
    if (this.#editor) {
      this.#draw();
    }
    if (fields.action === "start") {
      this.#close();
    } else {
      this.#focusOn(fields.thread);
    }
    this.#say(answer.said);
  }

  /** The list was drawn anew under the person's hands: their place in it is found again. */
  #focusOn(thread) {
    const place = this.querySelector(`[data-thread="${thread}"]`);
    const button = place?.closest("details:not([open])") ? null : place?.querySelector("button, textarea");
    (button ?? this.querySelector('[data-action="compose"]'))?.focus();
  }

  #say(text) {
    this.querySelector(".comment-status").textContent = text;
  }

  #goto(thread) {
    const places = this.places[thread] ?? [];
    const field = places.length && FIELDS.includes(places[0].part) ? this.form.elements[places[0].part] : null;
    if (field) {
      field.focus();
      field.setSelectionRange(places[0].start, places[0].end);
      return;
    }
    const passage = this.#editor && passageOf(this.#editor.view, thread);
    if (passage) {
      this.#editor.chain().focus().setTextSelection(passage).scrollIntoView().run();
    }
  }
}

function anchorOf(words, start, end) {
  return {
    quote: words.slice(start, end),
    prefix: words.slice(Math.max(0, start - CONTEXT), start),
    suffix: words.slice(end, end + CONTEXT),
  };
}

customElements.define("comment-panel", CommentPanel);
