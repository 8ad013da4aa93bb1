/**
 * On the review page: what is chosen in the text becomes the passage of the next comment; each paragraph has a button
 * for those who choose no text; a comment leads to its passage and lights it up.
 */
const article = document.querySelector(".review-text");
const form = document.getElementById("review-comment");
const CONTEXT = 40;
const LEAVES = "p, h2, h3, h4, li, td, th, blockquote";

for (const mark of document.querySelectorAll("mark[data-thread]")) {
  const id = `passage-${mark.dataset.thread}`;
  if (!document.getElementById(id)) {
    mark.id = id;
    mark.tabIndex = -1;
  }
}
for (const link of document.querySelectorAll("[data-goes-to]")) {
  for (const [kind, isLit] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
    link.addEventListener(kind, () => light(link.dataset.goesTo, isLit));
  }
  link.addEventListener("click", () => setTimeout(() => document.getElementById(`passage-${link.dataset.goesTo}`)?.focus()));
}

if (form && article?.dataset.commentable === "yes") {
  for (const part of article.querySelectorAll("[data-part]")) {
    for (const block of blocksOf(part)) {
      block.append(buttonFor(part, block));
    }
  }
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const part = partOf(selection.anchorNode);
    if (part && part === partOf(selection.focusNode) && selection.toString().trim()) {
      choose(part, selection.getRangeAt(0));
    }
  });
}

function buttonFor(part, block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "comment-here";
  button.textContent = "”";
  button.setAttribute("aria-label", `${form.querySelector("button").textContent}: ${block.textContent.trim().slice(0, 60)}`);
  button.addEventListener("click", () => {
    const range = document.createRange();
    range.selectNodeContents(block);
    range.setEndBefore(button);
    choose(part, range);
    form.elements.text.focus();
  });
  return button;
}

function choose(part, range) {
  const before = document.createRange();
  before.selectNodeContents(part);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.selectNodeContents(part);
  after.setStart(range.endContainer, range.endOffset);
  const quote = wordsOf(range).trim();
  if (!quote) {
    return;
  }
  form.elements.part.value = part.dataset.part;
  form.elements.quote.value = quote;
  form.elements.prefix.value = wordsOf(before).slice(-CONTEXT);
  form.elements.suffix.value = wordsOf(after).slice(0, CONTEXT);
  form.querySelector(".comment-quote").textContent = `“${quote.length > 160 ? `${quote.slice(0, 160)}…` : quote}”`;
}

/** The words of a stretch as the server reads them: blocks on lines of their own, our own buttons left out. */
function wordsOf(range) {
  const copy = document.createElement("div");
  copy.append(range.cloneContents());
  copy.querySelectorAll(".comment-here").forEach((button) => button.remove());
  copy.querySelectorAll("br").forEach((each) => each.replaceWith("\n"));
  const blocks = [...copy.querySelectorAll(LEAVES)].filter((block) => !block.querySelector(LEAVES));
  if (!blocks.length) {
    return tidy(copy.textContent);
  }
  return blocks.map((block) => tidy(block.textContent)).join("\n");
}

function tidy(text) {
  return text.replace(/[ \t\r\f]+/g, " ");
}

function blocksOf(part) {
  return part.matches(LEAVES) ? [part] : [...part.querySelectorAll(LEAVES)].filter((each) => !each.querySelector(LEAVES));
}

function partOf(node) {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest(".review-text [data-part]") ?? null;
}

function light(thread, isLit) {
  for (const mark of document.querySelectorAll(`mark[data-thread="${thread}"]`)) {
    mark.classList.toggle("commented-passage-lit", isLit);
  }
}
