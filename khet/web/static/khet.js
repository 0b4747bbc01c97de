// Two small comforts. Every page works without them.

// A number opens its trace in a drawer beside the page; with Ctrl or Shift, as any link would.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='/learning/figure/']");
  const drawer = document.getElementById("drawer");
  if (event.target === drawer) drawer.close();
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || drawer.open) return;
  event.preventDefault();
  htmx.ajax("GET", link.getAttribute("href"), { target: drawer, swap: "innerHTML" });
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "drawer") event.detail.target.showModal();
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.target.id === "drawer") location.assign(event.detail.pathInfo.requestPath);
});

// An open menu closes when the reader goes elsewhere.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
