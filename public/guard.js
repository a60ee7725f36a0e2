// Shows a plain page where the program stopped, and where the browser is older than the floor: Chromium 96,
// Safari 15.4, Firefox 102.
// Written in the JavaScript of old browsers on purpose. Object.hasOwn and structuredClone arrived with that floor.
(function () {
  function reveal(id) {
    var page = document.getElementById(id);
    if (page) page.removeAttribute("hidden");
  }
  // When WebAssembly stops by itself (out of memory, too deep), no panic hook runs: the same page is shown.
  window.addEventListener("error", function (event) {
    if (!("WebAssembly" in window) || !(event.error instanceof WebAssembly.RuntimeError)) return;
    var app = document.getElementById("app");
    if (app) app.setAttribute("hidden", "");
    reveal("crash");
  });
  var modern =
    "WebAssembly" in window && "Promise" in window && typeof Object.hasOwn === "function" && "structuredClone" in window;
  if (modern) return;
  document.addEventListener("DOMContentLoaded", function () {
    reveal("old-browser");
  });
})();
