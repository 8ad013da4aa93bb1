/** Marks, in the text, the links to articles that readers could not open. */
import { pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("deadLinks");
const views = new Set();

/** @param {string} words  what a marked link is said to be */
export function deadLinks(words) {
  return new pm.state.Plugin({
    key,
    state: {
      init: () => [],
      apply: (transaction, dead) => transaction.getMeta(key) ?? dead,
    },
    view(view) {
      views.add(view);
      return { destroy: () => views.delete(view) };
    },
    props: {
      decorations(state) {
        const dead = key.getState(state);
        if (!dead.length) {
          return null;
        }
        const found = [];
        state.doc.descendants((node, position) => {
          const link = node.marks.find((mark) => mark.type.name === "link" && dead.includes(Number(mark.attrs.article)));
          if (link) {
            found.push(Decoration.inline(position, position + node.nodeSize, { class: "dead-link", title: words }));
          }
        });
        return DecorationSet.create(state.doc, found);
      },
    },
  });
}

/** @param {number[]} dead  the articles that cannot be opened */
export function markDeadLinks(dead) {
  for (const view of views) {
    if (String(key.getState(view.state)) !== String(dead)) {
      view.dispatch(view.state.tr.setMeta(key, dead).setMeta("addToHistory", false));
    }
  }
}
