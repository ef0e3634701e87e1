import { asc } from 'drizzle-orm'
import { mailboxes } from '#db/schema/teams.ts'
import { type App, read } from './app.ts'

interface Doors {
  dataDir: string
  http: { url: string } | undefined
  smtp: { port: number } | undefined
  token: string | null | undefined // Of the set-up link; null: there is an admin.
}

/** What to open, where to send a mail, and where things are kept, in plain words. */
export async function explainStart(
  app: App,
  { dataDir, http, smtp, token }: Doors,
): Promise<string> {
  const [mailbox] = await read(app, null, (db) =>
    db.select({ address: mailboxes.address }).from(mailboxes).orderBy(asc(mailboxes.id)).limit(1),
  )
  const lines = [
    http && `Console    ${http.url}`,
    http && token && `Set up     ${http.url}/setup?token=${token}`,
    http && token && '           Open this link once to make yourself the first admin.',
    smtp &&
      `Mail in    ${mailbox?.address ?? 'no mailbox yet'} by SMTP on ${app.env.DESKWIRE_HOST}:${smtp.port}`,
    `Mail out   ${app.env.SMTP_URL ? `by ${new URL(app.env.SMTP_URL).host}` : 'waits in the outbox until SMTP_URL names a relay'}`,
    `Database   ${app.env.DATABASE_URL ? `yours, ${new URL(app.env.DATABASE_URL).host}` : 'embedded PostgreSQL'}`,
    `Data       ${dataDir}`,
  ]
  return `\nDeskwire is running.\n\n${lines
    .filter(Boolean)
    .map((line) => `  ${line}\n`)
    .join('')}\nCtrl-C stops it.\n\n`
}
