/** What decides how a page is printed, by the classes of what stands on it. */
const parts: Record<string, RegExp> = {
  letter: /class="(?:[^"]* )?letter[ "]/,
  certificate: /class="(?:[^"]* )?certificate[ "]/,
  'sheet-mark': /class="(?:[^"]* )?sheet-mark[ "]/,
  wide: /class="(?:[^"]* )?(?:table-list|table-wide|paper-table|board-card)[ "]/,
}

/** The classes of the whole page for print.css and letters.css: `:has()` would say the same, from Chromium 105 on. */
export function sheetOf(html: string): string {
  return Object.keys(parts)
    .filter((part) => parts[part]!.test(html))
    .map((part) => `has-${part}`)
    .join(' ')
}
