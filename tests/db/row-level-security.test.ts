import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read, type Tx, type Work } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import { suppressAddress } from '#core/mails/suppressions.ts'
import { saveTemplate } from '#core/mails/templates.ts'
import { firstTime } from '#core/once.ts'
import { inviteFirstAdmin } from '#core/people/first-admin.ts'
import { addToken } from '#core/people/tokens.ts'
import { keepChannel } from '#core/slack/channels.ts'
import { openHome } from '#core/slack/home.ts'
import { keepEvent } from '#core/slack/inbox.ts'
import { keepSlackPerson } from '#core/slack/people.ts'
import { tellSlack } from '#core/slack/tell.ts'
import { linkMessage } from '#core/slack/threads.ts'
import { connectWorkspace } from '#core/slack/workspaces.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { describeTicket } from '#core/tickets/fields.ts'
import { addMessage } from '#core/tickets/messages.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { calendars, holidays } from '#db/schema/calendars.ts'
import type { PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import { escalations, ladders } from '#db/schema/escalation.ts'
import { fields, macros } from '#db/schema/macros.ts'
import { blockedSenders, canaries, imapAccounts } from '#db/schema/mails.ts'
import { attachments, messageVersions } from '#db/schema/messages.ts'
import { notifications, surveys } from '#db/schema/notifications.ts'
import { agentSkills, decisions, ruleFirings, rules, skills } from '#db/schema/routing.ts'
import { dkimKeys } from '#db/schema/sending.ts'
import { slaClocks, slaEntries, slaPolicies } from '#db/schema/sla.ts'
import { watchers } from '#db/schema/tickets.ts'
import { versions } from '#db/schema/versions.ts'
import type { factories } from '#tests/support/factories.ts'
import { test } from '#tests/support/test.ts'

/** Tables without row policies, and why. Whoever adds a table decides here or gives it a row in the matrix. */
const withoutPolicies = {
  auth_users: 'read before anybody is known; no customer data',
  auth_sessions: 'read before anybody is known; no customer data',
  auth_accounts: 'read before anybody is known; no customer data',
  auth_verifications: 'read before anybody is known; no customer data',
  auth_rate_limits: 'read before anybody is known; no customer data',
}

type Sight = 'own' | 'other' | 'sensitive'
type Seat =
  | 'system'
  | 'admin'
  | 'auditor'
  | 'manager'
  | 'lead'
  | 'agent'
  | 'assignee'
  | 'watcher'
  | 'requester'
  | 'nobody'

/**
 * What each seat sees of the rows of a ticket (and of its children) in its own team, in another team, and of a
 * sensitive one in its own team. `assignee` and `watcher` are agents of another team with that one tie.
 */
const ofTickets: Record<Seat, Sight[]> = {
  system: ['own', 'other', 'sensitive'],
  admin: ['own', 'other', 'sensitive'],
  auditor: ['own', 'other', 'sensitive'],
  manager: ['own', 'sensitive'],
  lead: ['own'],
  agent: ['own'],
  assignee: ['sensitive'],
  watcher: ['sensitive'],
  requester: ['own', 'other', 'sensitive'], // All three are hers.
  nobody: [],
}

const everyoneOnStaff = Object.fromEntries(
  Object.keys(ofTickets).map((seat) => [seat, seat !== 'requester' && seat !== 'nobody']),
) as Record<Seat, boolean>
const onlyFor = (...seats: Seat[]) =>
  Object.fromEntries(
    Object.keys(ofTickets).map((seat) => [seat, seats.includes(seat as Seat)]),
  ) as Record<Seat, boolean>

/** Children of a ticket, and whether its requester sees them (the public part). */
const children = {
  tickets: true,
  messages: true,
  attachments: true,
  participants: true,
  events: true,
  outbound: false,
  metadata: false,
  watchers: false,
  slack_threads: false,
  slack_posts: false,
  slack_links: false,
  decisions: false,
  rule_firings: false,
  sla_entries: false,
  sla_clocks: false,
  escalations: false,
  notifications: false,
  surveys: false,
} as const

/** Tables that are not about one ticket: who sees the rows. */
const ofDesk: Record<string, Record<Seat, boolean>> = {
  agents: everyoneOnStaff,
  teams: everyoneOnStaff,
  memberships: everyoneOnStaff,
  mailboxes: everyoneOnStaff,
  receipts: everyoneOnStaff,
  tokens: onlyFor('system', 'admin', 'agent'), // The agent's own.
  invitations: onlyFor('system'),
  suppressions: everyoneOnStaff,
  templates: everyoneOnStaff,
  dkim_keys: onlyFor('system', 'admin'),
  blocked_senders: everyoneOnStaff,
  imap_accounts: onlyFor('system', 'admin'),
  canaries: everyoneOnStaff,
  slack_workspaces: onlyFor('system', 'admin', 'auditor'),
  slack_inbox: onlyFor('system', 'admin', 'auditor'),
  slack_people: everyoneOnStaff,
  slack_channels: everyoneOnStaff,
  slack_homes: onlyFor('system'),
  chain_heads: onlyFor('system', 'admin', 'auditor'),
  calendars: everyoneOnStaff,
  holidays: everyoneOnStaff,
  skills: everyoneOnStaff,
  agent_skills: everyoneOnStaff,
  desk_settings: everyoneOnStaff,
  rules: everyoneOnStaff,
  versions: everyoneOnStaff,
  sla_policies: everyoneOnStaff,
  ladders: everyoneOnStaff,
  macros: everyoneOnStaff,
  fields: everyoneOnStaff,
}

/** Told in tests of their own below. */
const apart = ['people', 'addresses', 'mails', 'message_versions']

test('every table has forced row level security, or a reason why not, and a place in this matrix', async ({
  app,
}) => {
  const tables = await rows<{ name: string; safe: boolean; policies: number }>(
    app,
    sql`select relname as name, relrowsecurity and relforcerowsecurity as safe,
      (select count(*)::int from pg_policy where polrelid = c.oid) as policies
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  )
  const bare = tables
    .filter((table) => !table.safe || table.policies === 0)
    .map((table) => table.name)
  expect(bare.sort()).toEqual(Object.keys(withoutPolicies).sort())
  expect(tables.map((table) => table.name).sort()).toEqual(
    [
      ...Object.keys(withoutPolicies),
      ...Object.keys(children),
      ...Object.keys(ofDesk),
      ...apart,
    ].sort(),
  )
})

test('the server runs as a role that owns nothing and cannot pass the policies', async ({
  app,
}) => {
  const [role] = await rows<Record<string, unknown>>(
    app,
    sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      has_schema_privilege(current_user, 'public', 'CREATE') as creates,
      (select count(*)::int from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = current_user`,
  )
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    creates: false,
    owned: 0,
  })
})

