/**
 * The statistics tables of the form, which the text places by their number: the rows of the inline form in their order.
 * Rows come, go and are renumbered; the text has to follow.
 */
const GROUP = "statistics_tables";

/** @returns {HTMLElement[]} */
export function tableRows() {
  return [...document.querySelectorAll(`#${GROUP}-group .inline-related:not(.empty-form)`)];
}

/** @param {number} number */
export function tableRow(number) {
  return tableRows()[number - 1] ?? null;
}

/** What a row's table is called: its caption, else its first indicators. */
export function nameOf(row) {
  const caption = row.querySelector("[name$='-caption']")?.value.trim();
  const chosen = [...row.querySelectorAll("[name$='-indicators'] option:checked")].map((option) => option.textContent.trim());
  return caption || chosen.slice(0, 3).join(", ");
}

export function isMarkedGone(row) {
  return row.querySelector("[name$='-DELETE']")?.checked ?? false;
}

/** Adds a row as its button does; gives it once it stands. */
export function addTableRow() {
  document.querySelector(`#${GROUP}-group .add-row a`)?.click();
  return tableRows().at(-1) ?? null;
}

/**
 * Tells of every change of the rows: the new number of each old one, null for one that went.
 *
 * @param {(moved: Map<number, number | null>) => void} tell
 */
export function watchTableRows(tell) {
  let before = tableRows();
  const check = () => {
    const now = tableRows();
    const moved = new Map();
    before.forEach((row, index) => {
      const place = now.indexOf(row);
      if (place !== index) {
        moved.set(index + 1, place < 0 ? null : place + 1);
      }
    });
    before = now;
    tell(moved);
  };
  document.addEventListener("formset:added", check);
  document.addEventListener("formset:removed", check);
  document.getElementById(`${GROUP}-group`)?.addEventListener("change", check);
}
