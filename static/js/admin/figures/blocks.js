/**
 * The editor's text as the server counts it (reports/passages.py): text blocks in the order of the document, white
 * space in runs of one, a line break as one character, a bound figure as its words. Each character knows where it
 * stands in the document.
 *
 * @typedef {{text: string, spans: [number, number][]}} Block
 * @typedef {{part: string, block: number, start: number, end: number}} Place  counted in UTF-16 units
 */
const WHITE = " \t\n\r\f";

/** @param {import("prosemirror-model").Node} doc @returns {Block[]} */
export function blocksOf(doc) {
  const blocks = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) {
      return true;
    }
    blocks.push(blockOf(node, position + 1));
    return false;
  });
  return blocks;
}

/**
 * Where a place of the server stands in the document; null where the text has changed since.
 * @param {Block[]} blocks @param {Place} place @returns {{from: number, to: number} | null}
 */
export function rangeOf(blocks, place) {
  const block = blocks[place.block];
  if (!block || place.end > block.spans.length || place.start >= place.end) {
    return null;
  }
  return { from: block.spans[place.start][0], to: block.spans[place.end - 1][1] };
}

/** The words of a bound figure. @param {import("prosemirror-model").Node} node */
export function wordsOf(node) {
  return node.attrs.words.map(([text]) => text).join("");
}

function blockOf(textblock, start) {
  const characters = [];
  const spans = [];
  const trim = () => {
    while (characters.at(-1) === " ") {
      characters.pop();
      spans.pop();
    }
  };
  const add = (text, spanAt) => {
    for (let index = 0; index < text.length; index++) {
      const isWhite = WHITE.includes(text[index]);
      if (!isWhite || (characters.length && !" \n".includes(characters.at(-1)))) {
        characters.push(isWhite ? " " : text[index]);
        spans.push(spanAt(index));
      }
    }
  };
  textblock.forEach((child, offset) => {
    const position = start + offset;
    if (child.isText) {
      add(child.text, (index) => [position + index, position + index + 1]);
    } else if (child.type.name === "boundFigure") {
      add(wordsOf(child), () => [position, position + child.nodeSize]);
    } else if (child.type.name === "hardBreak") {
      trim();
      characters.push("\n");
      spans.push([position, position + child.nodeSize]);
    }
  });
  trim();
  return { text: characters.join(""), spans };
}
