import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { startConsole } from '#console/server.ts'
import { perform, read } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { changeRole } from '#core/people/change-role.ts'
import { deactivateAgent } from '#core/people/deactivate.ts'
import { events } from '#db/schema/events.ts'
import { authAccounts, authRateLimits } from '#db/schema/sign-in.ts'
import { Browser, password, test } from '#tests/support/http.ts'

test('the right password gives a session that scripts cannot read', async ({ web }) => {
  const { email } = await web.member()
  const browser = web.browser()

  const answer = await browser.signIn(email.toUpperCase())

  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ ok: true })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^deskwire\.session_token=/)
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; SameSite=Lax/)
  expect(cookie).toMatch(/; Max-Age=1209600/)
  expect((await browser.get('/live', {}, { method: 'HEAD' })).status).toBe(200)
})

test('the cookie is for this host and https alone when the public address is https', async ({
  own,
}) => {
  const app = { ...own.app, env: { ...own.app.env, PUBLIC_URL: 'https://desk.example/' } }
  const site = await startConsole(app)
  const agent = {
    email: 'ana@desk.test',
    name: 'Ana',
    role: 'agent' as const,
    teamIds: [],
    password,
  }
  await perform(app, null, (work) => addAgent(work, agent))
  const browser = new Browser(`http://127.0.0.1:${site.port}`, { Origin: 'https://desk.example' })

  const answer = await browser.post(
    '/api/auth/sign-in/email',
    { email: agent.email, password },
    { Origin: 'https://desk.example' },
  )

  expect(site.url).toBe('https://desk.example')
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-deskwire\.session_token=.*; Secure/)
  expect(answer.headers.getSetCookie()[0]).not.toMatch(/Domain/)
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000')
  expect((await browser.get('/live', {}, { method: 'HEAD' })).status).toBe(200)
  await site.close()
})

test('an address needs no dot', async ({ web }) => {
  await perform(web.app, null, (work) =>
    addAgent(work, { email: 'ana@localhost', name: 'Ana', role: 'agent', teamIds: [], password }),
  )

  expect((await web.browser().signIn('ana@localhost')).status).toBe(200)
})

test('a wrong password, an unknown address and a deactivated agent get one answer', async ({
  web,
}) => {
  await web.member({ role: 'admin' })
  const { email, agent } = await web.member()
  const gone = await web.member()
  await perform(web.app, null, (work) => deactivateAgent(work, gone.agent.personId))
  const browser = web.browser()

  const answers = [
    await browser.signIn(email, 'not the password'),
    await browser.signIn('nobody@desk.test', 'not the password'),
    await browser.signIn(gone.email),
  ]

  expect(agent.role).toBe('agent')
  expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401])
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
  expect(browser.cookies.size).toBe(0)
})

test('ten wrong passwords make an account wait, also with the right one, and no other account', async ({
  web,
}) => {
  const { email } = await web.member()
  const other = await web.member()
  const browser = web.browser()

  const wrong = await Promise.all(
    Array.from({ length: 14 }, () => browser.signIn(email, 'not the password')),
  )
  const right = await browser.signIn(email)

  expect(wrong.filter((answer) => answer.status === 401)).toHaveLength(10)
  expect(right.status).toBe(429)
  expect(await right.json()).toEqual({
    message: 'There were too many wrong passwords. Wait 15 minutes, then try again.',
  })
  expect((await browser.signIn(other.email)).status).toBe(200)

  web.pass(15)
  expect((await browser.signIn(email)).status).toBe(200)
})

test('the right password forgets the wrong ones before it', async ({ web }) => {
  const { email } = await web.member()
  const browser = web.browser()

  for (let round = 0; round < 2; round += 1) {
    for (let wrong = 0; wrong < 9; wrong += 1) await browser.signIn(email, 'not the password')
    expect((await browser.signIn(email)).status).toBe(200)
  }
})

test('fifty wrong passwords make a network address wait, whatever X-Forwarded-For it invents', async ({
  web,
}) => {
  const tries = Array.from({ length: 52 }, (_, place) =>
    web
      .browser({ 'X-Forwarded-For': `198.51.100.${place}` })
      .signIn(`nobody${place}@desk.test`, 'not the password'),
  )

  const statuses = (await Promise.all(tries)).map((answer) => answer.status)

  expect(statuses.filter((status) => status === 401)).toHaveLength(50)
  expect(statuses.filter((status) => status === 429)).toHaveLength(2)
})

