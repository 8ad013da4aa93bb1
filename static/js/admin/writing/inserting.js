/** Where a block goes: in the place of an empty paragraph, else below the paragraph, list or table that holds the cursor. */
import { pm } from "django-prose-editor/editor";

const { TextSelection } = pm.state;

/**
 * @param {import("@tiptap/core").Editor} editor
 * @param {import("prosemirror-model").Node} node
 * @param {{into?: boolean}} options  `into` leaves the cursor within the block
 */
export function insertBlock(editor, node, { into = false } = {}) {
  const { state, view } = editor;
  const { $to } = state.selection;
  const { tr, schema } = state;
  const top = $to.depth ? $to.node(1) : null;
  const isEmpty = top?.type.name === "paragraph" && top.content.size === 0;
  const start = isEmpty ? $to.before(1) : $to.depth ? $to.after(1) : $to.pos;
  tr.replaceWith(start, isEmpty ? $to.after(1) : start, node);
  const after = start + node.nodeSize;
  if (after >= tr.doc.content.size) {
    // Else there would be nowhere to write on.
    tr.insert(after, schema.nodes.paragraph.create());
  }
  tr.setSelection(TextSelection.near(tr.doc.resolve(into ? start + 1 : after + 1)));
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

/** An icon of the toolbar, drawn on a field of 24 by 24. */
export function icon(paths) {
  return `<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${paths}</svg>`;
}
