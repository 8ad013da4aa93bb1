/**
 * Titles offered while one types in a search field. Without it the form works as it is.
 *
 * <search-suggestions data-source="/tim-kiem/goi-y/"><input …></search-suggestions>
 */
const DELAY = 180;

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    /** @type {HTMLInputElement | null} */
    this.input = this.querySelector("input");
    if (!this.input || !this.dataset.source) return;
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    this.append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      this.input.setAttribute(name, value);
    }
    this.chosen = -1;
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusout", (event) => {
      if (!this.contains(/** @type {Node} */ (event.relatedTarget))) this.close();
    });
  }

  ask() {
    clearTimeout(this.timer);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < 2) return this.close();
    this.timer = setTimeout(async () => {
      this.request = new AbortController();
      try {
        const answer = await fetch(`${this.dataset.source}?q=${encodeURIComponent(text)}`, { signal: this.request.signal });
        if (answer.ok) this.show((await answer.json()).suggestions);
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
    }, DELAY);
  }

  /** @param {{title: string, url: string}[]} suggestions */
  show(suggestions) {
    this.chosen = -1;
    this.list.replaceChildren(
      ...suggestions.map(({ title, url }, place) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${place}`;
        item.setAttribute("role", "option");
        const link = document.createElement("a");
        link.href = url;
        link.textContent = title;
        link.tabIndex = -1;
        item.append(link);
        return item;
      }),
    );
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.show([]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const items = [...this.list.children];
    if (event.key === "Escape" && items.length) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + items.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % items.length;
      items.forEach((item, place) => item.setAttribute("aria-selected", String(place === this.chosen)));
      this.input.setAttribute("aria-activedescendant", items[this.chosen].id);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      items[this.chosen].querySelector("a").click();
    }
  }
}

customElements.define("search-suggestions", SearchSuggestions);
