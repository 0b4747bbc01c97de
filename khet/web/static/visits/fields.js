// The fields of a form: what stands in them, put back later, and what is wrong with them.

// Everything that was filled in, but files, the token and what isn't asked.
export function told(form) {
  const left = (name, value) => value instanceof File || name === "csrfmiddlewaretoken";
  return [...new FormData(form)].filter(([name, value]) => !left(name, value));
}

export function fill(form, fields) {
  const by = new Map();
  for (const [name, value] of fields) by.set(name, [...(by.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
    const values = by.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
  addChoices(form, by);
}

// A topic that was ticked stays, also where the page doesn't suggest it any more.
function addChoices(form, by) {
  const group = form.querySelector("[data-field=topics]");
  const known = new Set([...form.querySelectorAll("[name=topics]")].map((field) => field.value));
  for (const value of (by.get("topics") ?? []).filter((one) => !known.has(one))) {
    const label = Object.assign(document.createElement("label"), { className: "tick" });
    const input = Object.assign(document.createElement("input"), { type: "checkbox", name: "topics", value, checked: true });
    label.append(input, " ", Object.assign(document.createElement("span"), { textContent: value }));
    group.append(label);
  }
}

// Say at each field what is wrong, and above the form with links to the fields.
export function showFaults(form, faults, title) {
  form.querySelectorAll(".fault").forEach((one) => one.remove());
  form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  const box = document.getElementById("faults"), lines = [];
  for (const [name, said] of Object.entries(faults ?? {})) {
    const field = name && fieldOf(form, name);
    if (field) mark(field, said.join(" "));
    lines.push([field?.id, [field && labelOf(field), said.join(" ")].filter(Boolean).join(": ")]);
  }
  box.replaceChildren(...(lines.length ? [summary(lines, title)] : []));
  if (lines.length) box.focus();
}

function fieldOf(form, name) {
  return form.querySelector(`[data-field="${CSS.escape(name)}"]`) || document.getElementById(`id_${name}`);
}

// What a field is called, with the finding that it is of: ข้อค้นพบ 2 · ภายในวันที่.
function labelOf(field) {
  const row = field.closest(".finding, .looked")?.querySelector("legend");
  const own = field.matches("fieldset") ? null : document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  const about = own ?? (field.matches("fieldset") ? field : field.closest("fieldset"))?.querySelector("legend");
  return [...new Set([row, about])].filter(Boolean).map(plain).join(" · ");
}

const plain = (label) => [...label.childNodes].filter((node) => !node.classList?.contains("must")).map((node) => node.textContent).join("").replace(/\s+/g, " ").trim();

function mark(field, said) {
  field.closest("details")?.setAttribute("open", "");
  field.setAttribute("aria-invalid", "true");
  const fault = Object.assign(document.createElement("div"), { className: "fault", id: `${field.id}_error`, textContent: said });
  if (field.matches("fieldset")) field.querySelector("legend").after(fault);
  else {
    field.before(fault);
    field.setAttribute("aria-describedby", fault.id);
  }
}

function summary(lines, title) {
  const box = Object.assign(document.createElement("div"), { className: "wrong" }), list = document.createElement("ul");
  box.setAttribute("role", "alert");
  for (const [id, said] of lines) {
    const line = document.createElement("li");
    const link = Object.assign(document.createElement(id ? "a" : "span"), { textContent: said });
    if (id) link.href = `#${id}`;
    line.append(link);
    list.append(line);
  }
  box.append(Object.assign(document.createElement("h2"), { textContent: title }), list);
  return box;
}
