/**
 * A figure bound to the data, as one thing in the text: it shows its words, is chosen, copied and removed as a whole,
 * and no typing goes into it. Stored as reports/bindings.py says: <span data-figure="…" …>230 nghìn tấn</span>.
 */
import { Node, pm } from "django-prose-editor/editor";
import { wordsOf } from "./blocks.js";
import { foundMarks } from "./marks.js";

const TAGS = { STRONG: "strong", B: "strong", EM: "em", I: "em", SUB: "sub", SUP: "sup" };

export const BoundFigure = Node.create({
  name: "boundFigure",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: false,

  addAttributes() {
    return {
      figure: cited("data-figure"),
      indicator: cited("data-indicator"),
      area: cited("data-area"),
      period: cited("data-period"),
      measure: cited("data-measure"),
      version: cited("data-version"),
      /* Pieces of text, each with the tags around it: a unit may be written "m" and a raised "3". */
      words: { default: [], parseHTML: (element) => piecesOf(element), rendered: false },
    };
  },

  parseHTML() {
    return [{ tag: "span[data-figure]", getAttrs: (element) => (element.textContent.trim() ? null : false) }];
  },

  renderHTML({ node, HTMLAttributes }) {
    const pieces = node.attrs.words.map(([text, tags]) => tags.reduceRight((inside, tag) => [tag, inside], text));
    return ["span", HTMLAttributes, ...pieces];
  },

  renderText({ node }) {
    return wordsOf(node);
  },

  addProseMirrorPlugins() {
    return [foundMarks(), guard(this.type)];
  },
});

/** An attribute of the stored span; an empty one is not written. */
function cited(name) {
  const key = name.slice("data-".length);
  return {
    default: null,
    parseHTML: (element) => element.getAttribute(name),
    renderHTML: (attributes) => (attributes[key] ? { [name]: attributes[key] } : {}),
  };
}

function piecesOf(element, tags = []) {
  return [...element.childNodes].flatMap((child) => {
    if (child.nodeType === child.TEXT_NODE) {
      return child.data ? [[child.data, tags]] : [];
    }
    const tag = TAGS[child.nodeName];
    return piecesOf(child, tag && !tags.includes(tag) ? [...tags, tag] : tags);
  });
}

/** Typing beside a chosen figure leaves it whole; each figure has a key of its own; none stands in a link. */
function guard(type) {
  return new pm.state.Plugin({
    props: {
      handleTextInput(view, _from, _to, text) {
        const { selection } = view.state;
        if (selection.node?.type !== type) {
          return false;
        }
        const tr = view.state.tr.insertText(text, selection.to);
        const behind = pm.state.TextSelection.create(tr.doc, selection.to + text.length);
        view.dispatch(tr.setSelection(behind).scrollIntoView());
        return true;
      },
      handleKeyDown(view, event) {
        const chosen = view.state.selection.node;
        if (event.key !== "Enter" || chosen?.type !== type) {
          return false;
        }
        view.dom.dispatchEvent(new CustomEvent("figure-opened", { bubbles: true, detail: chosen.attrs.figure }));
        return true;
      },
    },
    appendTransaction(transactions, _before, state) {
      if (!transactions.some((transaction) => transaction.docChanged)) {
        return null;
      }
      const { tr } = state;
      const link = state.schema.marks.link;
      const keys = new Set();
      state.doc.descendants((node, position) => {
        if (node.type !== type) {
          return;
        }
        if (keys.has(node.attrs.figure)) {
          tr.setNodeAttribute(position, "figure", freshKey());
        }
        keys.add(node.attrs.figure);
        if (link?.isInSet(node.marks)) {
          tr.removeMark(position, position + node.nodeSize, link);
        }
      });
      return tr.docChanged ? tr : null;
    },
  });
}

/** A random key; `crypto.randomUUID` is there only on https and localhost. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
