/** Choosing an image of the library, or putting a new one into it on the way. */
import { texts, token, urls } from "./config.js";
import { ask, searchInto } from "./dialogs.js";
import { remember, sendImage } from "./images.js";

/**
 * @param {File[]} files  of which the first is offered for the library
 * @returns {Promise<import("./images.js").LibraryImage | null>}
 */
export function chooseImage(files = []) {
  return ask("image", (dialog, answer, signal) => {
    const list = dialog.querySelector(".image-choices");
    const upload = dialog.querySelector("details");
    const form = dialog.querySelector("form");
    form.reset();
    said(form, {});
    upload.open = files.length > 0;
    if (files.length) {
      const chosen = new DataTransfer();
      chosen.items.add(files[0]);
      form.elements.file.files = chosen.files;
    }
    searchInto(dialog.querySelector("input[type=search]"), list, urls.pick, signal);
    list.addEventListener(
      "click",
      (event) => {
        const { dataset } = event.target.closest("[data-id]") ?? {};
        if (dataset) {
          const image = { id: Number(dataset.id), url: dataset.url, alt: dataset.alt, alt_en: dataset.altEn };
          remember(image);
          answer(image);
        }
      },
      { signal },
    );
    form.addEventListener(
      "submit",
      async (event) => {
        event.preventDefault();
        const [file] = form.elements.file.files;
        if (!file) {
          said(form, { file: [texts.noFile] });
          return;
        }
        const words = Object.fromEntries(["alt_vi", "alt_en", "credit"].map((name) => [name, form.elements[name].value]));
        form.setAttribute("aria-busy", "true");
        const sent = await sendImage(urls.upload, token(), file, words);
        form.removeAttribute("aria-busy");
        if (sent.images) {
          remember(sent.images[0]);
          answer(sent.images[0]);
        } else {
          said(form, sent.errors ?? { file: [texts.notSent] });
        }
      },
      { signal },
    );
    if (files.length) {
      queueMicrotask(() => form.elements.alt_vi.focus());
    }
  });
}

/** @param {string} alt  the words of the article, "" for those of the library */
export function askForAlt(alt, librarys) {
  return ask("alt", (dialog, answer, signal) => {
    const form = dialog.querySelector("form");
    form.elements.alt.value = alt;
    dialog.querySelector(".library-words").textContent = librarys;
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        answer(form.elements.alt.value.trim());
      },
      { signal },
    );
  });
}

function said(form, errors) {
  for (const problem of form.querySelectorAll(".field-problem")) {
    const words = errors[problem.dataset.of]?.[0] ?? "";
    problem.textContent = words;
    problem.hidden = !words;
  }
}
