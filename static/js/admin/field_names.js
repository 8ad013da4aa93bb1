/**
 * Gives the fields of the stock admin the names that its templates leave out: searching selectors, the cells of
 * tabular forms, the two halves of a moment, the hints of filters. For those who hear the page.
 */
nameFieldsIn(document.body);

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node instanceof HTMLElement) {
        nameFieldsIn(node);
      }
    }
  }
}).observe(document.body, { childList: true, subtree: true });

function nameFieldsIn(place) {
  each(place, ".select2-container", nameSelector);
  each(place, ".tabular td :is(input, select, textarea):not([type='hidden'])", nameCell);
  each(place, ":is(.vDateField, .vTimeField)", nameHalf);
  each(place, ".help-tooltip[aria-label]", (hint) => hint.setAttribute("role", "img"));
}

function each(place, selector, name) {
  if (place.matches(selector)) {
    name(place);
  }
  place.querySelectorAll(selector).forEach(name);
}

function nameSelector(container) {
  const select = container.previousElementSibling;
  if (!select?.matches("select")) {
    nameDropdown(container);
    return;
  }
  const label = document.querySelector(`label[for="${select.id}"]`);
  const name = label ? label.textContent.trim().replace(/:$/, "") : (select.getAttribute("aria-label") ?? "");
  const selection = container.querySelector(".select2-selection");
  const shown = container.querySelector(".select2-selection__rendered[id]");
  shown?.removeAttribute("role");
  shown?.removeAttribute("aria-readonly");
  if (label && shown && selection.matches(".select2-selection--single")) {
    label.id = label.id || `${select.id}-label`;
    selection.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  } else if (name) {
    selection.removeAttribute("aria-labelledby");
    selection.setAttribute("aria-label", name);
  }
  container.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
}

/** The list that opens below a selector has a search field of its own. */
function nameDropdown(container) {
  const field = container.querySelector(".select2-search__field");
  const owner = document.querySelector('.select2-selection[aria-expanded="true"]');
  const label = owner && document.getElementById(owner.getAttribute("aria-labelledby")?.split(" ")[0] ?? "");
  field?.setAttribute("aria-label", (label?.textContent ?? owner?.getAttribute("aria-label") ?? "").trim());
}

function nameCell(field) {
  const cell = field.closest("td");
  const heads = field.closest("table")?.querySelectorAll("thead th");
  const place = cell ? [...cell.parentElement.children].indexOf(cell) : -1;
  const name = heads?.[place]?.textContent.trim() || field.closest("td")?.textContent.trim();
  if (name && !field.labels?.length && !field.hasAttribute("aria-label")) {
    field.setAttribute("aria-label", name);
  }
}

function nameHalf(field) {
  const row = field.closest(".form-row, td, fieldset");
  const name = row?.querySelector("legend, label")?.textContent.trim().replace(/:$/, "");
  const half = field.previousSibling?.textContent.trim().replace(/:$/, "") ?? "";
  if (name && !field.labels?.length && !field.hasAttribute("aria-label")) {
    field.setAttribute("aria-label", half ? `${name}: ${half}` : name);
  }
}
