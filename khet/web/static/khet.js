// A few small comforts. Every page works without them.

// A number opens its trace in a drawer beside the page; with Ctrl or Shift, as any link would.
// The drawer is a step of its own: going back closes it, and its address is the figure's.
const loaded = location.href.split("#")[0];
let figure = "";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='/learning/figure/']");
  const drawer = document.getElementById("drawer");
  if (event.target === drawer) drawer.close();
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || drawer.open) return;
  event.preventDefault();
  figure = link.getAttribute("href");
  htmx.ajax("GET", figure, { target: drawer, swap: "innerHTML" });
});
document.addEventListener("htmx:afterSwap", (event) => {
  const drawer = event.detail.target;
  if (drawer.id !== "drawer") return;
  drawer.showModal();
  history.pushState({ drawer: true }, "", figure);
  drawer.onclose = () => history.state && history.state.drawer && history.back();
});
addEventListener("popstate", (event) => {
  const drawer = document.getElementById("drawer");
  if (drawer.open) drawer.close();
  else if (!(event.state && event.state.htmx) && location.href.split("#")[0] !== loaded) location.reload();
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.target.id === "drawer") location.assign(event.detail.pathInfo.requestPath);
});

// An address can be sent on: by the device's own way of sharing, or else it is copied.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const url = new URL(button.dataset.share, location.href).href;
  if (navigator.share) return navigator.share({ url }).catch(() => {});
  const field = document.createElement("input");
  field.value = url;
  button.after(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  button.textContent = button.dataset.done;
});

// A text that stands in a field is copied, to be pasted elsewhere.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  document.getElementById(button.dataset.copy).select();
  document.execCommand("copy");
  button.textContent = button.dataset.done;
});

// All boxes of a form are ticked at once, or none.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick]");
  if (!button) return;
  button.form.querySelectorAll("table input[type=checkbox]").forEach((box) => {
    box.checked = Boolean(button.dataset.tick);
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
});

// What was edited in a list isn't lost by another choice of the list without being asked for.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-edits]");
  if (form) form.dataset.edits = "yes";
});
document.addEventListener("htmx:confirm", (event) => {
  const filters = event.detail.elt;
  if (!filters.dataset.loses || !document.querySelector("form[data-edits=yes]")) return;
  if (confirm(filters.dataset.loses)) return;
  event.preventDefault();
  filters.reset();
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
