import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { authenticate, bearerOf, type Caller, needs } from '#console/api/access.ts'
import { explain, problem } from '#console/api/problem.ts'
import { type App, perform } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { ourMailboxes, recipientsOf, senderOf } from '#core/mails/envelope.ts'
import { isSendable } from '#core/people/address.ts'
import type { MailId } from '#db/schema/columns.ts'
import { askAmazon } from './ask-amazon.ts'
import { type Delivered, NotTaken, readDelivered } from './delivered.ts'

/** Not 4xx at large: Mailgun gives up at this one alone, and tries again for hours at every other. */
const notTaken = 406

/**
 * The door for mail that a provider posts, to be mounted at `/hooks`. Like a 250, a 200 is given only once the mail is
 * committed; what is posted again ends as a duplicate. A token with `mails:write` opens it: as a bearer, as the
 * password of basic authentication, or in the path.
 */
export function mailHookRoutes(app: App, ask = askAmazon): Hono<Caller> {
  const hooks = new Hono<Caller>()
  hooks.onError((error, c) =>
    error instanceof NotTaken
      ? problem(c, notTaken, 'not-taken', error.message)
      : explain(app)(error, c),
  )
  const paths = ['/mail', '/mail/mime', '/mail/:token', '/mail/:token/mime']
  hooks.on('POST', paths, authenticate(app, tokenOf), needs('mails:write').middleware, limit(app))
  hooks.on('POST', paths, (c) => take(app, c, ask))
  hooks.all('*', (c) => problem(c, 404, 'not-found', 'There is nothing here. See docs/api.md.'))
  return hooks
}

function tokenOf(c: Context<Caller>): string | undefined {
  const [, basic = ''] = /^Basic +(\S{1,2000})$/i.exec(c.req.header('authorization') ?? '') ?? []
  const password = Buffer.from(basic, 'base64').toString().split(':').slice(1).join(':')
  return bearerOf(c) || password || c.req.param('token')
}

/** Mail in JSON is longer than it is; its own length is looked at once it is out of there. */
function limit({ env }: App) {
  return bodyLimit({
    maxSize: 2 * env.SMTP_MAX_BYTES + 65_536,
    onError: (c) => {
      c.header('Connection', 'close')
      return tooLarge(c as Context<Caller>, env.SMTP_MAX_BYTES)
    },
  })
}

function tooLarge(c: Context<Caller>, max: number): Response {
  return problem(c, 413, 'too-large', `A mail may have ${max} bytes at most (SMTP_MAX_BYTES).`)
}

async function take(app: App, c: Context<Caller>, ask: typeof askAmazon): Promise<Response> {
  const type = c.req.header('content-type') ?? ''
  const read = await readDelivered(Buffer.from(await c.req.arrayBuffer()), type, ask)
  if ('nothing' in read) return c.json({ mail: null, detail: read.nothing })
  if (read.raw.length > app.env.SMTP_MAX_BYTES) return tooLarge(c, app.env.SMTP_MAX_BYTES)
  if (read.raw.length === 0) throw new NotTaken('There is no mail in this request.')
  const mail = await keep(app, read, c.req.query('to'))
  app.log.info({ mail, bytes: read.raw.length, from: c.get('door').ip }, 'mail taken')
  return c.json({ mail })
}

/** @param usual the mailbox of mail that names none of ours */
function keep(app: App, { raw, from, to }: Delivered, usual = ''): Promise<MailId> {
  return perform(app, null, async (work) => {
    const ways = [
      () => ourMailboxes(work.tx, to),
      () => recipientsOf(work.tx, raw),
      () => ourMailboxes(work.tx, [usual]),
    ]
    for (const way of ways) {
      const found = await way()
      if (found.recipients.length === 0) continue
      const envelopeFrom = from && isSendable(from) ? from : senderOf(raw)
      // Whoever sent it spoke to the provider: there is no address of theirs to check.
      return acceptMail(work, { door: 'webhook', remoteAddress: null, envelopeFrom, ...found, raw })
    }
    throw new NotTaken(
      'This mail names no mailbox of this desk. Create it with `deskwire mailbox create`, or end the URL in ?to= and the mailbox such mail is for.',
    )
  })
}
