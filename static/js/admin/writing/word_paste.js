/** Cleans what is pasted, and says what was left behind. */
import { Extension, pm } from "django-prose-editor/editor";
import { texts } from "./config.js";
import { cleanPasted } from "./word_html.js";

export const WordPaste = Extension.create({
  name: "wordPaste",

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new pm.state.Plugin({
        props: {
          transformPastedHTML(html) {
            const { html: clean, dropped } = cleanPasted(html);
            const said = [
              dropped.comments && texts.droppedComments.replace("%s", dropped.comments),
              dropped.deletions && texts.droppedDeletions.replace("%s", dropped.deletions),
              dropped.images && texts.droppedImages.replace("%s", dropped.images),
            ].filter(Boolean);
            if (said.length) {
              say(editor, `${texts.dropped} ${said.join(", ")}.`);
            }
            return clean;
          },
        },
      }),
    ];
  },
});

function say(editor, words) {
  const frame = editor.view.dom.closest(".prose-editor");
  let place = frame.querySelector(".editor-said");
  if (!place) {
    place = document.createElement("p");
    place.className = "editor-said";
    place.setAttribute("role", "status");
    frame.append(place);
  }
  place.textContent = words;
}
