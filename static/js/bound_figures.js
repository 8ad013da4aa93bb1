// A bound figure of an article, hovered or focused, shows what it cites. Without this file it is a link to its series.
// The card says what the link's description says; those who hear it do not meet the card as well (aria-hidden).

const FIGURE = "a.bound-figure";
const GAP = 6;
const DELAY = 150;

/** @type {HTMLElement | null} */
let card = null;
/** @type {HTMLAnchorElement | null} */
let shown = null;
let timer = 0;

/** @returns {HTMLElement} the one card of the page */
function theCard() {
  if (card) return card;
  card = document.createElement("div");
  card.className = "figure-card";
  card.setAttribute("aria-hidden", "true");
  card.popover = "manual";
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", hideSoon);
  document.body.append(card);
  return card;
}

/** @param {HTMLAnchorElement} figure */
function show(figure) {
  clearTimeout(timer);
  if (shown === figure) return;
  const told = document.getElementById(figure.getAttribute("aria-describedby") ?? "");
  const end = /** @type {HTMLTemplateElement | null} */ (document.getElementById("so-lieu-the"));
  if (!told || !end) return;
  const open = theCard();
  const link = /** @type {DocumentFragment} */ (end.content.cloneNode(true));
  link.querySelector("a")?.setAttribute("href", figure.href);
  open.replaceChildren(...[...told.children].map((line) => line.cloneNode(true)), link);
  open.showPopover();
  place(open, figure);
  shown = figure;
}

/**
 * Under the figure's first line, above it where there is no room, never beyond the window's sides.
 * @param {HTMLElement} open
 * @param {HTMLElement} figure
 */
function place(open, figure) {
  const at = figure.getClientRects()[0];
  const size = open.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - size.width - GAP));
  const below = at.bottom + GAP;
  const fits = below + size.height <= window.innerHeight || at.top < size.height + GAP;
  open.style.left = `${left}px`;
  open.style.top = `${fits ? below : at.top - GAP - size.height}px`;
}

function hide() {
  clearTimeout(timer);
  if (shown) card?.hidePopover();
  shown = null;
}

function hideSoon() {
  clearTimeout(timer);
  timer = window.setTimeout(hide, DELAY);
}

/** @param {EventTarget | null} target */
function figureOf(target) {
  return target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (target.closest(FIGURE)) : null;
}

document.addEventListener("pointerover", (event) => {
  const figure = figureOf(event.target);
  if (figure && event.pointerType === "mouse") show(figure);
});
document.addEventListener("pointerout", (event) => {
  if (figureOf(event.target) && event.pointerType === "mouse") hideSoon();
});
document.addEventListener("focusin", (event) => {
  const figure = figureOf(event.target);
  if (figure?.matches(":focus-visible")) show(figure);
});
document.addEventListener("focusout", (event) => {
  if (figureOf(event.target)) hideSoon();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("scroll", hide, { passive: true });
// A finger cannot hover: its first tap shows the card, whose link, or a second tap, leads on.
document.addEventListener("click", (event) => {
  const figure = figureOf(event.target);
  if (figure && /** @type {PointerEvent} */ (event).pointerType === "touch" && shown !== figure) {
    event.preventDefault();
    show(figure);
  } else if (shown && !figure && !card?.contains(/** @type {Node} */ (event.target))) {
    hide();
  }
});
