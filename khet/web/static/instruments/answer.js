// Every instrument on the page is watched while it is filled in.

import { watchItems } from "./items.js";

document.querySelectorAll("form:has([data-answers])").forEach(watchItems);
