import { describe, expect, test as pure } from 'vitest'
import { type App, perform } from '#core/app.ts'
import { blockSender } from '#core/mails/blocked-senders.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { parseMail } from '#ingest/mail/parse.ts'
import { spamVerdict } from '#ingest/mail/spam-verdict.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/test.ts'
import { allTickets, answered, latest, opened } from './placed.ts'

const block = (app: App, sender: string, reason = '') =>
  perform(app, null, (work) => blockSender(work, sender, reason))
const flagged = { 'X-Spam-Flag': 'YES' }

/** Mail that comes in by the real door, read to its end. */
async function desk(app: App) {
  const door = await mailer(app)
  return async (mail: Parameters<typeof door.send>[0]) => {
    await door.send(mail)
    await drain(app)
    return latest(app)
  }
}

describe('the verdict of a filter before us', () => {
  pure.each([
    'X-Spam-Flag: YES',
    'X-Spam-Status: Yes, score=8.1 required=5.0 tests=BAYES_99',
    'X-Spam: Yes',
    'X-Spamd-Result: default: True [17.20 / 15.00];\r\n ARC_NA(0.00)[]',
    'X-Rspamd-Action: add header',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SRV:;SFV:SPM;CAT:SPM;',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1; SCL:9; CAT:HPHSH',
    'X-Microsoft-Antispam: BCL:0;SCL:6;',
    'X-MS-Exchange-Organization-SCL: 9',
    'X-Proofpoint-Spam-Details: rule=spam policy=default score=100',
    'X-Proofpoint-Spam-Details: rule=inbound_spam_definite policy=inbound',
    'X-Barracuda-Spam-Flag: YES',
    'X-SES-Spam-Verdict: FAIL',
    'X-SES-Virus-Verdict: FAIL',
    'X-Mailgun-Sflag: Yes',
    'X-CMAE-Verdict: spam',
    'X-VR-SPAMSTATE: SPAM',
    'X-Bogosity: Spam, tests=bogofilter',
  ])('%s', async (field) => {
    const [name = ''] = field.toLowerCase().split(':')
    expect(await verdictOn(field)).toContain(name)
  })

  pure.each([
    '',
    'X-Spam-Flag: NO',
    'X-Spam-Status: No, score=-0.2 required=6.31 tests=[YES_IT_IS=1]',
    'X-Spamd-Result: default: False [2.10 / 15.00]; SPAM_TRUE(1.00)[true]',
    'X-Rspamd-Action: no action',
    'X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:1;SFV:NSPM;CAT:NONE;',
    'X-Forefront-Antispam-Report-Untrusted: SFV:SPM;SCL:9;',
    'X-Microsoft-Antispam: BCL:9;PCL:0;RULEID:(5000109)(710020);',
    'X-MS-Exchange-Organization-SCL: -1',
    'X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 spamscore=0',
    'X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound',
    'X-IronPort-Anti-Spam-Filtered: true',
    'X-SES-Spam-Verdict: GRAY',
    'X-Mailgun-Sflag: No',
    'Subject: X-Spam-Flag: YES',
    'X-Spam-Flag: NO\r\nX-Spam-Flag: YES',
  ])('nothing is made of: %s', async (field) => {
    expect(await verdictOn(field)).toBeNull()
  })

  async function verdictOn(field: string) {
    const header = [field, 'From: ada@example.org'].filter(Boolean).join('\r\n')
    return spamVerdict(await parseMail(Buffer.from(`${header}\r\n\r\nHello`)))
  }
})

test('the mail of a blocked sender is spam, and opens nothing', async ({ app, a }) => {
  await a.homeTeam()
  await block(app, '@shop.example', 'Sells watches')
  const send = await desk(app)
  expect(await send({ from: 'Eve <Eve@Mail.Shop.Example>', subject: 'Cheap' })).toMatchObject({
    state: 'spam',
    reason: 'Its sender is blocked by @shop.example (Sells watches).',
    sender: 'Eve@mail.shop.example',
    ticketId: null,
  })
  expect(await allTickets(app)).toEqual([])
})

