/**
 * One of the article's statistics tables where it stands in the text, drawn as its readers will see it. Stored as
 * reports/body_blocks.py says: <figure data-table="2" data-show="chart"></figure>.
 */
import { Node } from "django-prose-editor/editor";
import { element, texts, urls } from "./config.js";
import { ask } from "./dialogs.js";
import { icon, insertBlock } from "./inserting.js";
import { addTableRow, isMarkedGone, nameOf, tableRow, tableRows, watchTableRows } from "./table_rows.js";

export const PlacedTable = Node.create({
  name: "placedTable",
  group: "block",
  atom: true,
  selectable: true,
  draggable: true,

  addAttributes() {
    return {
      number: {
        default: 1,
        parseHTML: (figure) => Number(figure.getAttribute("data-table")),
        renderHTML: ({ number }) => ({ "data-table": String(number) }),
      },
      show: {
        default: "both",
        parseHTML: (figure) => figure.getAttribute("data-show") ?? "both",
        renderHTML: ({ show }) => (show === "both" ? {} : { "data-show": show }),
      },
    };
  },

  parseHTML() {
    return [{ tag: "figure[data-table]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => new TableView(node, editor, getPos);
  },

  addCommands() {
    return {
      placeTable:
        () =>
        ({ editor }) => {
          place(editor);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { node } = editor.state.selection;
        if (node?.type.name !== this.name) {
          return false;
        }
        openRow(tableRow(node.attrs.number), editor);
        return true;
      },
    };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "placedTable",
      groups: "blocks",
      priority: 100,
      command: (editor) => editor.commands.placeTable(),
      active: (editor) => editor.isActive("placedTable"),
      button: buttons.svg(icon('<path d="M4 20V10M10 20V4M16 20v-7M21 20H2"/>'), texts.placeTable),
    });
  },

  onCreate() {
    const { editor } = this;
    watchTableRows((moved) => {
      const { tr } = editor.state;
      const places = [];
      editor.state.doc.descendants((node, position) => {
        if (node.type.name === "placedTable" && moved.has(node.attrs.number)) {
          places.push([position, node]);
        }
      });
      for (const [position, node] of places.reverse()) {
        const number = moved.get(node.attrs.number);
        if (number === null) {
          tr.delete(position, position + node.nodeSize);
        } else {
          tr.setNodeAttribute(position, "number", number);
        }
      }
      if (places.length) {
        editor.view.dispatch(tr);
      }
      document.dispatchEvent(new CustomEvent("tables-changed"));
    });
  },
});

/** Numbers of the tables that stand in the text already. */
function placedNumbers(editor) {
  const found = new Set();
  editor.state.doc.descendants((node) => {
    if (node.type.name === "placedTable") {
      found.add(node.attrs.number);
    }
  });
  return found;
}

async function place(editor) {
  const placed = placedNumbers(editor);
  const chosen = await ask("table", (dialog, answer, signal) => {
    const form = dialog.querySelector("form");
    form.reset();
    const choices = dialog.querySelector(".table-choices");
    choices.replaceChildren();
    const free = tableRows()
      .map((row, index) => ({ row, number: index + 1 }))
      .filter(({ row, number }) => !placed.has(number) && !isMarkedGone(row));
    for (const { row, number } of free) {
      choices.append(choice(number, `${texts.table} ${number}: ${nameOf(row) || texts.unnamed}`));
    }
    choices.append(choice("new", texts.newTable));
    choices.querySelector("input").checked = true;
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        answer({ table: form.elements.table.value, show: form.elements.show.value });
      },
      { signal },
    );
  });
  if (!chosen) {
    editor.view.focus();
    return;
  }
  const row = chosen.table === "new" ? addTableRow() : tableRow(Number(chosen.table));
  if (!row) {
    return;
  }
  const number = tableRows().indexOf(row) + 1;
  if (chosen.show === "chart") {
    drawLine(row);
  }
  insertBlock(editor, editor.schema.nodes.placedTable.create({ number, show: chosen.show }));
  if (chosen.table === "new") {
    openRow(row, editor);
  }
}

