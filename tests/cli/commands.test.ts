import { expect } from 'vitest'
import { read } from '#core/app.ts'
import { agentByToken } from '#core/people/tokens.ts'
import { asOwner } from '#tests/support/database.ts'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

test('an operator sets the desk up: team, address, person, token', patient, async ({ desk }) => {
  const { deskwire, app } = desk
  expect(await deskwire(['team', 'create', '--name', 'Second line'])).toEqual({
    code: 0,
    out: 'The team Second line is there.\n',
    err: '',
  })
  const mailbox = await deskwire([
    'mailbox',
    'create',
    '--address',
    'second@desk.test',
    '--team',
    'second LINE',
    '--json',
  ])
  expect(JSON.parse(mailbox.out)).toMatchObject({
    id: expect.any(Number),
    address: 'second@desk.test',
  })

  const person = [
    'user',
    'create',
    '--email',
    'ana@desk.test',
    '--name',
    'Ana Ruiz',
    '--role',
    'lead',
  ]
  const wrong = await deskwire([...person, '--team', 'Nowhere'])
  expect(wrong).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('There are: Second line'),
  })
  const short = await deskwire([...person, '--password-stdin', '--json'], { input: 'short\n' })
  expect([short.code, JSON.parse(short.out)]).toMatchObject([
    1,
    { error: { code: 'wrong-input', message: expect.stringContaining('12 characters') } },
  ])
  const made = await deskwire([...person, '--team', 'Second line', '--password-stdin', '--json'], {
    input: 'correct horse battery\n',
  })
  expect(JSON.parse(made.out)).toMatchObject({
    email: 'ana@desk.test',
    role: 'lead',
    teams: ['Second line'],
  })

  const token = JSON.parse(
    (
      await deskwire([
        'token',
        'create',
        '--email',
        'ana@desk.test',
        '--scopes',
        'tickets:read,mails:read',
      ])
    ).out,
  )
  expect(Object.keys(token)).toEqual(['token'])
  const known = await read(app, null, (db) => agentByToken(db, token.token, { via: 'api' }))
  expect(known).toMatchObject({
    agent: { name: 'Ana Ruiz', role: 'lead' },
    scopes: ['tickets:read', 'mails:read'],
  })
  expect((await deskwire(['token', 'create', '--email', 'nobody@desk.test'])).code).toBe(1)
})

test('what is asked wrongly is told as that, in words and as JSON', patient, async ({ desk }) => {
  for (const args of [
    [],
    ['frobnicate'],
    ['team', 'create'],
    ['team', 'create', '--name', 'A', '--colour', 'red'],
    ['user', 'create', '--email', 'no address', '--name', 'A', '--role', 'agent'],
    ['user', 'create', '--email', 'a@b.test', '--name', 'A', '--role', 'king'],
    ['token', 'create', '--email', 'a@b.test', '--scopes', 'everything'],
    ['replay', 'x'],
  ]) {
    const { code, out } = await desk.deskwire([...args, '--json'])
    expect([args, code]).toEqual([args, 2])
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'wrong-usage', message: expect.any(String) },
    })
  }
  expect(await desk.deskwire(['audit', 'verify', 'x'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/^error: /),
  })
  for (const args of [
    ['--help'],
    ['user', '--help'],
    ['user', 'create', '--help'],
    ['help', 'ingest'],
  ])
    expect(await desk.deskwire(args)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: deskwire'),
      err: '',
    })
  expect((await desk.deskwire(['user', 'create', '--help'])).out).toContain('--json')
})

test('the audit is verified, and a broken chain is named', patient, async ({ desk }) => {
  const ticket = await desk.a.ticket()
  const whole = await desk.deskwire(['audit', 'verify', '--json'])
  expect([whole.code, JSON.parse(whole.out)]).toMatchObject([0, { ok: true, broken: [] }])
  await asOwner(desk.database.ownerUrl, async (owner) => {
    await owner.unsafe('alter table events disable trigger events_are_kept')
    await owner.unsafe(`delete from events where chain = 'ticket:${ticket}'`)
  })
  const broken = await desk.deskwire(['audit', 'verify'])
  expect(broken).toMatchObject({
    code: 1,
    out: expect.stringContaining(`ticket:${ticket}, event 1: removed at the end`),
    err: '',
  })
})

test(
  'settings that cannot be used are named, and a database can be brought up to date',
  patient,
  async ({ desk }) => {
    const wrong = await desk.deskwire(['migrate'], { HTTP_PORT: 'many' })
    expect(wrong).toMatchObject({ code: 1, out: '', err: expect.stringContaining('HTTP_PORT') })
    expect(await desk.deskwire(['migrate', '--json'])).toMatchObject({
      code: 0,
      out: '{"ok":true}\n',
      err: '',
    })
  },
)