test('so is the post of a blocked mailing list', async ({ app, a }) => {
  await a.homeTeam()
  await block(app, 'news@lists.example')
  const send = await desk(app)
  const list = { 'List-Id': 'News <news.lists.example>' }
  expect(await send({ headers: list })).toMatchObject({ state: 'spam' })
})

test('somebody who takes part is heard, whatever a filter says, until they are blocked', async ({
  app,
  a,
}) => {
  await a.homeTeam()
  const agent = await a.agent()
  const send = await desk(app)
  await send({ subject: 'Stuck' })
  const reply = await answered(app, agent, await opened(app))

  expect(
    await send({ inReplyTo: reply.messageId, text: 'Still stuck', headers: flagged }),
  ).toMatchObject({ state: 'appended' })
  expect(await send({ to: reply.address, text: 'And now?', headers: flagged })).toMatchObject({
    state: 'appended',
  })
  expect(
    await send({ from: 'eve@evil.example', inReplyTo: reply.messageId, headers: flagged }),
  ).toMatchObject({ state: 'spam', reason: expect.stringContaining('x-spam-flag') })
  expect(await send({ subject: 'Another matter', headers: flagged })).toMatchObject({
    state: 'spam',
  })
  const guess = { subject: `Re: [#${await opened(app)}] Stuck`, text: 'Buy', headers: flagged }
  expect(await send(guess)).toMatchObject({ state: 'spam' })

  await block(app, 'ada@example.org')
  expect(await send({ inReplyTo: reply.messageId, text: 'Hello?' })).toMatchObject({
    state: 'spam',
    reason: 'Its sender is blocked by ada@example.org.',
  })
})

test('a mailbox that was made below a blocked domain is not blocked', async ({ app, a }) => {
  const teamId = await a.homeTeam()
  await block(app, '@later.example')
  await perform(app, null, (work) =>
    addMailbox(work, { address: 'help@later.example', name: 'Help', teamId }),
  )
  const send = await desk(app)
  expect(await send({ from: 'help@later.example' })).toMatchObject({ state: 'loop' })
})

test('who sent a mail is found out as it is read, and stays on the ledger', async ({ app, a }) => {
  await a.homeTeam()
  const relay = { MAIL_TRUSTED_RELAYS: ['127.0.0.0/8'], MAIL_AUTHSERV_ID: 'mx.desk.test' }
  const relayed = { ...app, env: { ...app.env, ...relay } }
  const published: Record<string, string> = { '_dmarc.bank.example': 'v=DMARC1; p=reject' }
  const zone: App['dns'] = async (name) => {
    const record = published[name]
    if (record) return [[record]]
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  }
  const said = (what: string) => ({
    'Authentication-Results': `mx.desk.test; spf=${what} smtp.mailfrom=bank.example`,
  })
  const send = await desk({ ...relayed, dns: zone })
  const from = 'Ceo <ceo@bank.example>'
  expect(await send({ from, text: 'One', headers: said('pass') })).toMatchObject({
    state: 'opened',
    authentication: {
      ...{
        spf: 'pass',
        dkim: 'none',
        dmarc: 'pass',
        arc: 'none',
        proven: true,
        by: 'mx.desk.test',
      },
    },
  })
  expect(await send({ from, text: 'Two', headers: said('fail') })).toMatchObject({
    state: 'spam',
    reason: expect.stringContaining('asks to reject'),
    authentication: { spf: 'fail', dmarc: 'fail', proven: false },
  })
  expect(await send({ from, text: 'Three' })).toMatchObject({
    state: 'opened',
    authentication: { spf: 'none', dmarc: 'none', proven: false, by: 'deskwire' },
  })
  expect(await ledger(app)).toHaveLength(3)
})
