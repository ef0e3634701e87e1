import { Hono } from 'hono'
import { type App, perform, read } from '#core/app.ts'
import { readBody } from '#core/tickets/body.ts'
import { recordPartOfView } from '#core/tickets/view.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { inertPolicy } from './files.ts'
import { mailDocument, textDocument } from './mail-document.ts'
import { agentByLink, pictureLink, placePictures } from './pictures.ts'
import { fetchPicture, PictureProblem } from './remote-image.ts'
import type { Sanitiser } from './sanitise-pool.ts'
import type { Visit } from './visit.ts'

/** No script runs, nothing is loaded but our own copies of pictures, and only a click opens anything. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; " +
  "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

/** `/messages/:id/html`, a mail as its sender made it, for a sandboxed frame; and `/messages/:id/image` for its pictures. */
export function mailRoutes(app: App, sanitiser: Sanitiser) {
  const routes = new Hono<Visit>()

  routes.get('/:id{\\d{1,9}}/html', async (c) => {
    const agent = c.get('agent')
    if (!agent) return c.text('Sign in to see this message.\n', 401)
    const id = Number(c.req.param('id')) as MessageId
    const body = await read(app, agent, (db) => readBody(db, id))
    if (body.sensitive)
      await perform(app, agent, (work) => recordPartOfView(work, body.ticketId, agent.personId))
    c.header('Content-Security-Policy', mailPolicy)
    c.header('Referrer-Policy', 'no-referrer')
    const { images, scheme } = c.req.query()
    const clean = body.html === null ? null : await sanitiser.sanitise(body.html)
    const instead = !clean && body.html !== null
    if (instead)
      app.log.warn(
        { requestId: c.get('requestId'), message: id },
        'a mail was not sanitised in time',
      )
    if (!clean) return c.html(textDocument(body.text, { scheme, instead }))
    const placed = placePictures(clean.html, (kind, name) => {
      const file = kind === 'cid' ? namedBy(body.named, name) : undefined
      if (file !== undefined) return pictureLink(app, agent, `/attachments/${file}`)
      return kind === 'src' && images === '1'
        ? pictureLink(app, agent, `/messages/${id}/image`, name)
        : undefined
    })
    return c.html(mailDocument({ ...clean, html: placed }, { scheme, images: images === '1' }))
  })

  /** Only pictures that we have linked ourselves are fetched, so nobody can use the desk to ask other hosts. */
  routes.get('/:id{\\d{1,9}}/image', async (c) => {
    const url = new URL(c.req.url)
    const agent = await agentByLink(app, url, c.get('door'))
    if (!agent) return c.text('This link is not valid any more. Reload the message.\n', 403)
    try {
      const picture = await fetchPicture(url.searchParams.get('src') ?? '')
      return c.body(picture.body, 200, {
        'Content-Type': picture.type,
        'Content-Security-Policy': inertPolicy,
        'Cache-Control': 'private, max-age=1800',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
    } catch (error) {
      if (!(error instanceof PictureProblem)) throw error
      app.log.info(
        { requestId: c.get('requestId'), problem: error.message },
        'a picture was not fetched',
      )
      return c.text('This picture cannot be shown.\n', 502)
    }
  })

  return routes
}

/** `cid:` names a Content-ID, percent-encoded where it must be (RFC 2392). */
function namedBy<File>(named: Map<string | null, File>, name: string): File | undefined {
  const given = named.get(name)
  if (given !== undefined) return given
  try {
    return named.get(decodeURIComponent(name))
  } catch {
    return undefined // A lone percent sign: no name that we could have.
  }
}
