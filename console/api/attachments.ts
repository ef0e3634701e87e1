import { Readable } from 'node:stream'
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { disposition, inertPolicy } from '#console/files.ts'
import { type App, perform, read } from '#core/app.ts'
import { findAttachment } from '#core/files/find.ts'
import { fileKey } from '#core/files/keep.ts'
import { recordView } from '#core/tickets/view.ts'
import type { AttachmentId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { givesBytes } from './answers.ts'
import { byId } from './input.ts'

const download = createRoute({
  method: 'get',
  path: '/attachments/{id}',
  tags: ['Messages'],
  summary: 'The bytes of a file',
  ...needs('tickets:read'),
  request: { params: byId<AttachmentId>() },
  responses: givesBytes('application/octet-stream', 'The bytes.'),
})

export function attachmentRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(download, async (c) => {
    const { id } = c.req.valid('param')
    const { file, sensitive } = await read(app, c.get('as'), (db) => findAttachment(db, id))
    if (sensitive) await perform(app, c.get('as'), (work) => recordView(work, file.ticketId))
    const bytes = Readable.toWeb(await app.files.getStream(fileKey(file.sha256)))
    return c.body(bytes as ReadableStream, 200, saved(file))
  })
}

/** To be saved, never shown: what customers send must not run in the name of this site. */
export function saved(file: { filename: string; contentType: string; size: number }) {
  return {
    'Content-Type': /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType)
      ? file.contentType
      : 'application/octet-stream',
    'Content-Length': String(file.size),
    'Content-Disposition': disposition('attachment', file.filename),
    'Content-Security-Policy': inertPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  }
}
