/**
 * <import-progress src="…">: the bar of an import in the background. Asks how far it is until it is over, then goes on
 * to the page that says what came of it. Without this the page reloads itself.
 */
const EVERY = 700;
const PATIENCE = 20;

class ImportProgress extends HTMLElement {
  #failures = 0;

  connectedCallback() {
    this.bar = this.querySelector("progress");
    this.percent = this.querySelector("[data-percent]");
    this.text = this.querySelector("label");
    this.spoken = this.querySelector("[data-spoken]");
    this.timer = setTimeout(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async #ask() {
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      this.#failures = 0;
      const progress = await answer.json();
      if (progress.isOver) {
        // The next page may take its time; asking again would only hold it up.
        location.replace(progress.url);
        return;
      }
      this.#show(progress);
    } catch {
      this.#failures += 1;
    }
    if (this.#failures > PATIENCE) {
      // Logged out, or the site is down: the page itself says which.
      location.reload();
      return;
    }
    this.timer = setTimeout(() => this.#ask(), EVERY * Math.min(1 + this.#failures, 10));
  }

  /** @param {{percent: number, stage: string | null, text: string}} progress */
  #show(progress) {
    this.bar.value = progress.percent;
    this.percent.textContent = String(progress.percent);
    this.text.textContent = progress.text;
    // A listener hears each stage once, not each number.
    if (progress.stage && progress.stage !== this.stage) {
      this.stage = progress.stage;
      this.spoken.textContent = progress.text;
    }
  }
}

customElements.define("import-progress", ImportProgress);
