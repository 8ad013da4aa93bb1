/* Gives the text editor its words in the reader's language; it asks for them once, when its module is loaded. */
(function () {
  const texts = JSON.parse(document.getElementById("editor-texts").textContent);
  window.django = window.django || {};
  window.django.catalog = Object.assign(window.django.catalog || {}, texts.dialogs);
})();
