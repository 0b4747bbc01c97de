// Expressions of instruments as nested lists, ["=", ["name", "rooms"], ["number", "3"]], worked out
// as khet/rules/expression_values.py does. What isn't known is null, and makes every comparison not hold.
// The office works everything out again in decimals when the answers come.

const COMPARE = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
const ARITHMETIC = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  div: (a, b) => (b ? a / b : null),
};
const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/, DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, PLACES = 12;

export const holds = (expression, values, own) => evaluate(expression, values, own) === true;

// values: by item, text or a list of texts; own is what "." stands for.
export function evaluate([does, ...of], values, own = null) {
  if (does === "and") return of.every((part) => holds(part, values, own));
  if (does === "or") return of.some((part) => holds(part, values, own));
  if (does === "not") return !holds(of[0], values, own);
  if (does === "selected") return [answer(of[0], values, own)].flat().includes(of[1][1]);
  if (does === "number" || does === "text") return of[0];
  if (does === "name" || does === "own") return plain(answer([does, ...of], values, own));
  const [left, right] = of.map((part) => evaluate(part, values, own));
  return does in ARITHMETIC ? calculated(does, left, right) : compared(does, left, right);
}

const answer = ([does, name], values, own) => (does === "own" ? own : values[name]) ?? null;
const plain = (value) => (Array.isArray(value) ? value.join(" ") : value) || null;
const number = (value) => (typeof value === "number" ? value : NUMBER.test(value ?? "") ? Number(value) : null);
const rounded = (value) => (value === null ? null : Number(value.toPrecision(PLACES)));

function calculated(does, left, right) {
  const [a, b] = [number(left), number(right)];
  return a === null || b === null ? null : rounded(ARITHMETIC[does](a, b));
}

function compared(does, left, right) {
  if (left === null || right === null) return false;
  const [a, b] = [number(left), number(right)];
  if (a !== null && b !== null) return COMPARE[does](a, b);
  const texts = [left, right].map(String);
  return (does === "=" || does === "!=" || texts.every((text) => DAY.test(text))) && COMPARE[does](...texts);
}
