import type { Command } from 'commander'
import { sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { read } from '#core/app.ts'
import { readEnv } from '#core/env.ts'
import { hasAdmin } from '#core/people/first-admin.ts'
import { operatorProblem } from '#core/problem.ts'
import { type Desk, openDesk } from '#core/start.ts'
import { allMailboxes } from '#core/teams/teams.ts'
import { answer, type Options } from './answer.ts'

interface Finding {
  check: string
  ok: boolean
  words: string
}

export function defineDoctor(doctor: Command): void {
  doctor.action((given: Options) =>
    answer(given, async () => {
      const findings = await examine()
      const ok = findings.every((finding) => finding.ok)
      const lines = findings.map(
        (finding) => `${finding.ok ? 'ok ' : 'BAD'}  ${finding.check.padEnd(10)} ${finding.words}`,
      )
      return { words: lines.join('\n'), json: { ok, checks: findings }, failed: !ok }
    }),
  )
}

/** Each check needs the ones before it: without settings there is no database, and without that nothing more. */
async function examine(): Promise<Finding[]> {
  const findings: Finding[] = []
  try {
    const env = readEnv()
    findings.push(good('settings', 'can be used'))
    const desk = await openDesk({ ...env, LOG_LEVEL: 'silent' })
    try {
      findings.push(...(await examineDesk(desk)))
    } finally {
      await desk.close()
    }
  } catch (error) {
    const problem = operatorProblem(error)
    if (!problem) throw error
    findings.push(bad(findings.length === 0 ? 'settings' : 'database', problem))
  }
  return findings
}

async function examineDesk({ app }: Desk): Promise<Finding[]> {
  const { version, mighty, boxes, admin } = await read(app, null, async (db) => {
    const [row] = await db.execute<{ version: string; mighty: boolean }>(
      sql`select current_setting('server_version') as version, rolsuper or rolbypassrls as mighty
        from pg_roles where rolname = current_user`,
    )
    return { ...row, boxes: await allMailboxes(db), admin: await hasAdmin(db) }
  })
  return [
    good(
      'database',
      `PostgreSQL ${version}, ${app.env.DATABASE_URL ? 'yours' : 'embedded'}, up to date`,
    ),
    mighty === false
      ? good('roles', 'row level security holds for the desk')
      : bad(
          'roles',
          'the login of the desk passes row level security: take SUPERUSER and BYPASSRLS from it',
        ),
    boxes.length > 0
      ? good('mailboxes', boxes.map(({ address }) => address).join(', '))
      : bad('mailboxes', 'there is none: `deskwire mailbox create` adds one'),
    admin
      ? good('admin', 'there is one')
      : bad('admin', 'there is none: open the set-up link that `deskwire start` prints'),
    await examineRelay(app.env.SMTP_URL),
  ]
}

async function examineRelay(url: string | undefined): Promise<Finding> {
  if (!url) return good('relay', 'none, so mail waits in the outbox until SMTP_URL names one')
  const { host } = new URL(url)
  const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000 }
  const relay = createTransport({ url, ...patience })
  try {
    await relay.verify()
    return good('relay', `${host} answers and lets us in`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return bad('relay', `${host} does not take mail from us (${why}): check SMTP_URL`)
  } finally {
    relay.close()
  }
}

function good(check: string, words: string): Finding {
  return { check, ok: true, words }
}

function bad(check: string, words: string): Finding {
  return { check, ok: false, words }
}
