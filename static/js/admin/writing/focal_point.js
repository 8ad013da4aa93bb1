/**
 * <focal-point>: the picture on which the point that a cut must keep is chosen, by pointer or by arrow keys; the numbers
 * are those of the form's fields, which stay as they are for those who would rather type them.
 */
const WIDE = 16 / 9;

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.x = document.getElementById("id_focus_x");
    this.y = document.getElementById("id_focus_y");
    if (!this.x || !this.y) {
      return;
    }
    const image = this.querySelector("img");
    this.tabIndex = 0;
    this.setAttribute("role", "application");
    this.setAttribute("aria-label", this.getAttribute("label"));
    this.setAttribute("aria-describedby", "id_focus_x_helptext");
    this.cut = document.createElement("span");
    this.cut.className = "focal-cut";
    this.mark = document.createElement("span");
    this.mark.className = "focal-mark";
    this.append(this.cut, this.mark);
    image.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect();
      this.#set((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    });
    this.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (steps) {
        event.preventDefault();
        const by = event.shiftKey ? 10 : 2;
        this.#set(Number(this.x.value) + by * steps[0], Number(this.y.value) + by * steps[1]);
      }
    });
    this.x.addEventListener("input", () => this.#show());
    this.y.addEventListener("input", () => this.#show());
    image.addEventListener("load", () => this.#show());
    this.#show();
  }

  #set(x, y) {
    this.x.value = String(clamped(x));
    this.y.value = String(clamped(y));
    this.#show();
  }

  /** The point, and around it what cards will show. */
  #show() {
    const image = this.querySelector("img");
    const [x, y] = [clamped(Number(this.x.value)), clamped(Number(this.y.value))];
    const ratio = image.width / image.height || 1;
    const width = ratio > WIDE ? (100 * WIDE) / ratio : 100;
    const height = ratio > WIDE ? 100 : (100 * ratio) / WIDE;
    this.mark.style.left = `${x}%`;
    this.mark.style.top = `${y}%`;
    this.cut.style.width = `${width}%`;
    this.cut.style.height = `${height}%`;
    this.cut.style.left = `${Math.max(0, Math.min(x - width / 2, 100 - width))}%`;
    this.cut.style.top = `${Math.max(0, Math.min(y - height / 2, 100 - height))}%`;
  }
}

function clamped(value) {
  return Math.max(0, Math.min(100, Math.round(value) || 0));
}

customElements.define("focal-point", FocalPoint);
