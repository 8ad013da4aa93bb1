/** Binding, rewording and releasing figures as transactions of the editor: one step to undo each. */
import { pm } from "django-prose-editor/editor";
import { freshKey } from "./bound_figure.js";

const TAG_OF_MARK = { bold: "strong", italic: "em", subscript: "sub", superscript: "sup" };
const MARK_OF_TAG = Object.fromEntries(Object.entries(TAG_OF_MARK).map(([mark, tag]) => [tag, mark]));

/**
 * Bind the words of a range. Marks that hold for all of it stay around the figure, others go into it.
 * @param {Record<string, string>} attributes  the span's, with or without its key
 */
export function bind(tr, { from, to }, attributes) {
  const pieces = textsBetween(tr.doc, from, to);
  if (!pieces.length) {
    return false;
  }
  const shared = pieces.reduce((marks, piece) => marks.filter((mark) => mark.isInSet(piece.marks)), pieces[0].marks);
  const words = pieces.map(({ text, marks }) => [
    text,
    marks.filter((mark) => !mark.isInSet(shared)).flatMap((mark) => TAG_OF_MARK[mark.type.name] ?? []),
  ]);
  tr.replaceWith(from, to, figureNode(tr, words, shared, attributes));
  return true;
}

/** Put other words in place of a range: those before the number stay free, the number is bound. */
export function reword(tr, { from, to }, text, attributes) {
  const marks = (textsBetween(tr.doc, from, to)[0]?.marks ?? []).filter((mark) => mark.type.name !== "link");
  const start = Math.max(0, text.search(/[+−-]?\d/));
  const nodes = start ? [tr.doc.type.schema.text(text.slice(0, start), marks)] : [];
  nodes.push(figureNode(tr, [[text.slice(start), []]], marks, attributes));
  tr.replaceWith(from, to, nodes);
}

/** Leave the words of the figure at a position free again. */
export function release(tr, position) {
  const node = tr.doc.nodeAt(position);
  const { schema } = node.type;
  const texts = node.attrs.words.map(([text, tags]) =>
    schema.text(text, [...node.marks, ...tags.map((tag) => schema.marks[MARK_OF_TAG[tag]].create())]),
  );
  tr.replaceWith(position, position + node.nodeSize, pm.model.Fragment.from(texts));
}

/** The position of the bound figure with a key, or −1. */
export function positionOf(doc, figure) {
  let found = -1;
  doc.descendants((node, position) => {
    if (node.type.name === "boundFigure" && node.attrs.figure === figure) {
      found = position;
    }
    return found < 0;
  });
  return found;
}

function figureNode(tr, words, marks, attributes) {
  const attrs = { figure: freshKey(), words };
  for (const [name, value] of Object.entries(attributes)) {
    attrs[name.replace(/^data-/, "")] = value;
  }
  const free = marks.filter((mark) => mark.type.name !== "link");
  return tr.doc.type.schema.nodes.boundFigure.create(attrs, null, free);
}

/** The texts of a range with their marks; a line break within it is a space. None where something else stands in it. */
function textsBetween(doc, from, to) {
  const pieces = [];
  let hasOther = false;
  doc.nodesBetween(from, to, (node, position) => {
    if (node.isText) {
      const text = node.text.slice(Math.max(0, from - position), to - position);
      pieces.push({ text, marks: [...node.marks] });
    } else if (node.type.name === "boundFigure") {
      for (const [text, tags] of node.attrs.words) {
        const inner = tags.map((tag) => doc.type.schema.marks[MARK_OF_TAG[tag]].create());
        pieces.push({ text, marks: [...node.marks, ...inner] });
      }
    } else if (node.type.name === "hardBreak") {
      pieces.push({ text: " ", marks: [...node.marks] });
    } else if (node.isInline) {
      hasOther = true;
    }
    return true;
  });
  return hasOther ? [] : pieces.filter((piece) => piece.text);
}
