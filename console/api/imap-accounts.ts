import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, type Reader, read } from '#core/app.ts'
import {
  addImapAccount,
  allImapAccounts,
  portFor,
  removeImapAccount,
} from '#core/mails/imap-accounts.ts'
import { refuse } from '#core/refusal.ts'
import type { ImapAccountId } from '#db/schema/columns.ts'
import { transportSecurity } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, done, lists } from './answers.ts'
import { byId, email, line } from './input.ts'
import { change, make } from './unit.ts'

const admins = { tags: ['Desk'], ...needs('*', ['admin']) }
const security = z.enum(transportSecurity.enumValues)
const time = z.iso.datetime()

const ImapAccount = z
  .object({
    id: z.int(),
    mailbox: z.string(),
    host: z.string(),
    port: z.int(),
    security,
    username: z.string(),
    folder: z.string(),
    checkedAt: time.nullable(),
    problem: z.string().nullable(),
    createdAt: time,
  })
  .openapi('ImapAccount')

const NewImapAccount = z
  .strictObject({
    mailbox: email.openapi({ description: 'For mail that names no mailbox of yours.' }),
    host: line(253),
    port: z.int().min(1).max(65_535).optional(),
    security: security.default('tls'),
    username: line(500),
    password: line(500),
    folder: line(500).default('INBOX'),
    fromNow: z
      .boolean()
      .optional()
      .openapi({ description: 'True: what lies there already is left there.' }),
  })
  .openapi('NewImapAccount')

const list = createRoute({
  ...admins,
  method: 'get',
  path: '/imap-accounts',
  summary: 'Folders that mail is fetched from, and how they fare; for admins',
  responses: lists(ImapAccount, 'All of them, without passwords.'),
})

const add = createRoute({
  ...admins,
  method: 'post',
  path: '/imap-accounts',
  summary: 'Fetch mail from a folder every minute; for admins',
  request: { body: body(NewImapAccount) },
  responses: creates(ImapAccount, 'The account.'),
})

const remove = createRoute({
  ...admins,
  method: 'delete',
  path: '/imap-accounts/{id}',
  summary: 'Fetch no more from a folder; for admins',
  request: { params: byId<ImapAccountId>() },
  responses: done('It is gone; mail that has come stays.'),
})

export function imapAccountRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) =>
    c.json({ items: await read(app, c.get('as'), accountsShown) }, 200),
  )

  api.openapi(add, async (c) => {
    const given = c.req.valid('json')
    const account = await make(
      app,
      c,
      async (work) => {
        const port = given.port ?? portFor(given.security)
        return { id: await addImapAccount(work, { ...given, port }) }
      },
      async (db, { id }) => (await accountsShown(db)).find((each) => each.id === id),
    )
    return c.json(account ?? refuse('not-found', { what: 'IMAP account' }), 201)
  })

  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => removeImapAccount(work, id))
    return c.body(null, 204)
  })
}

async function accountsShown(db: Reader) {
  const accounts = await allImapAccounts(db)
  return accounts.map((account) => ({
    ...account,
    checkedAt: account.checkedAt?.toISOString() ?? null,
    createdAt: account.createdAt.toISOString(),
  }))
}
