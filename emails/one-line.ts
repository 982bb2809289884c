// Line breaks and other control characters start a new header; bidi overrides turn text around.
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** The text as one printable line with plain spaces, safe for a mail header or a calendar property. */
export function oneLine(text: string): string {
  return text
    .replace(unprintable, ' ')
    .replace(/[ \u00a0]+/g, ' ')
    .trim()
}
