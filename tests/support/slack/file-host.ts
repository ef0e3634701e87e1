import { Hono } from 'hono'
import type { File, World } from './world.ts'

const loginPage = `<!DOCTYPE html><html><head><title>Sign in | Slack</title></head>
<body><form id="signin_form"><h1>Sign in to your workspace</h1></form></body></html>`

/** Where files live: `url_private` for those who hold a token, and the addresses uploads go to. */
export function fileHost(world: World) {
  return new Hono()
    .get('/files-pri/:path{.+}', ({ req, html, body }) => {
      const file = world.files.get(/^T\w+?-(F\w+)\//.exec(req.param('path'))?.[1] ?? '')
      if (!file?.completed || !mayDownload(world, file, req.header('authorization')))
        return html(loginPage) // With 200: a bad token is told apart by the content type only.
      return body(new Uint8Array(file.content), 200, {
        'Content-Type': file.mimetype,
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      })
    })
    .post('/upload/v1/:id', async ({ req, text }) => {
      const file = world.files.get(req.param('id'))
      if (!file || file.uploaded) return text('Not found', 404)
      const content = await uploaded(req.raw)
      if (content.length !== file.size) return text('The size is not what was announced', 400)
      Object.assign(file, { content, uploaded: true })
      return text(`OK - ${content.length}`)
    })
}

function mayDownload(world: World, file: File, header = ''): boolean {
  const token = world.tokens.get(header.replace(/^Bearer /, ''))
  return (
    token?.kind === 'bot' &&
    !token.revoked &&
    token.scopes.includes('files:read') &&
    (file.by === world.app.bot.id ||
      file.given === true ||
      file.channels.some((id) => world.channels.get(id)?.members.has(world.app.bot.id)))
  )
}

async function uploaded(request: Request): Promise<Buffer> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data'))
    return Buffer.from(await request.arrayBuffer())
  for (const part of (await request.formData()).values())
    if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer())
  return Buffer.alloc(0)
}
