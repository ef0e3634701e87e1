import { z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { attachFile } from '#core/files/attach.ts'
import { refuse } from '#core/refusal.ts'
import type { Writing } from '#core/tickets/writing.ts'
import { mailableHtml, textOfHtml } from '#core/tickets/written-html.ts'
import { line, text } from './input.ts'

const file = z
  .strictObject({
    filename: line(255),
    contentType: text(200)
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type, like application/pdf')
      .default('application/octet-stream'),
    contentBase64: z.string(),
  })
  .openapi('NewAttachment')

/** What every body that says something holds. HTML alone is enough: its text is made from it. */
export const written = {
  text: text(1_000_000).optional(),
  html: text(200_000).optional(),
  attachments: z.array(file).max(50, 'at most 50').optional(),
}

/** As people wrote it, made safe to mail, with its files kept. Done before the unit of work, see `keepFile`. */
export async function writingOf(
  app: App,
  { text, html, attachments = [] }: z.output<z.ZodObject<typeof written>>,
): Promise<Writing> {
  const safe = html === undefined ? undefined : mailableHtml(html)
  const contents = attachments.map((file, place) => ({
    ...file,
    content: decode(file.contentBase64, `attachments.${place}.contentBase64`),
  }))
  const size = contents.reduce((sum, { content }) => sum + content.length, 0)
  if (size > app.env.SMTP_MAX_BYTES)
    refuse('wrong-input', {
      why: `The files are larger than the ${app.env.SMTP_MAX_BYTES} bytes that a mail may have.`,
    })
  const files = []
  for (const file of contents) files.push(await attachFile(app.files, file))
  return { text: text ?? textOfHtml(safe ?? ''), html: safe, files }
}

/** Buffer skips what is no base64, so a shorter result shows it: faster and safer than a pattern over megabytes. */
function decode(base64: string, where: string): Buffer {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  const content = Buffer.from(base64, 'base64')
  if (base64.length % 4 !== 0 || content.length !== (base64.length / 4) * 3 - padding)
    refuse('wrong-input', { why: `${where} is not base64.` })
  return content
}
