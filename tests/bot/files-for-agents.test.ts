import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { attachFile } from '#core/files/attach.ts'
import { markSensitive } from '#core/tickets/change.ts'
import { openTicket } from '#core/tickets/open.ts'
import { receiveMessage } from '#core/tickets/receive.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { test as base, cardIn } from './desk-in-slack.ts'

interface Given {
  filename: string
  content: string | Buffer
  inline?: boolean
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const log = { filename: 'log.txt', content: 'It broke.' }

/**
 * `mail`: a customer writes with files, on a ticket or to open one. `posted`: names of the files in the thread under the
 * card, message by message. `told`: the text of all in it.
 */
const test = base
  .extend('mail', ({ desk, slack }) => {
    desk.app.env.SLACK_FILE_HOSTS = [new URL(slack.url).host]
    return async (given: Given[], on?: TicketId) => {
      const attachments = await Promise.all(
        given.map(async ({ filename, content, inline = false }) => ({
          ...(await attachFile(desk.app.files, {
            filename,
            contentType: 'text/plain',
            content: Buffer.from(content),
          })),
          inline,
        })),
      )
      const asker = await desk.a.requester('customer@example.org')
      const said = {
        channel: 'email' as const,
        direction: 'inbound' as const,
        visibility: 'public' as const,
        authorId: asker.personId,
        authorAddress: asker.address,
        text: 'See the files',
        attachments,
      }
      return perform(desk.app, null, async (work) => {
        if (on) {
          await receiveMessage(work, await holdTicket(work, on), said)
          return on
        }
        const about = { subject: 'Broken', teamId: desk.home, requester: asker, first: said }
        return (await openTicket(work, about)).ticketId
      })
    }
  })
  .extend('posted', ({ slack }) => () => {
    const all = cardIn(slack).replies.map(({ raw }) => (raw.files ?? []) as { name: string }[])
    return all.filter((files) => files.length > 0).map((files) => files.map(({ name }) => name))
  })
  .extend(
    'told',
    ({ slack }) =>
      () =>
        JSON.stringify(cardIn(slack).replies.map(({ raw }) => raw)),
  )

test('agents see the files of a mail in its thread, once, though Slack fails in between', async ({
  desk,
  slack,
  mail,
  posted,
}) => {
  slack.fail('files.completeUploadExternal', { kind: 'broken', applied: true })
  await mail([log, { filename: 'screen.png', content: png, inline: true }])
  await desk.pass(30, 1)
  expect(posted()).toEqual([['log.txt', 'screen.png']])
  expect(slack.refusals()).toEqual([])
}, 30_000)

test('what could run, lies about itself or is an archive is named, with the way to the console', async ({
  desk,
  mail,
  posted,
  told,
}) => {
  const id = await mail([
    { filename: 'setup.exe', content: 'MZ' },
    { filename: 'invoice.pdf', content: Buffer.from(`7f454c46${'00'.repeat(60)}`, 'hex') },
    { filename: 'page.html', content: '<script>' },
    { filename: 'all.zip', content: Buffer.from('504b0304140000000000', 'hex') },
    log,
  ])
  await desk.pass(6)
  expect(posted()).toEqual([['log.txt']])
  expect(told()).toContain('Not shown here: setup.exe, invoice.pdf, page.html, all.zip. ')
  expect(told()).toContain(`"url":"https://desk.test/tickets/${id}","text":"Open in the console"`)
})

test('a picture that comes again with each mail is shown the first time', async ({
  desk,
  mail,
  posted,
}) => {
  const logo = { filename: 'logo.png', content: png, inline: true }
  const id = await mail([logo])
  await mail([logo, log], id)
  await desk.pass(8)
  expect(posted()).toEqual([['logo.png'], ['log.txt']])
})

test('the files of a ticket that becomes sensitive leave Slack, and later ones never come', async ({
  desk,
  slack,
  mail,
  posted,
}) => {
  const id = await mail([log])
  await desk.pass(5)
  expect(posted()).toEqual([['log.txt']])
  slack.fail('files.delete', { kind: 'broken', applied: true })
  await perform(desk.app, null, (work) => markSensitive(work, id, true))
  await mail([{ ...log, filename: 'more.txt' }], id)
  await desk.pass(30, 1)
  expect(posted()).toEqual([])
  expect([...slack.world.files.keys()]).toEqual([])
  expect((await desk.posts()).filter(({ state }) => state !== 'shown')).toEqual([])
}, 30_000)

test('files that do not get to Slack are given up with the reason, and what waits behind them is told', async ({
  desk,
  slack,
  mail,
  posted,
  told,
}) => {
  const id = await mail([log])
  desk.app.env.SLACK_FILE_HOSTS = ['files.example']
  await mail([], id)
  await desk.pass(90, 1)
  expect(posted()).toEqual([])
  const failed = (await desk.posts()).filter(({ state }) => state === 'failed')
  expect(failed).toMatchObject([
    { reason: expect.stringMatching(/SLACK_FILE_HOSTS does not name. They are in the console\.$/) },
  ])
  expect(told().match(/See the files/g)?.length).toBeGreaterThan(1)
  expect(slack.refusals()).toEqual([])
}, 60_000)

test('files that the bot has shared are not heard as a note, whatever Slack says of who shared them', async ({
  desk,
  slack,
  mail,
}) => {
  const id = await mail([log])
  await desk.pass(5)
  const [own] = slack
    .deliveries('message')
    .filter(({ body }) => (body.event as { files?: object[] }).files)
  if (!own) throw new Error('Slack told of no file')
  const {
    bot_id: _,
    bot_profile: __,
    app_id: ___,
    ...event
  } = own.body.event as object & {
    [field: string]: unknown
  }
  await slack.again({ body: { ...own.body, event_id: 'Ev-own', event } })
  await desk.pass(2)
  expect(await desk.said(id)).toHaveLength(1)
  expect(slack.calls('chat.postEphemeral')).toEqual([])
  expect(slack.refusals()).toEqual([])
})
