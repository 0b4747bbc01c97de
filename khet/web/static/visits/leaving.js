// On every page: what was prepared on a device goes when its owner signs out or another person
// signs in, and what waits is sent. Where nothing was ever prepared, there is nothing to do.

const used = () => localStorage.getItem("khet-person");

if (used()) import("./clearing.js").then((clearing) => clearing.arrive());

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-leaves]") || !used() || form.dataset.cleared) return;
  event.preventDefault();
  import("./clearing.js").then((clearing) => clearing.leave(form));
});
