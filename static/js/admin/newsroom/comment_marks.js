/** Passages that are commented on, drawn over the editor's text; they move with it and nothing of them is stored. */
import { pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("commentedPassages");

/** The plugin that draws; `showPassages` says what. */
export function commentMarks() {
  return new pm.state.Plugin({
    key,
    state: {
      init: () => ({ marks: DecorationSet.empty, lit: null }),
      apply(transaction, before) {
        const told = transaction.getMeta(key);
        const marks = told?.passages
          ? DecorationSet.create(
              transaction.doc,
              told.passages.map(({ thread, from, to }) =>
                Decoration.inline(from, to, { class: "commented-passage" }, { thread }),
              ),
            )
          : before.marks.map(transaction.mapping, transaction.doc);
        return { marks, lit: told && "lit" in told ? told.lit : before.lit };
      },
    },
    props: {
      decorations(state) {
        const { marks, lit } = key.getState(state);
        const shone = lit ? marks.find(undefined, undefined, (spec) => spec.thread === lit) : [];
        return marks.add(
          state.doc,
          shone.map(({ from, to }) => Decoration.inline(from, to, { class: "commented-passage-lit" })),
        );
      },
    },
  });
}

/** @param {{thread: string, from: number, to: number}[]} passages */
export function showPassages(view, passages) {
  view.dispatch(view.state.tr.setMeta(key, { passages }).setMeta("addToHistory", false));
}

/** Light up a thread's passage, or none. @param {string | null} thread */
export function lightPassage(view, thread) {
  if (key.getState(view.state)?.lit !== thread) {
    view.dispatch(view.state.tr.setMeta(key, { lit: thread }).setMeta("addToHistory", false));
  }
}

/** Where a thread's passage stands now; null where its words are gone. */
export function passageOf(view, thread) {
  const found = key.getState(view.state)?.marks.find(undefined, undefined, (spec) => spec.thread === thread) ?? [];
  const alive = found.filter(({ from, to }) => to > from);
  return alive.length ? { from: Math.min(...alive.map((m) => m.from)), to: Math.max(...alive.map((m) => m.to)) } : null;
}
