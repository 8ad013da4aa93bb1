/**
 * A footnote: one mark in the text, its words asked for in a dialog. Stored as reports/body_blocks.py says:
 * <sup data-footnote="…"></sup>. Numbers are counted by the style sheet.
 */
import { Node } from "django-prose-editor/editor";
import { texts } from "./config.js";
import { ask } from "./dialogs.js";
import { icon } from "./inserting.js";

const LONGEST = 1000;

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,
  marks: "",

  addAttributes() {
    return {
      text: {
        default: "",
        parseHTML: (mark) => mark.getAttribute("data-footnote") ?? "",
        renderHTML: ({ text }) => ({ "data-footnote": text }),
      },
    };
  },

  parseHTML() {
    return [{ tag: "sup[data-footnote]", priority: 100 }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["sup", HTMLAttributes];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = document.createElement("sup");
      dom.className = "footnote-mark";
      dom.setAttribute("role", "button");
      const show = (shown) => {
        dom.title = shown.attrs.text;
        dom.setAttribute("aria-label", `${texts.footnote}: ${shown.attrs.text}`);
      };
      show(node);
      dom.addEventListener("dblclick", () => change(editor, getPos()));
      return {
        dom,
        update: (next) => {
          if (next.type.name !== "footnote") {
            return false;
          }
          show(next);
          return true;
        },
      };
    };
  },

  addCommands() {
    return {
      insertFootnote:
        () =>
        ({ editor }) => {
          const { selection } = editor.state;
          if (selection.node?.type.name === "footnote") {
            change(editor, selection.from);
          } else {
            insert(editor);
          }
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state;
        return selection.node?.type.name === "footnote" && editor.commands.insertFootnote();
      },
      "Mod-Alt-f": ({ editor }) => editor.commands.insertFootnote(),
    };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "footnote",
      groups: "blocks",
      priority: 90,
      command: (editor) => editor.commands.insertFootnote(),
      active: (editor) => editor.isActive("footnote"),
      button: buttons.svg(icon('<path d="M3 20h12M3 15h9M3 10h9"/><path d="M17 5l2-2v8"/>'), texts.insertFootnote),
    });
  },
});

function askForText(text) {
  return ask("footnote", (dialog, answer, signal) => {
    const form = dialog.querySelector("form");
    form.elements.text.value = text;
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        answer(form.elements.text.value.replace(/\s+/g, " ").trim().slice(0, LONGEST));
      },
      { signal },
    );
  });
}

async function insert(editor) {
  const text = await askForText("");
  if (text) {
    const { state, view } = editor;
    const at = state.selection.to;
    view.dispatch(state.tr.insert(at, state.schema.nodes.footnote.create({ text })).scrollIntoView());
  }
  editor.view.focus();
}

async function change(editor, position) {
  const node = editor.state.doc.nodeAt(position);
  const text = await askForText(node.attrs.text);
  if (text !== null) {
    const { tr } = editor.state;
    editor.view.dispatch(text ? tr.setNodeAttribute(position, "text", text) : tr.delete(position, position + node.nodeSize));
  }
  editor.view.focus();
}
