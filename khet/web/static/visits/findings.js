// Rows of findings: one more at a press, each with a number that the device gives it, and days of
// the near future that are one press away.

import { dayFromNow } from "../days.js";

const PREFIX = "findings";

export function newNumber() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function addFinding(words) {
  const total = document.getElementById(`id_${PREFIX}-TOTAL_FORMS`);
  const made = document.createElement("template");
  made.innerHTML = document.getElementById("blank-finding").innerHTML.replaceAll("__prefix__", total.value);
  const row = made.content.firstElementChild;
  row.querySelector(`[name$="-uuid"]`).value = newNumber();
  document.getElementById("findings").append(row);
  total.value = Number(total.value) + 1;
  offerDays(row, words);
  numberRows();
  return row;
}

// As many rows as were filled in before: one that wouldn't be sent isn't shown either.
export function matchRows(fields, words) {
  const wanted = Number(fields.find(([name]) => name === `${PREFIX}-TOTAL_FORMS`)?.[1] ?? 0);
  const rows = document.getElementById("findings").children;
  while (rows.length > wanted) rows[rows.length - 1].remove();
  while (rows.length < wanted) addFinding(words);
}

function numberRows() {
  document.querySelectorAll("#findings legend .number").forEach((one, place) => { one.textContent = place + 1; });
}

// A page that is kept is opened for several visits: each gets its own number for an empty row.
export function numberEmptyRows() {
  for (const row of document.getElementById("findings").children)
    if (!row.querySelector("textarea").value) row.querySelector(`[name$="-uuid"]`).value = newNumber();
}

// Buttons that fill in today, yesterday or a day so many days ahead.
export function offerDays(within, words) {
  for (const field of within.querySelectorAll("input[data-days]")) {
    const row = Object.assign(document.createElement("div"), { className: "row near-days" });
    row.append(...field.dataset.days.split(" ").map((days) => dayButton(field, Number(days), words)));
    field.after(row);
  }
}

function dayButton(field, days, words) {
  const label = { 0: words.today, [-1]: words.yesterday }[days] ?? words.days.replace("{n}", days);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: label });
  button.onclick = () => {
    field.value = dayFromNow(days);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return button;
}
