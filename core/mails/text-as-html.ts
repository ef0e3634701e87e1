/** No control characters but tabs and line ends, which are LF; no halves of characters; no blanks around. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim()
}

/** Text as HTML that looks the same, with its links to press. */
export function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 1em">${linked(part)}</p>`)
    .join('\n')
}

const link = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/

function linked(text: string): string {
  return text
    .split(link) // The links, being captured, come at odd places.
    .map((part, place) =>
      place % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : lines(part),
    )
    .join('')
}

export function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>\n')
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
