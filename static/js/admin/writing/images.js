/**
 * The media library as the editor asks it.
 *
 * @typedef {{id: number, url: string, alt: string, alt_en: string, credit: string, change: string}} LibraryImage
 */
const known = new Map();
let waiting = null;

/**
 * What the library says of an image; null where it is not there any more. Those that are asked for at once are asked
 * for together.
 *
 * @param {string} address @param {number} id @returns {Promise<LibraryImage | null>}
 */
export function imageInfo(address, id) {
  if (!known.has(id)) {
    known.set(id, later(address, id));
  }
  return known.get(id);
}

/** @param {LibraryImage} image */
export function remember(image) {
  known.set(image.id, Promise.resolve(image));
}

/**
 * Sends a file with its words to the library.
 *
 * @param {string} address @param {string} token @param {File} file @param {Record<string, string>} words
 * @returns {Promise<{images?: LibraryImage[], errors?: Record<string, string[]>}>}
 */
export async function sendImage(address, token, file, words) {
  const fields = new FormData();
  fields.append("csrfmiddlewaretoken", token);
  fields.append("images-TOTAL_FORMS", "1");
  fields.append("images-INITIAL_FORMS", "0");
  fields.append("images-0-file", file);
  for (const [name, value] of Object.entries(words)) {
    fields.append(`images-0-${name}`, value);
  }
  try {
    const response = await fetch(address, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    return response.ok || response.status === 422 ? await response.json() : {};
  } catch {
    return {};
  }
}

function later(address, id) {
  waiting ??= { ids: [], answer: Promise.resolve().then(() => ask(address)) };
  waiting.ids.push(id);
  return waiting.answer.then((images) => images.get(id) ?? null);
}

async function ask(address) {
  const { ids } = waiting;
  waiting = null;
  const query = new URLSearchParams(ids.map((id) => ["id", String(id)]));
  try {
    const response = await fetch(`${address}?${query}`);
    const { images } = await response.json();
    return new Map(images.map((image) => [image.id, image]));
  } catch {
    return new Map();
  }
}
