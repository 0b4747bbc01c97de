// What a device can tell of a record before it is sent, as the office would: by the field's name.

import { isAhead, parseDay } from "../days.js";
import { openItems } from "../instruments/items.js";

export function faultsOf(form, pictures, words) {
  const found = {}, tell = (name, said) => { if (said) found[name] ??= [said]; };
  const { day, school } = form.elements, follow = form.elements.follow_up_on;
  if (school && !school.value) tell("school", words.school);
  tell("day", !day.value.trim() ? words.dayMissing : isAhead(day.value) ? words.future : unread(day, words));
  tell("follow_up_on", unread(follow, words) || early(follow, day, words));
  const rows = [...form.querySelectorAll(".finding")].filter(isBegun);
  for (const row of rows) lookAt(row, day, words, tell);
  const sheets = [...form.querySelectorAll("[data-answers]")].filter(isAnswered);
  for (const sheet of sheets) for (const [name, code] of openItems(sheet)) tell(name, words[code] ?? code);
  if (!rows.length && !sheets.length && !pictures && !isSaid(form)) tell("", words.empty);
  return found;
}

const named = (row, end) => row.querySelector(`[name$="-${end}"]`);
const unread = (field, words) => field.value.trim() && !parseDay(field.value) ? words.unread : "";

function early(field, day, words) {
  const [one, visit] = [parseDay(field.value), parseDay(day.value)];
  return one && visit && one < visit ? words.early : "";
}

// A row without a word is none, and so is one that was taken out.
function isBegun(row) {
  return !named(row, "DELETE").checked && ["text", "action", "topic", "due"].some((end) => named(row, end).value.trim());
}

function lookAt(row, day, words, tell) {
  const due = named(row, "due");
  for (const end of ["text", "action"]) if (!named(row, end).value.trim()) tell(named(row, end).name, words[end]);
  tell(due.name, !due.value.trim() ? words.due : unread(due, words) || early(due, day, words));
}

const isSent = (field) => !field.disabled && field.type !== "hidden" && (/^(checkbox|radio)$/.test(field.type) ? field.checked && field.value : field.value);
const isAnswered = (sheet) => [...sheet.querySelectorAll("input, select, textarea")].some(isSent);

function isSaid(form) {
  const { strengths, advice, level } = form.elements;
  const looked = [...form.querySelectorAll(".looked input[type=radio]")];
  return strengths.value.trim() || advice.value.trim() || level.value || looked.some(isSent);
}
