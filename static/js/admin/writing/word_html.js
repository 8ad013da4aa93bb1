/**
 * What Word, Google Docs and LibreOffice put on the clipboard, as the structure that it means: lists that Word writes as
 * paragraphs become lists, its footnotes ours, changes that it tracks are taken as accepted; comments, styles and shapes
 * go. Word's notation is that of "Word HTML" (mso-list, mso-element, mso-footnote-id) since Office 2000.
 */
const MAIN_HEADINGS = { H1: "h2", H2: "h3", H3: "h4", H4: "h4", H5: "h4", H6: "h4" };
const MINOR_HEADINGS = { H1: "h2", H5: "h4", H6: "h4" };
const GONE = "style, meta, link, title, xml, script, object, embed, iframe, img, input, button, svg, template, noscript";
const STYLE_SHEET = /<style\b[\s\S]*?<\/style>/gi;
const OPENING_TAG = /<[a-z][^<>]*>/gi;
const HANDLER = /\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const BULLET = /^[\s\u00a0]*([·•o§Ø▪◦‣–—*-]|[\uf000-\uf0ff])/u;
const KEPT = { A: ["href"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"], OL: ["start"], SUP: ["data-footnote"] };
const OURS = "[data-figure], figure[data-image], figure[data-table], sup[data-footnote], a[data-article]";

/**
 * @param {string} html
 * @returns {{html: string, dropped: {comments: number, deletions: number, images: number}}}
 */
export function cleanPasted(html) {
  // Style sheets and handlers are refused by the page's policy as soon as they are parsed, though none would be used.
  const harmless = html.replace(STYLE_SHEET, "").replace(OPENING_TAG, (tag) => tag.replace(HANDLER, ""));
  const page = new DOMParser().parseFromString(harmless, "text/html");
  const dropped = { comments: 0, deletions: 0, images: 0 };
  const { body } = page;
  if (body.querySelector(OURS) && !isWord(html)) {
    // Copied within the editor, or from another article.
    return { html: body.innerHTML, dropped };
  }
  removeNodes(page, page.createTreeWalker(body, NodeFilter.SHOW_COMMENT));
  dropped.images = body.querySelectorAll("img").length;
  if (isWord(html)) {
    cleanWord(body, dropped);
  }
  renamed(body, isWord(html) ? MAIN_HEADINGS : MINOR_HEADINGS);
  unwrapAll(body.querySelectorAll("b[id^='docs-internal-guid'], font"));
  marksFromStyles(body);
  for (const each of body.querySelectorAll(GONE)) {
    each.remove();
  }
  plain(body);
  return { html: body.innerHTML, dropped };
}

export function isWord(html) {
  return /class="?'?Mso|style='[^']*mso-|style="[^"]*mso-|urn:schemas-microsoft-com:office|content="?Microsoft Word|ProgId content=Word/i.test(
    html,
  );
}

function cleanWord(body, dropped) {
  const comments = body.querySelectorAll("[style*='mso-element:comment-list']");
  dropped.comments = body.querySelectorAll("[style*='mso-element:comment-list'] [style*='mso-element:comment']").length;
  dropped.comments ||= body.querySelectorAll(".MsoCommentReference").length;
  remove(comments);
  remove(body.querySelectorAll(".msocomanchor, .MsoCommentReference, [style*='mso-special-character:comment']"));
  unwrapAll(body.querySelectorAll("[style*='mso-comment-reference'], [style*='mso-comment-continuation']"));
  const deleted = body.querySelectorAll("del, .msoDel:not(del *)");
  dropped.deletions = deleted.length;
  remove(deleted);
  unwrapAll(body.querySelectorAll("ins, .msoIns"));
  takeFootnotes(body);
  makeLists(body);
  remove(body.querySelectorAll("[style*='mso-element:header'], [style*='mso-element:footer'], [style*='mso-element:para-border-div'] > br"));
  for (const each of [...body.querySelectorAll("*")].filter(({ localName }) => localName.includes(":"))) {
    // o:p, v:shape, w:sdt and the like; their words stay, shapes have none.
    if (each.localName.startsWith("v:")) {
      each.remove();
    } else {
      each.replaceWith(...each.childNodes);
    }
  }
}

/** Footnotes stand at the end, tied to their marks by ids: each goes into its mark. */
function takeFootnotes(body) {
  for (const kind of ["footnote", "endnote"]) {
    for (const mark of body.querySelectorAll(`a[style*='mso-${kind}-id']`)) {
      const id = /mso-(?:foot|end)note-id:\s*([\w-]+)/.exec(mark.getAttribute("style"))?.[1];
      const note = id && body.querySelector(`#${CSS.escape(id)}`);
      if (!note || note.contains(mark)) {
        continue;
      }
      const copy = note.cloneNode(true);
      remove(copy.querySelectorAll(`a[style*='mso-${kind}-id'], a[href^='#_${kind.slice(0, 3)}']`));
      const ours = mark.ownerDocument.createElement("sup");
      ours.setAttribute("data-footnote", copy.textContent.replace(/[\s\u00a0]+/g, " ").trim());
      (mark.closest("sup") ?? mark).replaceWith(ours);
    }
    remove(body.querySelectorAll(`[style*='mso-element:${kind}-list'], [style*='mso-element:${kind}']`));
  }
}

/** Runs of paragraphs that carry mso-list become nested lists. */
function makeLists(body) {
  let open = [];
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const [, level] = /mso-list:\s*l\d+\s+level(\d+)/.exec(paragraph.getAttribute("style") ?? "") ?? [];
    if (!level || /^H/.test(paragraph.tagName)) {
      removeMarkers(paragraph);
      open = [];
      continue;
    }
    if (last?.nextElementSibling !== paragraph) {
      open = [];
    }
    const marker = removeMarkers(paragraph);
    const kind = BULLET.test(marker) ? "ul" : "ol";
    const depth = Math.min(Number(level), open.length + 1);
    open = open.slice(0, depth);
    if (open.length === depth && open.at(-1).localName !== kind) {
      open.pop();
    }
    if (open.length < depth) {
      const list = body.ownerDocument.createElement(kind);
      const start = /^\s*(\d+)/.exec(marker)?.[1];
      if (kind === "ol" && start && start !== "1" && depth === 1) {
        list.setAttribute("start", start);
      }
      const parent = open.at(-1)?.lastElementChild;
      if (parent) {
        parent.append(list);
      } else {
        paragraph.before(list);
      }
      open.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    const words = body.ownerDocument.createElement("p");
    words.append(...paragraph.childNodes);
    item.append(words);
    open.at(-1).append(item);
    const top = open[0];
    paragraph.remove();
    last = top;
  }
}

/** The bullet or number that Word writes before the words; gives its text. */
function removeMarkers(paragraph) {
  const markers = [...paragraph.querySelectorAll("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']")];
  const text = markers.map(({ textContent }) => textContent).join("");
  remove(markers);
  return text;
}

function renamed(body, names) {
  for (const [from, to] of Object.entries(names)) {
    for (const heading of body.querySelectorAll(from)) {
      if (heading.dataset.renamed) {
        continue;
      }
      const other = body.ownerDocument.createElement(to);
      other.dataset.renamed = "yes";
      other.append(...heading.childNodes);
      heading.replaceWith(other);
    }
  }
}

/** What is bold, slanted or raised by style alone, and what is not though its tag says so. */
function marksFromStyles(body) {
  for (const each of body.querySelectorAll("[style]")) {
    const { fontWeight, fontStyle, verticalAlign } = each.style;
    if (each.localName === "span" && !each.closest("h2, h3, h4")) {
      wrapInside(each, (fontWeight === "bold" || Number(fontWeight) >= 600) && "strong");
      wrapInside(each, fontStyle === "italic" && "em");
    }
    if (each.localName === "span") {
      wrapInside(each, verticalAlign === "super" && "sup");
      wrapInside(each, verticalAlign === "sub" && "sub");
    }
    if (each.matches("b, strong") && (fontWeight === "normal" || fontWeight === "400")) {
      each.replaceWith(...each.childNodes);
    }
  }
}

function wrapInside(each, tag) {
  if (tag) {
    const mark = each.ownerDocument.createElement(tag);
    mark.append(...each.childNodes);
    each.append(mark);
  }
}

/** Tags alone, with the few attributes that mean something; no empty paragraphs. */
function plain(body) {
  for (const each of body.querySelectorAll("*")) {
    const kept = KEPT[each.tagName] ?? [];
    for (const { name } of [...each.attributes]) {
      if (!kept.includes(name)) {
        each.removeAttribute(name);
      }
    }
  }
  unwrapAll([...body.querySelectorAll("a")].filter((link) => !/^(https?:|mailto:)/i.test(link.getAttribute("href") ?? "")));
  unwrapAll(body.querySelectorAll("span"));
  const words = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    words.currentNode.data = words.currentNode.data.replace(/[\s\u00a0]+/g, " ");
  }
  for (const each of body.querySelectorAll("p, h2, h3, h4, b, i, strong, em, a, sup:not([data-footnote])")) {
    if (!each.textContent.trim() && !each.querySelector("[data-footnote], br")) {
      each.remove();
    }
  }
}

function unwrapAll(nodes) {
  for (const each of [...nodes]) {
    each.replaceWith(...each.childNodes);
  }
}

function remove(nodes) {
  for (const each of [...nodes]) {
    each.remove();
  }
}

function removeNodes(page, walker) {
  const found = [];
  while (walker.nextNode()) {
    found.push(walker.currentNode);
  }
  remove(found);
}