describe('rows of a ticket', () => {
  test.for(Object.keys(ofTickets) as Seat[])(
    'are seen by %s as the matrix says',
    async (seat, { app, a }) => {
      const desk = await furnish(app, a)
      for (const [table, requesterSees] of Object.entries(children)) {
        const column = table === 'tickets' ? 'id' : 'ticket_id'
        const seen = await as(
          app,
          desk,
          seat,
          sql`select distinct ${sql.raw(column)} as id from ${sql.raw(table)}`,
        )
        const names = seen.map((row) => desk.sightOf.get(row.id as TicketId)).filter(Boolean)
        const expected = seat === 'requester' && !requesterSees ? [] : ofTickets[seat]
        expect([table, ...names.sort()]).toEqual([table, ...[...expected].sort()])
      }
    },
  )

  test('a requester sees the public part of a conversation only', async ({ app, a }) => {
    const desk = await furnish(app, a)
    const seen = await as(app, desk, 'requester', sql`select visibility from messages`)
    expect(seen.map((row) => row.visibility)).not.toContain('internal')
    expect(seen.length).toBeGreaterThan(0)
  })
})

test('what a message said before is seen by staff who see its ticket', async ({ app, a }) => {
  const desk = await furnish(app, a)
  for (const [seat, sights] of Object.entries(ofTickets) as [Seat, Sight[]][]) {
    const seen = await as(app, desk, seat, sql`select 1 from message_versions`)
    expect([seat, seen.length]).toEqual([seat, seat === 'requester' ? 0 : sights.length])
  }
})

describe('rows of the desk', () => {
  test.for(Object.keys(ofTickets) as Seat[])(
    'are seen by %s as the matrix says',
    async (seat, { app, a }) => {
      const desk = await furnish(app, a)
      for (const [table, who] of Object.entries(ofDesk)) {
        const seen = await as(app, desk, seat, sql`select 1 from ${sql.raw(table)} limit 1`)
        expect([table, seen.length > 0]).toEqual([table, who[seat]])
      }
    },
  )
})

