/** <copy-address>: a button that copies the address beside it. */
class CopyAddress extends HTMLElement {
  connectedCallback() {
    const [input, button, said] = ["input", "button", "[role=status]"].map((what) => this.querySelector(what));
    input.addEventListener("focus", () => input.select());
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      input.select();
      await navigator.clipboard.writeText(input.value);
      said.textContent = this.getAttribute("copied");
    });
  }
}

customElements.define("copy-address", CopyAddress);
