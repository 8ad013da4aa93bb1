/**
 * Names the toolbar of the text editor and the editor itself, for those who point at it and those who hear it. The
 * editor announces itself with "prose-editor:ready"; it has its words from editor_texts.js.
 */
const texts = JSON.parse(document.getElementById("editor-texts").textContent);

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  nameEditor(editor.view.dom, textarea);
  const frame = textarea.closest(".prose-editor");
  nameToolbar(frame.querySelector(".prose-menubar"));
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof HTMLElement) {
          node.querySelectorAll("dialog option").forEach(nameOption);
        }
      }
    }
  }).observe(frame, { childList: true, subtree: true });
});

function nameEditor(area, textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  if (label) {
    label.id = label.id || `${textarea.id}-label`;
    area.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => area.focus());
  }
}

function nameToolbar(bar) {
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", texts.toolbar.label);
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const name = texts.buttons[button.dataset.name];
    if (name) {
      button.title = name;
      button.setAttribute("aria-label", name);
    }
    showState(button);
    new MutationObserver(() => showState(button)).observe(button, { attributes: true, attributeFilter: ["class"] });
  }
}

/** What the toolbar says by colour alone. */
function showState(button) {
  button.setAttribute("aria-pressed", String(button.classList.contains("active")));
  button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
}

/** The editor compares the English value; people read their own word. */
function nameOption(option) {
  const word = texts.options[option.textContent];
  if (word) {
    option.value = option.textContent;
    option.textContent = word;
  }
}
