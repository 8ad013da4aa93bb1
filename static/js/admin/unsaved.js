/** Asks before an article's page is left with words that are not saved. */
const form = document.getElementById("article_form");
let isDirty = form !== null && document.querySelector(".errornote") !== null;

if (form) {
  form.addEventListener("input", () => {
    isDirty = true;
  });
  form.addEventListener("submit", () => {
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) {
      event.preventDefault();
    }
  });
}
