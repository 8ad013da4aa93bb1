/*
 * Gives the text editor its words in the reader's language, and names its toolbar and itself for those who point at
 * them and those who hear them. A plain script before the editor's modules: the editor asks for its words when it is
 * loaded, and says "prose-editor:ready" soon after.
 */
(function () {
  "use strict";
  const texts = JSON.parse(document.getElementById("editor-texts").textContent);
  window.django = window.django || {};
  window.django.catalog = Object.assign(window.django.catalog || {}, texts.dialogs);

  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    const frame = textarea.closest(".prose-editor");
    nameEditor(editor.view.dom, textarea);
    frame.querySelectorAll(".prose-menubar").forEach(nameToolbar);
    /* The toolbar may come after the editor says that it is ready; dialogs come and go. */
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (node instanceof HTMLElement && node.matches(".prose-menubar")) {
            nameToolbar(node);
          } else if (node instanceof HTMLElement) {
            node.querySelectorAll("dialog").forEach(nameDialog);
          }
        }
      }
    }).observe(frame, { childList: true, subtree: true });
  });

  function nameEditor(area, textarea) {
    const label = document.querySelector(`label[for="${textarea.id}"]`);
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

  /* What the toolbar says by colour alone. */
  function showState(button) {
    button.setAttribute("aria-pressed", String(button.classList.contains("active")));
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
  }

  /* A dialog is called by its title. The editor compares the English value of an option; people read their own word. */
  function nameDialog(dialog) {
    dialog.setAttribute("aria-label", dialog.querySelector(".prose-editor-dialog-title")?.textContent ?? "");
    for (const option of dialog.querySelectorAll("option")) {
      const word = texts.options[option.textContent];
      if (word) {
        option.value = option.textContent;
        option.textContent = word;
      }
    }
  }
})();
