/** What stands in a text besides words and figures: the parts of the editor that config/settings.py names. */
export { ArticleImage } from "./article_image.js";
export { Link } from "./article_link.js";
export { Footnote } from "./footnote.js";
export { PlacedTable } from "./placed_table.js";
export { WordPaste } from "./word_paste.js";
