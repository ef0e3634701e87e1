import { Readable } from 'node:stream'
import { fileTypeStream } from 'file-type'
import { Hono } from 'hono'
import { type App, perform, read } from '#core/app.ts'
import { findAttachment } from '#core/files/find.ts'
import { fileKey } from '#core/files/keep.ts'
import { recordView } from '#core/tickets/view.ts'
import type { AttachmentId } from '#db/schema/columns.ts'
import { agentByLink } from './pictures.ts'
import { pictureTypes } from './remote-image.ts'
import type { Visit } from './visit.ts'

/** Nothing that a customer sent is run, whatever a browser takes it for. */
export const inertPolicy = "sandbox; default-src 'none'"

/** `/attachments/:id`: the bytes of a file, to be saved, or, of a picture that is one, to be shown. */
export function fileRoutes(app: App) {
  const routes = new Hono<Visit>()

  routes.get('/:id{\\d{1,9}}', async (c) => {
    const url = new URL(c.req.url)
    const linked = await agentByLink(app, url, c.get('door'))
    const agent = linked ?? c.get('agent')
    if (!agent) return c.text('Sign in to see this file.\n', 401)
    const id = Number(c.req.param('id')) as AttachmentId
    const { file, sensitive } = await read(app, agent, (db) => findAttachment(db, id))
    if (sensitive && !linked) await perform(app, agent, (work) => recordView(work, file.ticketId))
    const bytes = await fileTypeStream(
      Readable.toWeb(await app.files.getStream(fileKey(file.sha256))),
    )
    const picture =
      url.searchParams.get('inline') === '1' &&
      pictureTypes.find((type) => type === bytes.fileType?.mime)
    return c.body(bytes as ReadableStream, 200, {
      'Content-Type': picture || 'application/octet-stream',
      'Content-Length': String(file.size),
      'Content-Disposition': disposition(picture ? 'inline' : 'attachment', file.filename),
      'Content-Security-Policy': inertPolicy,
      'Cache-Control': 'private, max-age=1800, immutable',
      'Cross-Origin-Resource-Policy': picture ? 'cross-origin' : 'same-origin', // A sandboxed mail has no origin.
    })
  })

  return routes
}

/** The name in ASCII for what is old, and as it is (RFC 5987, RFC 6266) for everything else. */
export function disposition(kind: 'inline' | 'attachment', filename: string): string {
  const ascii = filename.replace(/[^\w .()-]/g, '_')
  const exact = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${exact}`
}
