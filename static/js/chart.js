/**
 * <chart-readout data-label="…">: shows the values of a chart at the place that one points at, with a pointer or, once
 * the chart has the focus, with the arrow keys. The words are those that the chart carries at each place of its axis.
 *
 * With data-range, the id of a form with the fields "tu" and "den", years are chosen by drawing across the chart or with
 * Shift and the arrow keys; the button that data-choose names ("{years}" in it), or Enter, sends the form with them.
 */
class ChartReadout extends HTMLElement {
  #position = -1;
  /** Where a range began, or -1. */
  #anchor = -1;
  /** @type {[string, string] | null} */
  #years = null;

  connectedCallback() {
    this.readings = [...this.querySelectorAll(".chart-reading")];
    if (!this.readings.length || this.slider) {
      return;
    }
    this.slider = document.createElement("div");
    this.slider.className = "chart-slider";
    this.slider.tabIndex = 0;
    this.slider.setAttribute("role", "slider");
    this.slider.setAttribute("aria-label", this.dataset.label);
    this.slider.setAttribute("aria-valuemin", "1");
    this.slider.setAttribute("aria-valuemax", String(this.readings.length));
    this.#name(this.readings.length - 1);
    this.guide = document.createElement("div");
    this.guide.className = "chart-guide";
    this.guide.hidden = true;
    this.box = document.createElement("div");
    this.box.className = "chart-readout-box";
    this.box.hidden = true;
    this.append(this.slider, this.guide, this.box);
    this.form = document.getElementById(this.dataset.range ?? "");
    if (this.form?.elements.tu && this.form.elements.den) {
      this.#offerRange();
    }
    this.slider.addEventListener("pointermove", (event) => this.#show(this.#under(event)));
    this.slider.addEventListener("pointerdown", (event) => this.#show(this.#under(event)));
    this.slider.addEventListener("pointerleave", () => this.#hide());
    this.slider.addEventListener("focus", () => {
      if (this.slider.matches(":focus-visible")) {
        this.#show(this.#position);
      }
    });
    this.slider.addEventListener("blur", () => this.#hide());
    this.slider.addEventListener("keydown", (event) => this.#step(event));
  }

  #offerRange() {
    this.band = document.createElement("div");
    this.band.className = "chart-band";
    this.choose = document.createElement("button");
    this.choose.type = "button";
    this.choose.className = "button chart-choose";
    this.band.append(this.choose);
    this.band.hidden = true;
    this.append(this.band);
    this.choose.addEventListener("click", () => this.#send());
    this.slider.addEventListener("pointerdown", (event) => {
      if (event.button === 0) {
        this.#clear();
        this.#anchor = this.#under(event);
        this.slider.setPointerCapture(event.pointerId);
      }
    });
    this.slider.addEventListener("pointermove", (event) => {
      if (this.slider.hasPointerCapture(event.pointerId)) {
        this.#mark(this.#under(event));
      }
    });
    this.slider.addEventListener("pointerup", () => {
      if (this.#years) {
        this.#hide();
      }
    });
    this.slider.addEventListener("pointercancel", () => this.#clear());
  }

  /**
   * The whole years from where the range began to a place; none for the place itself or for all that the chart shows.
   * @param {number} position
   */
  #mark(position) {
    const year = (place) => /\d{4}/.exec(this.#words(place)[0])?.[0] ?? "";
    const all = this.readings.map((_reading, place) => year(place));
    const ends = [year(this.#anchor), year(position)].sort();
    const places = all.flatMap((each, place) => (each >= ends[0] && each <= ends[1] ? [place] : []));
    const isPart = position !== this.#anchor && ends[0] && places.length < all.length;
    this.band.hidden = !isPart;
    this.#years = isPart ? ends : null;
    if (!isPart) {
      return;
    }
    const whole = this.getBoundingClientRect();
    const first = this.readings[places[0]].getBoundingClientRect();
    const last = this.readings[places.at(-1)].getBoundingClientRect();
    this.band.style.insetInlineStart = `${first.left - whole.left}px`;
    this.band.style.inlineSize = `${last.right - first.left}px`;
    this.band.style.insetBlockStart = `${first.top - whole.top}px`;
    this.band.style.blockSize = `${first.height}px`;
    const shown = ends[0] === ends[1] ? ends[0] : ends.join("–");
    this.choose.textContent = this.dataset.choose.replace("{years}", shown);
    this.slider.setAttribute("aria-valuetext", `${this.#words(position).join(". ")}. ${this.choose.textContent}`);
  }

  #clear() {
    this.#anchor = -1;
    this.#years = null;
    this.band.hidden = true;
  }

  #send() {
    [this.form.elements.tu.value, this.form.elements.den.value] = this.#years;
    // Back to the chart, not to the table that the form's own address leads to.
    this.form.action = window.location.pathname;
    this.form.requestSubmit();
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const last = this.readings.length - 1;
    const places = {
      ArrowLeft: this.#position - 1,
      ArrowDown: this.#position - 1,
      ArrowRight: this.#position + 1,
      ArrowUp: this.#position + 1,
      PageDown: this.#position - 6,
      PageUp: this.#position + 6,
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") {
      this.#hide();
      if (this.band) {
        this.#clear();
      }
    } else if (event.key === "Enter" && this.#years) {
      this.#send();
    } else if (event.key in places) {
      event.preventDefault();
      const from = this.#position;
      this.#show(Math.min(Math.max(places[event.key], 0), last));
      if (this.band && event.shiftKey) {
        this.#anchor = this.#anchor < 0 ? from : this.#anchor;
        this.#mark(this.#position);
      } else if (this.band) {
        this.#clear();
      }
    }
  }

  /**
   * The place whose column is nearest to the pointer.
   * @param {PointerEvent} event
   */
  #under(event) {
    const first = this.readings[0].getBoundingClientRect();
    const place = Math.floor((event.clientX - first.left) / first.width);
    return Math.min(Math.max(place, 0), this.readings.length - 1);
  }

  /** @param {number} position */
  #show(position) {
    this.#name(position);
    const column = this.readings[position].getBoundingClientRect();
    const whole = this.getBoundingClientRect();
    const middle = column.left + column.width / 2 - whole.left;
    this.box.replaceChildren(
      ...this.#words(position).map((words) => {
        const line = document.createElement("p");
        line.textContent = words;
        return line;
      }),
    );
    this.guide.hidden = this.box.hidden = false;
    this.guide.style.insetInlineStart = `${middle}px`;
    this.guide.style.insetBlockStart = `${column.top - whole.top}px`;
    this.guide.style.blockSize = `${column.height}px`;
    // On the side with more room, so that it covers nothing that the pointer moves towards.
    const isLeft = middle > whole.width / 2;
    this.box.style.insetInlineStart = isLeft ? "auto" : `${middle + 12}px`;
    this.box.style.insetInlineEnd = isLeft ? `${whole.width - middle + 12}px` : "auto";
  }

  #hide() {
    this.guide.hidden = this.box.hidden = true;
  }

  /** @param {number} position */
  #name(position) {
    this.#position = position;
    this.slider.setAttribute("aria-valuenow", String(position + 1));
    this.slider.setAttribute("aria-valuetext", this.#words(position).join(". "));
  }

  /** @param {number} position */
  #words(position) {
    return this.readings[position].querySelector("title").textContent.split("\n");
  }
}

customElements.define("chart-readout", ChartReadout);
