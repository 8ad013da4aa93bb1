/**
 * A link, to an address or to an article: the latter by the article itself, so that it goes on leading there when the
 * address changes. Stored as reports/body_blocks.py says: <a data-article="12" href="…">.
 */
import { Link as EditorLink } from "django-prose-editor/editor";
import { texts, urls } from "./config.js";
import { deadLinks } from "./dead_links.js";
import { ask, searchInto } from "./dialogs.js";

export const Link = EditorLink.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      article: {
        default: null,
        parseHTML: (link) => link.getAttribute("data-article"),
        renderHTML: ({ article }) => (article ? { "data-article": article } : {}),
      },
    };
  },

  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), deadLinks(texts.deadLink)];
  },

  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) {
            return false;
          }
          askForTarget(editor.getAttributes("link")).then((target) => {
            if (target) {
              editor.chain().focus().extendMarkRange("link").setMark("link", target).run();
            } else {
              editor.view.focus();
            }
          });
          return true;
        },
    };
  },
});

function askForTarget(present) {
  return ask("link", (dialog, answer, signal) => {
    const form = dialog.querySelector("form");
    form.elements.href.value = present.article ? "" : (present.href ?? "");
    const search = dialog.querySelector("input[type=search]");
    search.value = "";
    const list = dialog.querySelector(".article-choices");
    searchInto(search, list, urls.articles, signal);
    list.addEventListener(
      "click",
      (event) => {
        const { dataset } = event.target.closest("[data-id]") ?? {};
        if (dataset) {
          answer({ article: dataset.id, href: dataset.url, title: null });
        }
      },
      { signal },
    );
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const href = addressOf(form.elements.href.value.trim());
        if (href) {
          answer({ article: null, href, title: null });
        } else {
          form.elements.href.focus();
        }
      },
      { signal },
    );
  });
}

/** What people type: an address without its scheme, a mail address. */
function addressOf(text) {
  if (/^(https?:\/\/|mailto:|\/)/i.test(text)) {
    return text;
  }
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) {
    return `mailto:${text}`;
  }
  return /^[^\s/:]+\.[^\s/:]{2,}(\/\S*)?$/.test(text) ? `https://${text}` : "";
}
