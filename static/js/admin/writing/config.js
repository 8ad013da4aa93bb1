/** Addresses and words that the page gives the editor's parts: reports/admin/writing_config.py. */
const told = JSON.parse(document.getElementById("writing-config")?.textContent ?? '{"urls": {}, "texts": {}}');

/** @type {Record<string, string>} */
export const urls = told.urls;
/** @type {Record<string, string>} */
export const texts = told.texts;

/** The token that every request which changes something carries. */
export function token() {
  return document.querySelector("#article_form [name=csrfmiddlewaretoken]")?.value ?? "";
}

/** @param {string} tag @param {Record<string, any>} properties @param {...(Node|string)} children */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) {
      made[name] = value;
    } else {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}
