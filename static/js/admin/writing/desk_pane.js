/**
 * The pane beside the form: the page as readers will see it, and what the article still lacks, both following what is
 * written with a short pause. It shows what the server makes of the form as it stands; nothing of it is saved.
 */
import { element, texts, urls } from "./config.js";
import { markDeadLinks } from "./dead_links.js";

const PREVIEW_PAUSE = 700;
const CHECK_PAUSE = 2500;
const KEPT = "desk-pane";

const form = document.getElementById("article_form");
const pane = document.getElementById("desk-pane");
const places = [...document.querySelectorAll(".checklist-place")];

if (form && pane && urls.preview) {
  start();
}

function start() {
  const remembered = recall();
  const frame = pane.querySelector("iframe");
  const said = pane.querySelector(".preview-said");
  const tabs = [...pane.querySelectorAll("[role=tab]")];
  const opener = element("button", {
    type: "button",
    className: "desk-pane-opener",
    textContent: texts.openPane,
    "aria-expanded": "false",
    "aria-controls": "desk-pane",
  });
  form.before(opener);

  const preview = asked(urls.preview, PREVIEW_PAUSE, () => !pane.hidden && isShown("tab-preview"), {
    fields: () => [["interface", chosen("preview-language")]],
    begin: () => frame.setAttribute("aria-busy", "true"),
    async show(response) {
      said.textContent = "";
      const html = await response.text();
      const top = frame.contentWindow?.scrollY ?? 0;
      await new Promise((resolve) => {
        frame.addEventListener("load", resolve, { once: true });
        frame.srcdoc = html;
      });
      frame.removeAttribute("aria-busy");
      frame.contentWindow.scrollTo(0, top);
      keepInside(frame);
    },
    fail() {
      frame.removeAttribute("aria-busy");
      said.textContent = texts.previewFailed;
    },
  });
  const check = asked(urls.checklist, CHECK_PAUSE, () => true, {
    fields: () => [],
    begin() {},
    async show(response) {
      const { html, dead } = await response.json();
      for (const place of places) {
        const isOpen = place.querySelector("details")?.open ?? false;
        place.innerHTML = html;
        place.querySelector("details")?.toggleAttribute("open", isOpen);
      }
      markDeadLinks(dead);
    },
    fail() {},
  });

  const changed = () => {
    preview.soon();
    check.soon();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.django?.jQuery(form).on("change", "select", changed);
  document.addEventListener("tables-changed", changed);
  document.addEventListener("prose-editor:ready", () => check.soon());
  if (!places.some((place) => place.firstElementChild)) {
    check.soon();
  }

  pick("preview-width", remembered.width ?? "390");
  pick("preview-language", form.elements.language?.value || "vi");
  pane.addEventListener("change", (event) => {
    if (event.target.name === "preview-width") {
      fit(frame);
      keep({ width: chosen("preview-width") });
    } else if (event.target.name === "preview-language") {
      preview.now();
    }
  });
  new ResizeObserver(() => fit(frame)).observe(pane.querySelector(".preview-stage"));

  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
        select(other);
        other.focus();
      }
    });
  }
  opener.addEventListener("click", () => (pane.hidden ? open() : close()));
  pane.querySelector(".desk-pane-close").addEventListener("click", close);
  pane.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("click", (event) => {
    const { field } = event.target.closest?.("[data-field]")?.dataset ?? {};
    if (field && event.target.closest(".checklist-place")) {
      event.preventDefault();
      goTo(field);
    }
  });
  if (remembered.isOpen && window.innerWidth >= 1100) {
    open(false);
  }

  function open(withFocus = true) {
    pane.hidden = false;
    document.body.classList.add("has-desk-pane");
    opener.setAttribute("aria-expanded", "true");
    opener.textContent = texts.closePane;
    keep({ isOpen: true });
    fit(frame);
    preview.now();
    if (withFocus) {
      tabs.find((tab) => tab.getAttribute("aria-selected") === "true").focus();
    }
  }

  function close() {
    pane.hidden = true;
    document.body.classList.remove("has-desk-pane");
    opener.setAttribute("aria-expanded", "false");
    opener.textContent = texts.openPane;
    keep({ isOpen: false });
    opener.focus();
  }

  function select(tab) {
    for (const each of tabs) {
      const isIt = each === tab;
      each.setAttribute("aria-selected", String(isIt));
      each.tabIndex = isIt ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !isIt;
    }
    if (tab.id === "tab-preview") {
      fit(frame);
      preview.now();
    } else {
      check.now();
    }
  }

  function isShown(tab) {
    return document.getElementById(tab).getAttribute("aria-selected") === "true";
  }
}

/** Asks an address with the form as it stands: after a pause, one at a time, the newest answer last. */
function asked(address, pause, isWanted, { fields, begin, show, fail }) {
  let timer = 0;
  let request = null;
  const now = async () => {
    clearTimeout(timer);
    if (!isWanted()) {
      return;
    }
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    begin();
    try {
      const response = await fetch(address, { method: "POST", body: content(fields()), signal });
      if (!response.ok || response.redirected) {
        throw new Error(String(response.status));
      }
      await show(response);
    } catch (error) {
      if (error.name !== "AbortError") {
        fail();
      }
    }
  };
  return {
    now,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(now, pause);
    },
  };
}

/** The form as it would be sent, without its files. */
function content(more) {
  const written = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams([...written, ...more]);
}

/** The page at its own width, made smaller where the pane is narrower. */
function fit(frame) {
  const width = Number(chosen("preview-width"));
  const stage = frame.parentElement;
  const scale = Math.min(1, stage.clientWidth / width || 1);
  frame.style.width = `${width}px`;
  frame.style.height = `${Math.round(stage.clientHeight / scale)}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.marginInlineStart = `${Math.max(0, Math.round((stage.clientWidth - width * scale) / 2))}px`;
}

/** A preview leads nowhere but within itself. */
function keepInside(frame) {
  frame.contentDocument.addEventListener("click", (event) => {
    const link = event.target.closest("a, button, form");
    if (!link) {
      return;
    }
    event.preventDefault();
    const anchor = link.getAttribute("href")?.match(/^#(.+)/)?.[1];
    if (anchor) {
      frame.contentDocument.getElementById(decodeURIComponent(anchor))?.scrollIntoView();
    }
  });
  frame.contentDocument.addEventListener("submit", (event) => event.preventDefault());
}

/** Leads from a point of the list to what it is about. */
function goTo(field) {
  const editor = document.querySelector(".prose-editor .ProseMirror");
  const target = field === "body" && editor ? editor : document.getElementById(`id_${field}`);
  target?.closest("details")?.setAttribute("open", "");
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

function pick(name, value) {
  const input = pane.querySelector(`[name="${name}"][value="${value}"]`) ?? pane.querySelector(`[name="${name}"]`);
  input.checked = true;
}

function chosen(name) {
  return pane.querySelector(`[name="${name}"]:checked`)?.value ?? "";
}

function recall() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(change) {
  localStorage.setItem(KEPT, JSON.stringify({ ...recall(), ...change }));
}
