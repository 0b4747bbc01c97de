// Days as Thai offices write them, read as khet/rules/dates.py reads them.

const MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const IN_FULL = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
const ERA = 543;

// The day so many days from today, as a field shows it: 30 พ.ย. 2569.
export function dayFromNow(days) {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return `${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear() + ERA}`;
}

// The day of a text, or null where this can't tell.
export function parseDay(text) {
  const plain = text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).trim().replace(/\s+/g, " ");
  const iso = plain.match(/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?$/);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const found = plain.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/) || plain.match(/^(?:วันที่ ?)?(\d{1,2}) ?([ก-๎.]+?) ?(?:พ\.ศ\. ?)?(\d{4})$/);
  if (!found) return null;
  const named = [MONTHS, IN_FULL].map((months) => months.map(bare).indexOf(bare(found[2]))).find((n) => n >= 0);
  const month = /^\d+$/.test(found[2]) ? Number(found[2]) - 1 : named;
  if (month === undefined) return null;
  return dayOf(Number(found[3]), month, Number(found[1]));
}

// A day that is in the calendar, of a Buddhist or Christian year; else null.
function dayOf(year, month, day) {
  const buddhist = year >= 2400 && year <= 2700;
  if (!buddhist && (year < 1857 || year > 2157)) return null;
  const made = new Date(buddhist ? year - ERA : year, month, day);
  return made.getMonth() === month && made.getDate() === day ? made : null;
}

const bare = (name) => name.replaceAll(".", "");

export const isAhead = (text) => (parseDay(text)?.getTime() ?? 0) > Date.now();

export const clock = (at) => new Date(at).toTimeString().slice(0, 5);
