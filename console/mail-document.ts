import { escapeHtml } from './plain-page.ts'
import type { Clean } from './sanitise.ts'

type Scheme = string | undefined // `dark` or `light`; anything else: as the browser likes.

const style = `
body { margin: 0; padding: 1px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; background: Canvas; color: CanvasText }
img { max-width: 100% }
img:not([src]) { display: inline-block; min-width: 1.5em; min-height: 1em; padding: 0 .4em; border: 1px dashed GrayText; color: GrayText; font-size: 12px }
img:not([height]) { height: auto }
table { max-width: 100% }
pre { white-space: pre-wrap; font: inherit; margin: 0 }
blockquote { margin: 0 0 0 .5em; padding-left: .75em; border-left: 2px solid GrayText }
.note { margin: 0 0 1em; padding: .5em .75em; border: 1px solid GrayText; border-radius: 4px; font-size: 12px }
`

/** Sanitised HTML in a document of its own. HTML with colours gets the light ground that it was written for. */
export function mailDocument(
  clean: Clean,
  { scheme, images }: { scheme: Scheme; images: boolean },
): string {
  const hidden = images ? 0 : clean.remote
  const pictures = hidden === 1 ? '1 picture is' : `${hidden} pictures are`
  const note =
    hidden > 0
      ? `${pictures} not loaded, because that would tell the sender that this was read.`
      : ''
  return page(note, clean.html, clean.coloured ? 'light' : scheme)
}

/** The text of a message that has no HTML, or whose HTML could not be made safe. */
export function textDocument(
  text: string,
  { scheme, instead }: { scheme: Scheme; instead: boolean },
): string {
  const note = instead
    ? 'The layout of this message could not be made safe to show, so this is its text.'
    : ''
  return page(note, `<pre>${escapeHtml(text)}</pre>`, scheme)
}

function page(note: string, content: string, scheme: Scheme): string {
  const schemes = scheme === 'dark' || scheme === 'light' ? scheme : 'light dark'
  return `<!doctype html>
<html>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="${schemes}">
<style>:root { color-scheme: ${schemes} }${style}</style></head>
<body>${note && `<p class="note">${note}</p>`}${content}</body>
</html>
`
}
