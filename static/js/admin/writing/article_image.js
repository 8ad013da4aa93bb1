/**
 * An image of the library in the text, its caption written below it. Stored as reports/body_blocks.py says:
 * <figure data-image="12" data-alt="…"><figcaption>…</figcaption></figure>.
 */
import { Node, pm } from "django-prose-editor/editor";
import { element, texts, urls } from "./config.js";
import { askForAlt, chooseImage } from "./image_dialog.js";
import { imageInfo } from "./images.js";
import { icon, insertBlock } from "./inserting.js";

const { Plugin, TextSelection } = pm.state;

export const ArticleImage = Node.create({
  name: "articleImage",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,

  addAttributes() {
    return {
      image: {
        default: null,
        parseHTML: (figure) => Number(figure.getAttribute("data-image")) || null,
        renderHTML: ({ image }) => ({ "data-image": String(image) }),
      },
      alt: {
        default: "",
        parseHTML: (figure) => figure.getAttribute("data-alt") ?? "",
        renderHTML: ({ alt }) => (alt ? { "data-alt": alt } : {}),
      },
    };
  },

  parseHTML() {
    return [{ tag: "figure[data-image]", contentElement: (figure) => figure.querySelector("figcaption") ?? figure }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes, ["figcaption", {}, 0]];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => new ImageView(node, editor, getPos);
  },

  addKeyboardShortcuts() {
    return {
      /* A caption is one line: what comes next is a paragraph below. */
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== this.name) {
          return false;
        }
        const after = $from.after();
        const { tr, schema } = editor.state;
        tr.insert(after, schema.nodes.paragraph.create());
        tr.setSelection(TextSelection.create(tr.doc, after + 1));
        editor.view.dispatch(tr.scrollIntoView());
        return true;
      },
      Backspace: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        const isEmptyCaption = empty && $from.parent.type.name === this.name && $from.parent.content.size === 0;
        return isEmptyCaption && editor.commands.deleteNode(this.name);
      },
    };
  },

  addCommands() {
    return {
      insertImage:
        (files = []) =>
        ({ editor }) => {
          chooseAndInsert(editor, [...files]);
          return true;
        },
    };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "articleImage",
      groups: "blocks",
      priority: 110,
      command: (editor) => editor.commands.insertImage(),
      button: buttons.svg(
        icon('<rect x="3" y="4" width="18" height="16"/><circle cx="8.5" cy="9" r="1.6"/><path d="M4 18l6-6 4 4 3-3 4 4"/>'),
        texts.insertImage,
      ),
    });
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            /* What comes from Word brings a picture of itself along with its words. */
            const { clipboardData } = event;
            const files = imagesOf(clipboardData);
            if (!files.length || clipboardData.types.includes("text/html")) {
              return false;
            }
            editor.commands.insertImage(files);
            return true;
          },
          handleDrop(view, event) {
            const files = imagesOf(event.dataTransfer);
            if (!files.length) {
              return false;
            }
            event.preventDefault();
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (place) {
              const { tr } = view.state;
              view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place.pos))));
            }
            editor.commands.insertImage(files);
            return true;
          },
        },
      }),
    ];
  },
});

async function chooseAndInsert(editor, files) {
  for (const file of files.length ? files : [null]) {
    const image = await chooseImage(file ? [file] : []);
    if (!image) {
      return;
    }
    insertBlock(editor, editor.schema.nodes.articleImage.create({ image: image.id }), { into: true });
  }
}

function imagesOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

class ImageView {
  constructor(node, editor, getPos) {
    this.editor = editor;
    this.getPos = getPos;
    this.picture = element("img", { alt: "", draggable: false });
    this.words = element("span", { className: "block-words" });
    const change = element("button", { type: "button", textContent: texts.changeAlt });
    change.addEventListener("click", () => this.#changeAlt());
    const remove = element("button", { type: "button", textContent: texts.removeImage });
    remove.addEventListener("click", () => this.#remove());
    const bar = element("div", { className: "block-bar", contentEditable: "false" }, this.words, change, remove);
    this.contentDOM = element("figcaption", { "data-placeholder": texts.captionHere });
    this.dom = element("figure", { className: "article-image" }, element("div", { contentEditable: "false" }, this.picture), bar, this.contentDOM);
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "articleImage") {
      return false;
    }
    const isOther = this.node?.attrs.image !== node.attrs.image;
    this.node = node;
    this.contentDOM.classList.toggle("is-empty", node.content.size === 0);
    if (isOther) {
      imageInfo(urls.info, node.attrs.image).then((image) => {
        this.image = image;
        this.picture.src = image?.url ?? "";
        this.#say();
      });
    }
    this.#say();
    return true;
  }

  #say() {
    const alt = this.node.attrs.alt || this.image?.alt || "";
    this.picture.alt = alt;
    this.dom.classList.toggle("has-problem", this.image === null || (this.image !== undefined && !alt));
    if (this.image === null) {
      this.words.textContent = texts.imageGone;
    } else if (this.image) {
      this.words.textContent = alt || texts.noAlt;
    }
  }

  async #changeAlt() {
    const alt = await askForAlt(this.node.attrs.alt, this.image?.alt ?? "");
    if (alt !== null) {
      this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(this.getPos(), "alt", alt));
    }
    this.editor.view.focus();
  }

  #remove() {
    const from = this.getPos();
    this.editor.view.dispatch(this.editor.state.tr.delete(from, from + this.node.nodeSize));
    this.editor.view.focus();
  }

  stopEvent(event) {
    return !this.contentDOM.contains(event.target) && event.target.closest?.("button") !== null;
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}