test.for<[Seat, ('own' | 'other')[]]>([
  ['system', ['own', 'other']],
  ['admin', ['own', 'other']],
  ['auditor', ['own', 'other']],
  ['manager', ['own']],
  ['agent', ['own']],
  ['assignee', []],
  ['requester', []],
  ['nobody', []],
])('mail that is in no ticket yet is seen by %s for %o', async ([seat, expected], { app, a }) => {
  const desk = await furnish(app, a)
  const seen = await as(app, desk, seat, sql`select team_ids[1] as id from mails`)
  expect(seen.map((row) => (row.id === desk.teams.own ? 'own' : 'other')).sort()).toEqual(
    [...expected].sort(),
  )
})

test('people are seen by those who share a ticket with them, and colleagues by all', async ({
  app,
  a,
}) => {
  const desk = await furnish(app, a)
  const hidden = await a.requester('hidden@example.org', 'Hidden')
  await a.ticket({ team: desk.teams.other, from: 'hidden@example.org' })
  for (const [seat, sees] of [
    ['agent', false],
    ['manager', false],
    ['admin', true],
    ['nobody', false],
  ] as const) {
    const seen = await as(
      app,
      desk,
      seat,
      sql`select p.id from people p join addresses a on a.person_id = p.id where p.id = ${hidden.personId}`,
    )
    expect([seat, seen.length > 0]).toEqual([seat, sees])
  }
  const colleague = desk.actors.manager.personId
  expect(
    await as(app, desk, 'agent', sql`select id from people where id = ${colleague}`),
  ).toHaveLength(1)
})

test('what one cannot see one cannot change either', async ({ app, a }) => {
  const desk = await furnish(app, a)
  for (const table of ['tickets', 'messages', 'metadata', 'outbound']) {
    const column = table === 'tickets' ? 'id' : 'ticket_id'
    const changed = await as(
      app,
      desk,
      'agent',
      sql`update ${sql.raw(table)} set ${sql.raw(table === 'metadata' ? "value = 'x'" : table === 'outbound' ? "reason = 'x'" : table === 'messages' ? "visible_text = 'x'" : "subject = 'x'")}
        where ${sql.raw(column)} = ${desk.tickets.other} returning 1 as done`,
      'write',
    )
    expect([table, changed.length]).toEqual([table, 0])
  }
})

