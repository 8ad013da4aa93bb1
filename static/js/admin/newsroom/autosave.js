/**
 * Sends the form of an article to be kept every few seconds while someone writes, without ever holding them up. Where
 * the server does not answer, this browser keeps what was written and sends it later, also after it was closed.
 */
const form = document.getElementById("article_form");
const status = document.getElementById("autosave-status");
const texts = JSON.parse(document.getElementById("autosave-texts").textContent);
const LOOK_EVERY = 3000;
const SHELF = "unsent-article:";
const NOT_WRITTEN = /^(csrfmiddlewaretoken$|step-|_|initial-)/;

let kept = null;
let isSending = false;
let isLeaving = false;

if (form?.elements.draft_key) {
  sendWhatWasLeft();
  for (const kind of ["keydown", "pointerdown", "beforeinput", "paste", "drop", "change"]) {
    form.addEventListener(kind, remember, { capture: true, once: true });
  }
  setInterval(look, LOOK_EVERY);
  form.addEventListener("submit", () => {
    isLeaving = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      /* A page that was gone back to: its form may have been saved, and goes on as a page of its own. */
      isLeaving = false;
      form.elements.draft_key.value = freshKey();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isLeaving) {
      look();
    }
  });
}

/** What stands in the form before the first change is what is stored already. */
function remember() {
  kept ??= written();
}

function look() {
  if (kept === null || isSending || isLeaving) {
    return;
  }
  const now = written();
  if (now !== kept) {
    send(now);
  }
}

async function send(content) {
  isSending = true;
  try {
    const response = await fetch(texts.url, { method: "POST", body: new URLSearchParams(fields()), redirect: "manual" });
    if (response.status === 409) {
      form.elements.draft_key.value = freshKey();
      kept = "";
    } else if (response.ok) {
      const answer = await response.json();
      kept = content;
      localStorage.removeItem(SHELF + form.elements.draft_key.value);
      say(texts.saved.replace("%(time)s", answer.saved));
    } else {
      shelve();
      say(response.type === "opaqueredirect" || response.status === 403 ? texts.refused : texts.offline);
    }
  } catch {
    shelve();
    say(texts.offline);
  } finally {
    isSending = false;
  }
}

/** Every field as it would be sent, files left out. @returns {[string, string][]} */
function fields() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("_"));
}

function written() {
  return JSON.stringify(fields().filter(([name]) => !NOT_WRITTEN.test(name) && !name.startsWith("seen_")));
}

function shelve() {
  try {
    const entry = { url: texts.url, fields: fields().filter(([name]) => name !== "csrfmiddlewaretoken") };
    localStorage.setItem(SHELF + form.elements.draft_key.value, JSON.stringify(entry));
  } catch {
    /* No room in this browser: the page itself still holds the words. */
  }
}

/** What an earlier page of this form could not send goes first; the page then offers it like any other. */
async function sendWhatWasLeft() {
  let isOffered = false;
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(SHELF))) {
    const entry = JSON.parse(localStorage.getItem(name));
    if (entry.url !== texts.url || name === SHELF + form.elements.draft_key.value) {
      continue;
    }
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const response = await fetch(entry.url, { method: "POST", body, redirect: "manual" });
      if (response.ok || response.status === 409) {
        localStorage.removeItem(name);
        isOffered ||= response.ok;
      }
    } catch {
      return;
    }
  }
  if (isOffered && kept === null) {
    location.reload();
  }
}

/** Told once for each minute, so that who hears the page is not told every three seconds. */
function say(text) {
  if (status.textContent !== text) {
    status.textContent = text;
  }
}

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
