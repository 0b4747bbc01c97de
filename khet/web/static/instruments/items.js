// Items of instruments: shown and sent only where they are asked, told at once where an answer
// can't be, and what follows from the answers worked out. The office checks all of it again.

import { parseDay } from "../days.js";
import { evaluate, holds } from "./expressions.js";

const SHOWN = 10_000, THOUSANDS = /^[-+]?[1-9]\d{0,2}([, ]\d{3})+(\.\d*)?$/;

export function watchItems(form) {
  const sheets = [...form.querySelectorAll("[data-answers]")];
  const look = () => sheets.forEach(lookAt);
  form.addEventListener("input", look);
  form.addEventListener("restored", look);
  look();
}

// An expression names only items before it, so one pass in the order of the page is enough.
function lookAt(sheet) {
  const values = {};
  for (const part of sheet.querySelectorAll("[data-part]")) {
    const asked = show(part, applies(part, values));
    for (const item of part.querySelectorAll("[data-item]")) {
      if (!show(item, asked && applies(item, values))) continue;
      grey(item);
      const value = item.dataset.calculation ? calculated(item, values) : valueOf(item);
      if (value !== null) values[item.dataset.item] = value;
      if (item.dataset.constraint) check(item, values, value);
    }
  }
}

const applies = ({ dataset }, values) => !dataset.relevant || holds(JSON.parse(dataset.relevant), values);

// What isn't asked is hidden, and left out of what is sent.
function show(box, asked) {
  box.hidden = !asked;
  if (box.dataset.item) box.querySelectorAll("input, select, textarea").forEach((field) => { field.disabled = !asked; });
  return asked;
}

// An item that is said not to apply has no answer besides.
function grey(item) {
  answering(item).forEach((field) => { field.disabled = isSkipped(item); });
}

const named = (item, name) => [...item.querySelectorAll("input, select, textarea")].filter((field) => name.test(field.name));
const answering = (item) => named(item, /(^|-)q_/);
const isSkipped = (item) => named(item, /(^|-)skip_/).some((field) => field.checked);

function calculated(item, values) {
  const value = evaluate(JSON.parse(item.dataset.calculation), values);
  const shown = item.querySelector("output");
  if (shown) shown.textContent = typeof value === "number" ? Math.round(value * SHOWN) / SHOWN : value ?? "–";
  return value;
}

// The answer as the office would read it, or null.
function valueOf(item) {
  if (isSkipped(item)) return null;
  const fields = answering(item);
  const chosen = fields.filter((field) => field.checked).map((field) => field.value).filter(Boolean);
  if (item.dataset.kind === "many") return chosen.length ? chosen : null;
  if (fields[0]?.type === "radio") return chosen[0] ?? null;
  return read(item.dataset.kind, fields[0]?.value.trim() ?? "") || null;
}

function read(kind, text) {
  const plain = text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit));
  if (kind === "integer" || kind === "decimal") return THOUSANDS.test(plain.trim()) ? plain.replace(/[ ,]/g, "") : plain.trim();
  if (kind !== "date") return text;
  const day = parseDay(plain), two = (number) => String(number).padStart(2, "0");
  return day && `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

// What is open of the items that are asked: field and code ("required", "orSkip", "unread"), or
// what the item itself says of an answer that can't be.
export function openItems(sheet) {
  const asked = [...sheet.querySelectorAll("[data-part]:not([hidden]) [data-item]:not([hidden])")];
  return asked.filter((item) => answering(item).length && !isSkipped(item)).flatMap(openOf);
}

function openOf(item) {
  const [field] = answering(item), own = item.querySelector(".fault.own");
  if (own) return [[field.name, own.textContent]];
  if (item.dataset.kind === "date" && field.value.trim() && !parseDay(field.value)) return [[field.name, "unread"]];
  const missing = "required" in item.dataset && valueOf(item) === null;
  return missing ? [[field.name, named(item, /(^|-)skip_/).length ? "orSkip" : "required"]] : [];
}

// What the office said of an answer stays until it is asked again.
function check(item, values, value) {
  const own = item.querySelector(".fault.own"), fine = value === null || holds(JSON.parse(item.dataset.constraint), values, value);
  if (fine) own?.remove();
  else if (!item.querySelector(".fault")) tell(item);
}

function tell(item) {
  const fault = Object.assign(document.createElement("div"), { className: "fault own", textContent: item.dataset.message });
  fault.setAttribute("role", "alert");
  (item.querySelector("[id$='_told']") ?? item).append(fault);
}
