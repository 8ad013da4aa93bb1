/**
 * <release-countdown datetime="…" data-coming="còn {time}" data-due="…" data-reload="…">: how long it is until a
 * release, to the minute; once its minute has come, a link that asks for the page again.
 */
const MINUTE = 60_000;
const UNITS = [
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
];

class ReleaseCountdown extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.moment = Date.parse(this.getAttribute("datetime"));
    this.#tell();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #tell() {
    const left = this.moment - Date.now();
    if (left <= 0) {
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = this.dataset.reload;
      this.replaceChildren(`${this.dataset.due} `, link);
      return;
    }
    this.textContent = this.dataset.coming.replace("{time}", inWords(Math.ceil(left / MINUTE)));
    // At the next full minute before the release, wherever in its minute the page was opened.
    this.#timer = setTimeout(() => this.#tell(), left % MINUTE || MINUTE);
  }
}

/**
 * "2 ngày 3 giờ 5 phút" in the language of the page; nothing that is zero.
 * @param {number} minutes
 */
function inWords(minutes) {
  const language = document.documentElement.lang;
  const parts = [];
  let rest = minutes;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count) {
      parts.push(new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count));
    }
  }
  return parts.join(" ");
}

customElements.define("release-countdown", ReleaseCountdown);
