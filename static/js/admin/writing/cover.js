/** Beside the selector of the cover: the same dialog as in the text, where images are seen and not only named. */
import { element, texts } from "./config.js";
import { chooseImage } from "./image_dialog.js";

const select = document.getElementById("id_cover");

if (select && texts.chooseCover) {
  const button = element("button", { type: "button", className: "button choose-cover", textContent: texts.chooseCover });
  select.closest(".related-widget-wrapper")?.after(button);
  button.addEventListener("click", async () => {
    const image = await chooseImage();
    if (!image) {
      return;
    }
    if (![...select.options].some(({ value }) => value === String(image.id))) {
      select.append(new Option(image.alt, String(image.id)));
    }
    select.value = String(image.id);
    // The selector listens through jQuery.
    window.django?.jQuery(select).trigger("change");
    select.dispatchEvent(new Event("input", { bubbles: true }));
    button.focus();
  });
}
