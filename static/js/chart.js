/**
 * <chart-readout data-label="…">: shows the values of a chart at the place that one points at, with a pointer or, once
 * the chart has the focus, with the arrow keys. The words are those that the chart carries at each place of its axis.
 */
class ChartReadout extends HTMLElement {
  #position = -1;

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
    } else if (event.key in places) {
      event.preventDefault();
      this.#show(Math.min(Math.max(places[event.key], 0), last));
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
