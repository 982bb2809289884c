/** Markup that is safe to show. Only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** A template whose values are escaped, except for markup and lists of markup. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(
    parts.reduce(
      (text, part, index) => text + (index > 0 ? show(values[index - 1]) : '') + part,
      '',
    ),
  )
}

function show(value: unknown): string {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(show).join('')
  if (value === undefined || value === null || value === false) return ''
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
