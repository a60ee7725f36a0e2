// Shows a plain page where the browser is older than the floor: Chromium 96, Safari 15.4, Firefox 102.
// Written in the JavaScript of old browsers on purpose. Object.hasOwn and structuredClone arrived with that floor.
(function () {
  var modern =
    "WebAssembly" in window && "Promise" in window && typeof Object.hasOwn === "function" && "structuredClone" in window;
  if (modern) return;
  document.addEventListener("DOMContentLoaded", function () {
    var page = document.getElementById("old-browser");
    if (page) page.removeAttribute("hidden");
  });
})();
