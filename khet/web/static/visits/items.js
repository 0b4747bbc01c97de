// Items of instruments: shown where they are asked, and told at once where an answer can't be.

export function watchItems() {}