function choice(value, words) {
  const input = element("input", { type: "radio", name: "table", value: String(value) });
  return element("li", {}, element("label", {}, input, ` ${words}`));
}

/** A block that shows the chart needs one. */
function drawLine(row) {
  const chart = row.querySelector("[name$='-chart']");
  if (chart && !chart.value.match(/line|bar/)) {
    chart.value = "line";
    chart.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Leads to a table's fields, and from there back to its place. */
function openRow(row, editor) {
  if (!row) {
    return;
  }
  if (!row.querySelector(".to-place")) {
    const back = element("button", { type: "button", className: "to-place", textContent: texts.backToText });
    back.addEventListener("click", () => {
      const number = tableRows().indexOf(row) + 1;
      editor.view.focus();
      editor.view.dom.querySelector(`.placed-table[data-number="${number}"]`)?.scrollIntoView({ block: "center" });
    });
    row.append(back);
  }
  row.closest("details")?.setAttribute("open", "");
  row.scrollIntoView({ block: "start" });
  row.querySelector("[name$='-caption']")?.focus({ preventScroll: true });
}

class TableView {
  constructor(node, editor, getPos) {
    this.editor = editor;
    this.getPos = getPos;
    this.name = element("span", { className: "block-words" });
    this.show = element("select", { "aria-label": texts.whatShows });
    for (const [value, words] of [["both", texts.showBoth], ["table", texts.showTable], ["chart", texts.showChart]]) {
      this.show.append(element("option", { value, textContent: words }));
    }
    this.show.addEventListener("change", () => this.#set("show", this.show.value));
    const edit = element("button", { type: "button", textContent: texts.editTable });
    edit.addEventListener("click", () => openRow(tableRow(this.node.attrs.number), editor));
    const remove = element("button", { type: "button", textContent: texts.unplaceTable });
    remove.addEventListener("click", () => {
      const from = this.getPos();
      editor.view.dispatch(editor.state.tr.delete(from, from + this.node.nodeSize));
      editor.view.focus();
    });
    const bar = element("div", { className: "block-bar" }, this.name, this.show, edit, remove);
    this.stage = element("div", { className: "block-stage" });
    this.dom = element("div", { className: "placed-table", contentEditable: "false" }, bar, this.stage);
    this.refresh = () => this.#draw();
    document.addEventListener("tables-changed", this.refresh);
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "placedTable") {
      return false;
    }
    this.node = node;
    this.show.value = node.attrs.show;
    this.dom.dataset.number = String(node.attrs.number);
    this.#draw();
    return true;
  }

  #draw() {
    const { number } = this.node.attrs;
    const row = tableRow(number);
    const isGone = !row || isMarkedGone(row);
    this.dom.classList.toggle("has-problem", isGone);
    this.name.textContent = isGone ? texts.tableGone : `${texts.table} ${number}: ${nameOf(row) || texts.unnamed}`;
    if (isGone) {
      this.stage.replaceChildren();
      this.drawn = null;
    } else if (this.drawn !== row.id + this.node.attrs.show) {
      // The preview follows the fields of its row by itself.
      this.drawn = row.id + this.node.attrs.show;
      this.stage.replaceChildren(
        element("table-preview", {
          for: row.id,
          show: this.node.attrs.show,
          url: urls.tablePreview,
          waiting: texts.tableWaiting,
          failed: texts.tableFailed,
        }),
      );
    }
  }

  #set(name, value) {
    this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(this.getPos(), name, value));
    if (name === "show" && value === "chart") {
      const row = tableRow(this.node.attrs.number);
      if (row) {
        drawLine(row);
      }
    }
  }

  destroy() {
    document.removeEventListener("tables-changed", this.refresh);
  }

  stopEvent(event) {
    return event.target.closest?.("button, select, table-preview") !== null;
  }

  ignoreMutation() {
    return true;
  }
}
