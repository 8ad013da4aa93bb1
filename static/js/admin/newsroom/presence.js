/** Says every few seconds that an article is open here, and shows who else has it open and what they saved. */
const place = document.getElementById("presence");
const form = document.getElementById("article_form");
const EVERY = 20000;

if (place && form) {
  setInterval(look, EVERY);
  window.addEventListener("pagehide", () => {
    const body = said();
    body.set("leave", "1");
    navigator.sendBeacon(place.dataset.url, body);
  });
  window.addEventListener("pageshow", (event) => event.persisted && look());
}

async function look() {
  try {
    const response = await fetch(place.dataset.url, { method: "POST", body: said(), redirect: "manual" });
    if (response.ok) {
      const answer = await response.json();
      show("people", answer.people);
      show("newer", answer.newer);
    }
  } catch {
    /* The next look will tell; what cannot be saved meanwhile, autosave says. */
  }
}

function said() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("seen_edition", form.elements.seen_edition?.value ?? "");
  return body;
}

function show(name, text) {
  const line = place.querySelector(`[data-about="${name}"]`);
  if (line.textContent !== text) {
    line.textContent = text;
  }
}