test('neither passwords nor what was typed as an address are in the database in clear', async ({
  web,
}) => {
  const { email } = await web.member()
  await web.browser().signIn('my password in the wrong field', 'x')
  await web.browser().signIn(email)

  const accounts = await web.app.signIns.select().from(authAccounts)
  const counts = await web.app.signIns.select().from(authRateLimits)

  expect(accounts[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(JSON.stringify([accounts, counts])).not.toContain('password in the wrong field')
  expect(JSON.stringify([accounts, counts])).not.toContain(password)
})

test('nobody signs up, and the library offers nothing else', async ({ web }) => {
  const browser = await web.signedIn()

  for (const path of [
    'sign-up/email',
    'update-user',
    'change-email',
    'delete-user',
    'link-social',
    'ok',
    'error',
    'sign-in/social',
  ])
    expect((await browser.post(`/api/auth/${path}`, { email: 'eve@desk.test' })).status, path).toBe(
      404,
    )
})

test('each sign-in is a new session, and signing out ends it', async ({ web }) => {
  const { email } = await web.member()
  const browser = web.browser()
  await browser.signIn(email)
  const first = [...browser.cookies.values()]
  await browser.signIn(email)
  const stolen = new Map(browser.cookies)
  expect([...browser.cookies.values()]).not.toEqual(first)

  await browser.post('/api/auth/sign-out')

  expect(browser.cookies.size).toBe(0)
  for (const [name, value] of stolen) browser.cookies.set(name, value)
  expect((await browser.get('/live')).status).toBe(401)
})

test('an agent sees their own sessions and ends one of them', async ({ web }) => {
  const { email } = await web.member()
  const [here, elsewhere] = [
    web.browser({ 'User-Agent': 'here' }),
    web.browser({ 'User-Agent': 'elsewhere' }),
  ]
  await here.signIn(email)
  await elsewhere.signIn(email)

  const sessions: { token: string; userAgent: string; ipAddress: string }[] = await (
    await here.get('/api/auth/list-sessions')
  ).json()
  const token = sessions.find((session) => session.userAgent === 'elsewhere')?.token
  await here.post('/api/auth/revoke-session', { token })

  expect(sessions.map((session) => session.ipAddress)).toEqual(['127.0.0.1', '127.0.0.1'])
  expect((await elsewhere.get('/live')).status).toBe(401)
  expect((await here.get('/live', {}, { method: 'HEAD' })).status).toBe(200)
})

test("nobody ends another agent's session", async ({ web }) => {
  const [ana, ben] = [await web.signedIn(), await web.signedIn()]
  const [session] = await (await ben.get('/api/auth/list-sessions')).json()

  await ana.post('/api/auth/revoke-session', { token: session.token })

  expect((await ben.get('/live', {}, { method: 'HEAD' })).status).toBe(200)
})

test('a new password ends the other sessions and needs the old one', async ({ web }) => {
  const { email } = await web.member()
  const [here, elsewhere] = [web.browser(), web.browser()]
  await here.signIn(email)
  await elsewhere.signIn(email)
  const change = (currentPassword: string) =>
    here.post('/api/auth/change-password', { currentPassword, newPassword: 'a new long password' })

  expect((await change('not the password')).status).toBe(401)
  expect((await change(password)).status).toBe(200)

  expect((await elsewhere.get('/live')).status).toBe(401)
  expect((await here.get('/live', {}, { method: 'HEAD' })).status).toBe(200)
  expect((await web.browser().signIn(email, 'a new long password')).status).toBe(200)
})

test('another role ends the sessions, in one commit with the event that says so', async ({
  web,
}) => {
  const admin = await web.signedIn({ role: 'admin' })
  const browser = await web.signedIn()
  const { personId } = browser.agent

  await perform(web.app, admin.agent, (work) => changeRole(work, personId, 'lead'))

  expect((await browser.get('/live')).status).toBe(401)
  const [event] = await read(web.app, null, (db) =>
    db.select().from(events).where(eq(events.kind, 'role_changed')),
  )
  expect(event).toMatchObject({
    chain: `person:${personId}`,
    actorId: admin.agent.personId,
    details: { changes: { role: ['agent', 'lead'] } },
  })
})

test('a deactivated agent is out at once, and the only admin cannot be removed or demoted', async ({
  web,
}) => {
  const admin = await web.signedIn({ role: 'admin' })
  const browser = await web.signedIn()

  await perform(web.app, admin.agent, (work) => deactivateAgent(work, browser.agent.personId))

  expect((await browser.get('/live')).status).toBe(401)
  const alone = { code: 'not-allowed', message: /only admin/ }
  const { personId } = admin.agent
  const remove = perform(web.app, admin.agent, (work) => deactivateAgent(work, personId))
  await expect(remove).rejects.toMatchObject({ code: alone.code })
  const demote = perform(web.app, admin.agent, (work) => changeRole(work, personId, 'agent'))
  await expect(demote).rejects.toMatchObject({ code: alone.code })
})

test('only admins change who may do what', async ({ web }) => {
  const manager = await web.signedIn({ role: 'manager' })
  const { agent } = await web.member()

  await expect(
    perform(web.app, manager.agent, (work) => changeRole(work, agent.personId, 'admin')),
  ).rejects.toMatchObject({ code: 'not-allowed' })
})
