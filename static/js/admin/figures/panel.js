/**
 * <figure-panel>: the figures of an article's text as one writes it, each with its verdict, and what can be done with
 * it. The server reads and words everything; this asks it when the writing pauses, keeps the list in step, and does in
 * the editor what the buttons say.
 */
import { blocksOf, rangeOf } from "./blocks.js";
import { bind, positionOf, release, reword } from "./editing.js";
import { FoundList } from "./list.js";
import { light, placeOf, refAt, showMarks } from "./marks.js";
import { ask, Refusal, texts } from "./asking.js";
import { openObservation } from "./observation.js";
import "./indicator_search.js";

const PAUSE = 600;

class FigurePanel extends HTMLElement {
  #timer = 0;
  #request = null;
  #figures = new Map();
  #findings = [];
  #wanted = null;

  connectedCallback() {
    this.form = this.closest("form");
    this.list = new FoundList(this.querySelector(".found-list"));
    this.status = this.querySelector(".found-status");
    this.trouble = this.querySelector(".found-trouble");
    const ready = this.form?.querySelector(".field-body .ProseMirror")?.editor;
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

  /** @param {import("@tiptap/core").Editor} editor */
  #start(editor) {
    if (this.editor || !editor.isEditable) {
      return;
    }
    this.editor = editor;
    editor.on("transaction", ({ transaction }) => transaction.docChanged && this.#later());
    editor.on("selectionUpdate", () => this.list.show(this.#chosenRef()));
    for (const name of ["title", "lead", "release"]) {
      this.form.elements[name]?.addEventListener("input", () => this.#later());
    }
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("indicator-chosen", (event) => {
      const claim = event.target.closest("[data-claim]").dataset.claim;
      this.#cite(event.target, claim, event.detail.code);
    });
    for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      this.addEventListener(enter, (event) => light(editor.view, event.target.closest("[data-ref]")?.dataset.ref ?? null));
      this.addEventListener(leave, () => light(editor.view, null));
    }
    editor.view.dom.addEventListener("figure-opened", (event) => this.#open(event.detail));
    document.addEventListener("click", (event) => this.#followed(event));
    this.#check();
  }

  /* --- Asking ---------------------------------------------------------------------------------------------------- */

  #later() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#timer = setTimeout(() => this.#check(), PAUSE);
  }

  async #check() {
    clearTimeout(this.#timer);
    await this.#asked("check", {}, (answer) => this.#tell(answer));
  }

  /** Ask, and hand over the answer if the text is still the one that was asked about. */
  async #asked(what, more, answered) {
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    const { doc } = this.editor.state;
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(what, { ...this.#article(), ...more }, request.signal);
      if (doc.eq(this.editor.state.doc)) {
        this.trouble.hidden = true;
        answered(answer);
      } else {
        this.#later();
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        this.#worry(error instanceof Refusal ? error.message : texts.failed, error instanceof Refusal);
      }
    } finally {
      if (this.#request === request) {
        this.removeAttribute("aria-busy");
      }
    }
  }

  #article() {
    const value = (name) => this.form.elements[name]?.value ?? "";
    return {
      article: this.getAttribute("article"),
      title: value("title"),
      lead: value("lead"),
      source: value("source"),
      release: value("release"),
      body: this.editor.getHTML(),
    };
  }

  #worry(message, isAnswer) {
    this.trouble.hidden = false;
    this.trouble.textContent = message;
    if (!isAnswer) {
      const again = document.createElement("button");
      again.type = "button";
      again.className = "button button-quiet";
      again.textContent = texts.again;
      again.addEventListener("click", () => this.#check());
      this.trouble.append(" ", again);
    }
  }

  #say(words) {
    if (this.status.textContent !== words) {
      this.status.textContent = words;
    }
  }

  /* --- Showing --------------------------------------------------------------------------------------------------- */

  #tell({ html, said, figures, findings }) {
    this.#figures = new Map(figures.map((figure) => [figure.ref, figure]));
    this.#findings = findings;
    this.#say(said);
    this.list.renew(html);
    const blocks = blocksOf(this.editor.state.doc);
    const marks = figures.flatMap((figure) => {
      const range = figure.place && rangeOf(blocks, figure.place);
      return range ? [{ ...range, ref: figure.ref, verdict: figure.verdict, words: figure.words }] : [];
    });
    showMarks(this.editor.view, marks);
    this.#goToWanted();
  }

  #chosenRef() {
    const { from } = this.editor.state.selection;
    return refAt(this.editor.view, from);
  }

  /** From a bound figure in the text to its line. */
  #open(key) {
    const figure = [...this.#figures.values()].find((each) => each.figure === key);
    if (figure) {
      this.list.line(figure.ref)?.querySelector("button")?.focus();
    }
  }

  /* --- Doing ----------------------------------------------------------------------------------------------------- */

