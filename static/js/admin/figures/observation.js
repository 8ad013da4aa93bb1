/** The dialog in which an observation is made from a sentence, everything filled in by the server. */
import { ask, Refusal, texts } from "./asking.js";
import "./indicator_search.js";

/**
 * Opens the dialog; gives the answer once the observation is written, null where the person thought better of it.
 * @param {HTMLElement} opener @param {Record<string, unknown>} question  the article and the claim
 */
export async function openObservation(opener, question) {
  const dialog = document.createElement("dialog");
  dialog.className = "claim-dialog";
  dialog.setAttribute("aria-labelledby", "claim-observation-title");
  try {
    dialog.innerHTML = (await ask("observation", question)).html;
  } catch (error) {
    dialog.textContent = error instanceof Refusal ? error.message : texts.failed;
  }
  // Outside of the article's form: a form cannot stand within a form.
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.answer ?? null);
      opener.focus();
    });
    dialog.addEventListener("click", (event) => event.target.closest("[data-action=close]") && dialog.close());
    dialog.addEventListener("indicator-chosen", (event) => choose(dialog, event.detail));
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      send(dialog, question);
    });
  });
}

async function send(dialog, question) {
  const fields = Object.fromEntries(new FormData(dialog.querySelector("form")));
  try {
    const answer = await ask("observation", { ...question, fields });
    if (answer.html) {
      dialog.innerHTML = answer.html;
      (dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector(".errorlist"))?.focus?.();
    } else {
      dialog.answer = answer;
      dialog.close();
    }
  } catch (error) {
    const trouble = document.createElement("p");
    trouble.className = "notice-band notice-band-error";
    trouble.role = "alert";
    trouble.textContent = error instanceof Refusal ? error.message : texts.failed;
    dialog.querySelector("form").prepend(trouble);
  }
}

function choose(dialog, indicator) {
  dialog.querySelector("[name$=-indicator]").value = indicator.code;
  dialog.querySelector("[data-chosen]").textContent = `${indicator.name} (${indicator.unit})`;
  dialog.querySelector(".claim-new").hidden = true;
}
