import { escapeHtml } from '#console/plain-page.ts'

/** A page for requesters, who have no account: a few kilobytes, no script, readable in light and dark and on a phone. */
interface Page {
  language: string
  nonce: string
  title: string
  body: string // HTML, escaped by whoever makes it.
}

export function requesterPage({ language, nonce, title, body }: Page): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style nonce="${nonce}">${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`
}

export function paragraph(words: string): string {
  return `<p>${escapeHtml(words)}</p>`
}

/** A form that is sent to its own address; nothing happens before its button is pressed. */
export function form(fields: string, send: string): string {
  return `<form method="post">${fields}<button>${escapeHtml(send)}</button></form>`
}

export function textField(label: string): string {
  return `<label for="comment">${escapeHtml(label)}</label>
<textarea id="comment" name="comment" rows="4" maxlength="4000"></textarea>`
}

export function addressField(label: string): string {
  return `<label for="address">${escapeHtml(label)}</label>
<input id="address" name="address" type="email" autocomplete="email" maxlength="254" required>`
}

/** @param chosen 1 … 5; another: none */
export function scale(question: string, labels: readonly string[], chosen: number): string {
  const choices = labels.map((label, index) => {
    const value = index + 1
    const checked = value === chosen ? ' checked' : ''
    return `<label><input type="radio" name="rating" value="${value}" required${checked}> ${escapeHtml(label)}</label>`
  })
  return `<fieldset><legend>${escapeHtml(question)}</legend>${choices.join('\n')}</fieldset>`
}

export function facts(rows: readonly (readonly [name: string, value: string])[]): string {
  const lines = rows.map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
  )
  return `<dl>${lines.join('\n')}</dl>`
}

const style = `
:root { color-scheme: light dark; --text: #1d2129; --dim: #5a6270; --page: #f5f6f8; --card: #fff; --line: #8a93a3; --main: #2457c5; --on: #fff }
@media (prefers-color-scheme: dark) {
  :root { --text: #eceef2; --dim: #a9b1bf; --page: #14161a; --card: #1f2228; --line: #6c7585; --main: #8db0ff; --on: #10131a }
}
* { box-sizing: border-box }
body { margin: 0; padding: 1rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 32rem; margin: 8vh auto 0; padding: 1.5rem; background: var(--card); border-radius: .75rem; overflow-wrap: anywhere }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25 }
p, dl { margin: 0 0 1rem }
dt { color: var(--dim) } dd { margin: 0 0 .5rem }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; display: flex; flex-wrap: wrap; gap: .5rem }
legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
fieldset label { padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; cursor: pointer }
fieldset label:has(:checked) { border-color: var(--main); box-shadow: inset 0 0 0 1px var(--main) }
textarea, [type=email] { display: block; width: 100%; margin: .25rem 0 1rem; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem }
button { padding: .625rem 1.25rem; font: inherit; font-weight: 600; color: var(--on); background: var(--main); border: 0; border-radius: .5rem; cursor: pointer }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px }
`