  #clicked(event) {
    const button = event.target.closest("[data-action]");
    if (!button) {
      return;
    }
    const figure = this.#figures.get(button.closest("[data-ref]")?.dataset.ref);
    const claim = button.closest("[data-claim]")?.dataset.claim;
    const act = {
      "bind-all": () => this.#bindAll(),
      bind: () => this.#bind([figure], texts.bound),
      release: () => this.#release(figure),
      take: () => this.#take(figure),
      go: () => this.#go(figure),
      "go-finding": () => this.#goTo(this.#findings[button.dataset.finding][0]),
      keep: () => this.#keep(button, figure),
      cite: () => this.#cite(button, claim, button.dataset.code),
      record: () => this.#record(button, claim),
    }[button.dataset.action];
    act?.();
  }

  #pressed(event) {
    if (event.key === "Escape") {
      this.editor.commands.focus();
    } else if (event.key === "Enter" && event.target.matches(".found-keep input")) {
      event.preventDefault();
      event.target.closest("details").querySelector("[data-action]").click();
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
    }
  }

  /** Links elsewhere on the page that name a figure lead to it in the text. */
  #followed(event) {
    const [, ref] = event.target.closest?.("a")?.hash?.match(/^#so-lieu-(.+)$/) ?? [];
    if (ref) {
      event.preventDefault();
      this.#wanted = ref;
      this.#goToWanted();
    }
  }

  /** A link may be followed before the text has been read for the first time. */
  #goToWanted() {
    const figure = this.#figures.get(this.#wanted);
    if (figure) {
      this.#wanted = null;
      this.#go(figure);
    }
  }

  #change(edit, said) {
    const { tr } = this.editor.state;
    if (edit(tr) === false || !tr.docChanged) {
      this.#say(texts.gone);
      return;
    }
    this.editor.view.dispatch(tr);
    this.#say(said);
    this.#check();
  }

  #bindAll() {
    this.#bind([...this.#figures.values()].filter((figure) => figure.bindable), texts.boundAll);
  }

  #bind(figures, said) {
    const places = figures.map((figure) => ({ figure, range: placeOf(this.editor.view, figure.ref) }));
    const last = places.filter(({ range }) => range).sort((a, b) => b.range.from - a.range.from);
    this.#change((tr) => last.forEach(({ figure, range }) => bind(tr, range, figure.attributes)), said);
  }

  #release(figure) {
    const position = positionOf(this.editor.state.doc, figure.figure);
    this.#change((tr) => (position < 0 ? false : release(tr, position)), texts.released);
  }

  #take(figure) {
    const { replacement } = figure;
    if (replacement.field) {
      const field = this.form.elements[replacement.field.name];
      field.setRangeText(replacement.text, replacement.field.start, replacement.field.end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      this.#say(texts.taken);
      return;
    }
    const range = rangeOf(blocksOf(this.editor.state.doc), replacement.place);
    const attributes = figure.figure ? { ...figure.attributes, "data-figure": figure.figure } : figure.attributes;
    this.#change((tr) => (range ? reword(tr, range, replacement.text, attributes) : false), texts.taken);
  }

  #go(figure) {
    if (figure.field) {
      this.#goTo(figure);
      return;
    }
    const range = placeOf(this.editor.view, figure.ref);
    if (range) {
      this.#select(range);
    }
  }

  #goTo(placed) {
    if (placed?.field) {
      const field = this.form.elements[placed.field.name];
      field.focus();
      field.setSelectionRange(placed.field.start, placed.field.end);
    } else if (placed) {
      const range = rangeOf(blocksOf(this.editor.state.doc), placed.place);
      if (range) {
        this.#select(range);
      }
    }
  }

  #select({ from, to }) {
    const isNode = this.editor.state.doc.nodeAt(from)?.type.name === "boundFigure";
    const chain = this.editor.chain().focus();
    (isNode ? chain.setNodeSelection(from) : chain.setTextSelection({ from, to })).run();
    this.editor.view.domAtPos(from).node.parentElement?.scrollIntoView({ block: "center" });
  }

  #keep(button, figure) {
    const reason = button.closest("details").querySelector("input").value;
    this.#asked("keep", { ref: figure.ref, reason }, (answer) => this.#tell(answer));
  }

  #cite(button, claim, indicator) {
    const remember = button.closest("details").querySelector("[data-remember]")?.checked ?? false;
    this.#asked("cite", { claim, indicator, remember }, ({ said, bindings }) => {
      const figures = bindings.map(({ ref, attributes }) => ({ ref, attributes }));
      this.#bind(figures, said);
    });
  }

  async #record(button, claim) {
    const recorded = await openObservation(button, { ...this.#article(), claim });
    if (!recorded) {
      return;
    }
    await this.#check();
    this.#say(recorded.said);
    const lines = [...this.#figures.values()].filter((figure) => figure.claim === claim && figure.bindable);
    if (lines.length) {
      this.#bind(lines, recorded.said);
    }
  }
}

customElements.define("figure-panel", FigurePanel);
