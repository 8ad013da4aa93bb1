/** Fills the address of a new article from its title until someone writes an address of their own. */
const title = document.getElementById("id_title");
const slug = document.getElementById("id_slug");
const LONGEST = 100;

if (title && slug && !slug.value) {
  let isOwn = false;
  slug.addEventListener("input", () => {
    isOwn = slug.value !== "";
  });
  title.addEventListener("input", () => {
    if (!isOwn) {
      slug.value = slugOf(title.value);
    }
  });
}

/**
 * Words without diacritics, as reports/slugs.py makes them.
 *
 * @param {string} text
 */
function slugOf(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{Mn}\p{Cf}]/gu, "")
    .replace(/[đð]/g, "d")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (plain.length <= LONGEST) {
    return plain;
  }
  const cut = plain.slice(0, LONGEST + 1);
  return cut.includes("-") ? cut.slice(0, cut.lastIndexOf("-")) : plain.slice(0, LONGEST);
}