test('a message cannot be slipped into a ticket one does not see', async ({ app, a }) => {
  const desk = await furnish(app, a)
  await expect(
    perform(app, desk.actors.agent, (work) =>
      addMessage(work, desk.tickets.other, {
        channel: 'api',
        direction: 'outbound',
        visibility: 'public',
        authorId: desk.actors.agent.personId,
        text: 'slipped in',
      }),
    ),
  ).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('the next user of a connection does not inherit who acted on it', async ({
  own: { app, a },
}) => {
  await a.ticket()
  await perform(app, await a.agent({ role: 'admin' }), async () => {})
  const seen = await app.db.transaction(async (tx: Tx) => [
    ...(await tx.execute(sql`select id from tickets`)),
  ])
  expect(seen).toEqual([])
})

async function furnish(app: App, a: ReturnType<typeof factories>) {
  const own = await a.homeTeam()
  const other = await a.team('Other')
  const actors = {
    admin: await a.agent({ role: 'admin', teams: [] }),
    auditor: await a.agent({ role: 'auditor', teams: [] }),
    manager: await a.agent({ role: 'manager' }),
    lead: await a.agent({ role: 'lead' }),
    agent: await a.agent(),
    assignee: await a.agent({ teams: [await a.team('Elsewhere')] }),
    watcher: await a.agent({ teams: [await a.team('Far away')] }),
  }
  const from = 'ada@example.org'
  const tickets = {
    own: await a.ticket({ from }),
    other: await a.ticket({ team: other, from }),
    sensitive: await a.ticket({ from }),
  }
  await perform(app, null, async (work) => {
    await connectSlack(work)
    for (const ticket of Object.values(tickets))
      await fill(app, work, ticket, actors.admin.personId)
    await markSensitive(work, tickets.sensitive, true)
    await work.tx.execute(
      sql`update tickets set assignee_id = ${actors.assignee.personId} where id = ${tickets.sensitive}`,
    )
    await work.tx.insert(watchers).values({
      ticketId: tickets.sensitive,
      personId: actors.watcher.personId,
      createdAt: work.now,
    })
    await firstTime(work, 'a receipt')
    await suppressAddress(work, 'gone@example.org', 'No such user')
    const key = { privateKey: Buffer.from('sealed'), publicKey: 'public', createdAt: work.now }
    await work.tx.insert(dkimKeys).values({ domain: 'desk.test', selector: 'first', ...key })
    await work.tx
      .insert(blockedSenders)
      .values({ pattern: '@spam.example', reason: '', addedAt: work.now })
    const mailbox = await mailboxOf(work.tx, 'help@desk.test')
    if (!mailbox) throw new Error('The home team has no mailbox')
    const { mailboxId } = mailbox
    await work.tx.insert(canaries).values({ mailboxId, sentAt: work.now })
    await work.tx.insert(imapAccounts).values({
      mailboxId,
      host: 'imap.example.org',
      port: 993,
      security: 'tls',
      username: 'help',
      password: Buffer.from('sealed'),
      folder: 'INBOX',
      createdAt: work.now,
    })
    const place = { teamId: null, language: 'en', kind: 'signature' } as const
    await saveTemplate(work, place, { subject: null, text: 'Yours' })
    await addToken(work, actors.agent.personId, { name: 'script', scopes: ['*'] })
    for (const address of ['help@desk.test', 'other@desk.test']) {
      const recipient = await mailboxOf(work.tx, address)
      await acceptMail(work, {
        door: 'email',
        remoteAddress: null,
        envelopeFrom: from,
        envelopeTo: [address],
        recipients: recipient ? [recipient] : [],
        raw: Buffer.from('Subject: unread\r\n\r\n'),
      })
    }
  })
  await perform(app, null, (work) => configure(work, actors.agent.personId))
  await perform(app, null, async (work) => {
    await work.tx.execute(sql`update agents set role = 'manager' where role = 'admin'`)
    await inviteFirstAdmin(work)
    await work.tx.execute(
      sql`update agents set role = 'admin' where person_id = ${actors.admin.personId}`,
    )
  })
  const [ada] = await rows<{ id: PersonId }>(
    app,
    sql`select set_config('desk.role', 'system', true), person_id as id from addresses where address = ${from}`,
  )
  const sightOf = new Map(Object.entries(tickets).map(([sight, id]) => [id, sight as Sight]))
  return {
    actors,
    tickets,
    teams: { own, other } as Record<'own' | 'other', TeamId>,
    sightOf,
    requester: ada?.id,
  }
}

/** A row in each table that says how the desk works. */
async function configure({ tx, now }: Work, personId: PersonId) {
  const [calendar] = await tx
    .insert(calendars)
    .values({ name: 'Office', timeZone: 'UTC', hours: {}, createdAt: now })
    .returning()
  if (!calendar) throw new Error('No calendar was made')
  const day = { calendarId: calendar.id, day: '2026-12-25', name: 'Christmas', imported: false }
  await tx.insert(holidays).values(day)
  await tx.insert(skills).values({ name: 'billing', createdAt: now })
  await tx.insert(agentSkills).values({ personId, skill: 'billing', level: 3 })
  const made = { version: 1, createdAt: now, changedAt: now }
  await tx
    .insert(rules)
    .values({ name: 'First', position: 1, enabled: true, definition: {}, ...made })
  await tx
    .insert(versions)
    .values({ subject: 'rule:1', version: 1, definition: {}, changedAt: now })
  await tx
    .insert(slaPolicies)
    .values({ name: 'All', position: 1, enabled: true, targets: {}, ...made })
  await tx.insert(ladders).values({ name: 'Usual', steps: [], ...made })
  const changed = { createdAt: now, changedAt: now }
  await tx.insert(macros).values({ name: 'Thanks', text: 'Thanks', actions: {}, ...changed })
  await tx
    .insert(fields)
    .values({ key: 'order', label: 'Order', type: 'text', position: 1, createdAt: now })
}

/** A workspace with a channel and somebody in it, and something it told. */
async function connectSlack(work: Work) {
  await connectWorkspace(work, {
    id: 'T0ACME',
    name: 'Acme',
    url: 'https://acme.slack.com/',
    appId: null,
    botUserId: 'U0BOT',
    scopes: [],
    token: null,
  })
  await keepChannel(work, {
    workspaceId: 'T0ACME',
    id: 'C0HELP',
    name: 'help',
    isPrivate: false,
    isArchived: false,
    isMember: true,
  })
  await keepSlackPerson(work, {
    workspaceId: 'T0ACME',
    userId: 'U0ADA',
    name: 'Ada',
    picture: null,
    email: null,
    isBot: false,
    isRestricted: false,
    isStranger: false,
    isDeleted: false,
  })
  await keepEvent(work, { key: 'Ev1', kind: 'message', payload: {} })
  await openHome(work, { workspaceId: 'T0ACME', userId: 'U0ADA' })
}

const place = { workspaceId: 'T0ACME', channelId: 'C0HELP' }

/** A row for the ticket in each of its children. */
async function fill(
  app: App,
  work: Parameters<Parameters<typeof perform>[2]>[0],
  ticket: TicketId,
  watcher: PersonId,
) {
  const messageId = await replyToTicket(work, ticket, {
    text: 'An answer',
    undoSeconds: app.env.UNDO_SECONDS,
  })
  await addMessage(work, ticket, {
    channel: 'console',
    direction: 'outbound',
    visibility: 'internal',
    authorId: null,
    text: 'A secret',
  })
  await work.tx.insert(attachments).values({
    ticketId: ticket,
    messageId,
    filename: 'a.txt',
    contentType: 'text/plain',
    size: 1,
    sha256: '0',
    inline: false,
  })
  await work.tx
    .insert(watchers)
    .values({ ticketId: ticket, personId: watcher, createdAt: work.now })
  await describeTicket(work, ticket, { order: '8812' })
  const of = { ticketId: ticket }
  const { now } = work
  await work.tx
    .insert(decisions)
    .values({ ...of, kind: 'rules', words: 'No rule', details: {}, at: now })
  const [rule] = await work.tx
    .insert(rules)
    .values({
      name: 'Later',
      position: 2,
      enabled: false,
      definition: {},
      version: 1,
      createdAt: now,
      changedAt: now,
    })
    .returning()
  if (rule)
    await work.tx.insert(ruleFirings).values({ ...of, ruleId: rule.id, version: 1, at: now })
  const clock = { ...of, target: 'resolution', round: 1 } as const
  await work.tx
    .insert(slaEntries)
    .values({ ...clock, kind: 'start', minutes: 60, at: now, reason: 'opened' })
  await work.tx
    .insert(slaClocks)
    .values({ ...clock, state: 'running', minutes: 60, startedAt: now })
    .onConflictDoNothing()
  await work.tx.insert(escalations).values({ ...of, reason: 'It waits', startedAt: now })
  await work.tx.insert(notifications).values({
    ...of,
    key: `test:${ticket}`,
    slackChannel: 'C0HELP',
    kind: 'escalated',
    details: {},
    notBefore: now,
    createdAt: now,
  })
  const team = sql<TeamId>`(select team_id from tickets where id = ${ticket})`
  await work.tx.insert(surveys).values({ ...of, teamId: team, askedAt: now })
  await work.tx.insert(messageVersions).values({
    messageId,
    version: 1,
    text: 'An anser',
    visibleText: 'An anser',
    changedAt: now,
  })
  await tellSlack(work, ticket, place)
  await linkMessage(work, { ...place, ts: `${ticket}.1` }, ticket, messageId)
}

/** Asks as somebody sitting in that seat. */
async function as(
  app: App,
  desk: Awaited<ReturnType<typeof furnish>>,
  seat: Seat,
  statement: ReturnType<typeof sql>,
  how: 'read' | 'write' = 'read',
): Promise<Record<string, unknown>[]> {
  if (seat === 'requester' || seat === 'nobody')
    return app.db.transaction(async (tx: Tx) => {
      const role = seat === 'nobody' ? '' : 'requester'
      await tx.execute(
        sql`select set_config('role', 'none', true), set_config('desk.role', ${role}, true), set_config('desk.person', ${String(desk.requester)}, true), set_config('desk.teams', '{}', true)`,
      )
      return [...(await tx.execute(statement))]
    })
  const actor: Agent | null = seat === 'system' ? null : desk.actors[seat]
  if (how === 'write')
    return perform(app, actor, async (work) => [...(await work.tx.execute(statement))])
  return read(app, actor, async (db) => [...(await db.execute(statement))])
}

async function rows<Row>(app: App, statement: ReturnType<typeof sql>): Promise<Row[]> {
  return app.db.transaction(async (tx: Tx) => [...(await tx.execute(statement))] as Row[])
}
