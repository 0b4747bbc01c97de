// A signature drawn with a finger, a pen or a mouse: strokes of whole points in a hidden field.

const canvas = document.getElementById("id_signature");
const field = document.getElementById(canvas.dataset.for);
const pen = canvas.getContext("2d");
const MOST = 4000, NEAR = 3;
let strokes = read(), drawing = null;

function read() {
  try {
    const told = JSON.parse(field.value || "[]");
    return Array.isArray(told) ? told : [];
  } catch {
    return [];
  }
}

function draw() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.lineWidth = 3;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#1b1a20";
  for (const stroke of strokes) {
    pen.beginPath();
    pen.moveTo(...stroke[0]);
    for (const point of stroke.length > 1 ? stroke.slice(1) : stroke) pen.lineTo(...point);
    pen.stroke();
  }
}

function keep() {
  field.value = strokes.length ? JSON.stringify(strokes) : "";
  draw();
}

// Where on the drawing a finger is, as whole points within its bounds.
function pointOf(event) {
  const box = canvas.getBoundingClientRect();
  const within = (at, length, most) => Math.max(0, Math.min(most, Math.round((at / length) * most)));
  return [within(event.clientX - box.left, box.width, canvas.width), within(event.clientY - box.top, box.height, canvas.height)];
}

const points = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);

canvas.addEventListener("pointerdown", (event) => {
  if (drawing !== null || points() >= MOST) return;
  canvas.setPointerCapture(event.pointerId);
  drawing = event.pointerId;
  strokes.push([pointOf(event)]);
  draw();
});
canvas.addEventListener("pointermove", (event) => {
  if (drawing !== event.pointerId || points() >= MOST) return;
  const stroke = strokes[strokes.length - 1], last = stroke[stroke.length - 1], point = pointOf(event);
  if (Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
  stroke.push(point);
  draw();
});
for (const over of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(over, (event) => {
    if (drawing !== event.pointerId) return;
    drawing = null;
    keep();
  });
}
document.getElementById("clear-signature").addEventListener("click", () => {
  strokes = [];
  keep();
});

// Going back shows an empty page: nobody sees what the one before wrote.
// Nor is a form that was refused sent once more by going back to it.
history.replaceState(null, "", location.href);
addEventListener("pageshow", (event) => event.persisted && location.reload());

keep();
