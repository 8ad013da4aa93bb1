/**
 * What the check found, drawn over the text: each figure underlined by its verdict, the one that is pointed at in the
 * panel lit up. Marks move with the text until the next check; nothing of them is stored.
 *
 * @typedef {{ref: string, from: number, to: number, verdict: string, words: string}} FoundMark
 */
import { pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("foundFigures");

export function foundMarks() {
  return new pm.state.Plugin({
    key,
    state: {
      init: () => ({ found: DecorationSet.empty, lit: null }),
      apply(transaction, before) {
        const told = transaction.getMeta(key);
        const found = told?.marks
          ? DecorationSet.create(transaction.doc, told.marks.map(drawn))
          : before.found.map(transaction.mapping, transaction.doc);
        return { found, lit: told && "lit" in told ? told.lit : before.lit };
      },
    },
    props: {
      decorations(state) {
        const { found, lit } = key.getState(state);
        const shone = lit ? found.find(undefined, undefined, (spec) => spec.ref === lit) : [];
        return found.add(
          state.doc,
          shone.map(({ from, to }) => Decoration.inline(from, to, { class: "found-lit" })),
        );
      },
    },
  });
}

/** @param {import("prosemirror-view").EditorView} view @param {FoundMark[]} marks */
export function showMarks(view, marks) {
  view.dispatch(view.state.tr.setMeta(key, { marks }).setMeta("addToHistory", false));
}

/** Light up one mark, or none. @param {string | null} ref */
export function light(view, ref) {
  if (key.getState(view.state)?.lit !== ref) {
    view.dispatch(view.state.tr.setMeta(key, { lit: ref }).setMeta("addToHistory", false));
  }
}

/** Where a mark stands now; null where its text is gone. */
export function placeOf(view, ref) {
  const [mark] = key.getState(view.state).found.find(undefined, undefined, (spec) => spec.ref === ref);
  return mark && mark.to > mark.from ? { from: mark.from, to: mark.to } : null;
}

/** The ref of the mark at a position of the document. */
export function refAt(view, position) {
  return key.getState(view.state)?.found.find(position, position)[0]?.spec.ref ?? null;
}

/* Inline, for nodes of the text too: it is drawn on a bound figure as well as on free words. */
function drawn({ ref, from, to, verdict, words }) {
  return Decoration.inline(from, to, { class: `found-mark found-mark-${verdict}`, title: words }, { ref });
}
