import type { OpenAPIHono } from '@hono/zod-openapi'
import { type Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { Caller } from './access.ts'
import { documentOf } from './document.ts'
import { describe, type Endpoint, type Field } from './endpoints.ts'

/**
 * The reference of the API for people, to be mounted at `/api/docs`: plain HTML made from the same document that
 * programs read, so it needs no script, nothing from elsewhere, and works under any content policy.
 */
export function referenceRoutes(api: OpenAPIHono<Caller>): Hono {
  const reference = new Hono()
  let page: string | undefined
  reference.get('/', async (c) => {
    page ??= String(await pageOf(api))
    return send(c, page, 'text/html; charset=utf-8')
  })
  reference.get('/reference.css', (c) => send(c, style, 'text/css; charset=utf-8'))
  return reference
}

function send(c: Context, text: string, type: string): Response {
  return c.body(text, 200, {
    'Content-Type': type,
    'Content-Security-Policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
  })
}

function pageOf(api: OpenAPIHono<Caller>) {
  const { endpoints, shapes } = describe(documentOf(api))
  const groups = [...Map.groupBy(endpoints, (endpoint) => endpoint.tag)]
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Deskwire API</title>
<link rel="stylesheet" href="/api/docs/reference.css">
</head>
<body>
<nav>
<strong>Deskwire API</strong>
${groups.map(([tag, list]) => html`<h2>${tag}</h2><ul>${list.map(entry)}</ul>`)}
<h2>Shapes</h2><ul>${shapes.map(({ name }) => html`<li><a href="#${name}">${name}</a></li>`)}</ul>
</nav>
<main>
<h1>Deskwire API</h1>
<p>Send <code>Authorization: Bearer dw_…</code>. <code>deskwire token create --email you@example.com</code> makes a token;
it acts as that agent and sees what they see. All paths begin with <code>/api/v1</code>. For programs there is
<a href="/api/v1/openapi.json">openapi.json</a>.</p>
<p>Lists come in pages: <code>next</code> is the <code>cursor</code> of the page after. A POST with an
<code>Idempotency-Key</code> is done once, however often it is sent. Errors have one shape, <a href="#Problem">Problem</a>
(RFC 9457), whatever went wrong.</p>
${groups.map(([tag, list]) => html`<h2>${tag}</h2>${list.map(section)}`)}
<h2>Shapes</h2>
${shapes.map(({ name, fields }) => html`<section id="${name}"><h3>${name}</h3>${table(fields)}</section>`)}
</main>
</body>
</html>`
}

function entry({ id, method, path }: Endpoint) {
  return html`<li><a href="#${id}"><b>${method}</b> ${path}</a></li>`
}

function section({ id, method, path, summary, scope, given, gives }: Endpoint) {
  return html`<section id="${id}"><h3><b>${method}</b> <code>${path}</code></h3>
<p>${summary}. Scope: <code>${scope}</code>. Gives: ${prose(gives)}.</p>${given.length > 0 ? table(given) : raw('')}</section>`
}

function table(fields: Field[]) {
  const row = ({ name, required, type, words }: Field) =>
    html`<tr><td><code>${name}</code>${required ? '' : ' (optional)'}</td><td>${type}</td><td>${prose(words)}</td></tr>`
  return html`<table><tr><th>Field</th><th>Type</th><th></th></tr>${fields.map(row)}</table>`
}

/** `Names` between backticks, as in the descriptions. */
function prose(words: string) {
  return words.split('`').map((part, place) => (place % 2 ? html`<code>${part}</code>` : part))
}

const style = `
body { margin: 0; display: grid; grid-template-columns: 19rem 1fr; font: 15px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; box-sizing: border-box; overflow: auto; padding: 1.5rem; border-right: 1px solid #8884; font-size: 13px; }
nav ul { list-style: none; padding: 0; margin: 0; } nav h2 { font-size: 13px; margin: 1.2rem 0 .3rem; }
main { padding: 1.5rem 2.5rem 6rem; max-width: 60rem; min-width: 0; }
h3 { margin: 2rem 0 .2rem; font-size: 1rem; } b { font-size: .8em; letter-spacing: .04em; }
p { margin: .4rem 0; } a { color: inherit; text-decoration-color: #8886; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; }
td { overflow-wrap: anywhere; } code { font-family: ui-monospace, monospace; font-size: .92em; }
:target > h3 { text-decoration: underline; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; } }
`
