// Pictures: made small on the device, which also takes out where they were taken, and shown.

const LONGEST = 1600, QUALITY = 0.8, SMALL = 160;

// A JPEG whose longest side is LONGEST; what the browser can't read stays as it is.
export async function shrink(file) {
  try {
    const { canvas, done } = await drawn(file, LONGEST);
    const blob = await new Promise((made) => canvas.toBlob(made, "image/jpeg", QUALITY));
    done();
    return { blob, name: file.name.replace(/\.\w+$/, "") + ".jpg" };
  } catch {
    return { blob: file, name: file.name };
  }
}

// A small drawing of it: no address is needed, so the page's policy stays as strict as it is.
export async function thumbnail(blob) {
  try {
    return (await drawn(blob, SMALL)).canvas;
  } catch {
    return document.createElement("canvas");
  }
}

async function drawn(blob, longest) {
  const picture = await createImageBitmap(blob);
  const ratio = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * ratio);
  canvas.height = Math.round(picture.height * ratio);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return { canvas, done: () => picture.close() };
}
