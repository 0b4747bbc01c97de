// Days as Thai offices write them, enough to fill one in and to see that it lies ahead. Whether a
// day can be read at all is the office's to say.

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
  const plain = text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).trim();
  const found = plain.match(/^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/) || plain.match(/^(\d{1,2})\s*([ก-๎.]+?)\s*(\d{4})$/);
  if (!found) return null;
  const named = [MONTHS, IN_FULL].map((months) => months.map(bare).indexOf(bare(found[2]))).find((n) => n >= 0);
  const month = /^\d+$/.test(found[2]) ? Number(found[2]) - 1 : named;
  if (month === undefined) return null;
  const year = Number(found[3]);
  return new Date(year >= 2400 ? year - ERA : year, month, Number(found[1]));
}

const bare = (name) => name.replaceAll(".", "");

export const isAhead = (text) => (parseDay(text)?.getTime() ?? 0) > Date.now();

export const clock = (at) => new Date(at).toTimeString().slice(0, 5);
