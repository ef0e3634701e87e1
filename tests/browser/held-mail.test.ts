import { vi } from 'vitest'
import { perform } from '#core/app.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { readConversation } from '#core/tickets/story.ts'
import { drain } from '#tests/support/jobs.ts'
import { mailer } from '#tests/support/mail.ts'
import { test } from '#tests/support/page.ts'

vi.setConfig({ testTimeout: 60_000 })

test('a held mail is put into its ticket, another is spam, and somebody in Cc joins', async ({
  web,
  me,
  page,
}) => {
  const ticket = await web.a.ticket({ from: 'ada@example.org' })
  const reply = await perform(web.app, me.agent, async (work) => {
    await replyToTicket(work, ticket, { text: 'Where?', undoSeconds: 0 })
    const { items } = await readConversation(work.tx, ticket)
    return `<${items.at(-1)?.headerMessageId}>`
  })
  const { send } = await mailer(web.app)
  const to = 'help@desk.test, carol@example.org'
  const envelope = { from: 'x@example.org', to: 'help@desk.test' }
  await send({ from: 'bob@example.org', subject: 'I know why', inReplyTo: reply, to, envelope })
  await send({ from: 'eve@evil.test', subject: 'Buy now', inReplyTo: reply })
  await drain(web.app)

  await page.goto(`${web.site.url}/mails?state=held`)
  const row = (subject: string) => page.getByRole('row', { name: new RegExp(subject) })
  await row('Buy now').getByRole('button', { name: 'Spam' }).click()
  await page.getByRole('menuitem', { name: 'And block eve@evil.test' }).click()
  await page.getByText('It is spam.').waitFor()
  await row('I know why')
    .getByRole('button', { name: `Add to #${ticket}` })
    .click()
  await page.getByText('It goes into its ticket.').waitFor()
  await drain(web.app)

  await page.goto(`${web.site.url}/tickets/${ticket}`)
  const people = page.getByRole('complementary', { name: 'About this ticket' })
  const add = people.getByRole('button', { name: 'Add carol@example.org to Cc' })
  await add.click()
  await add.waitFor({ state: 'detached' })
  await people.getByRole('button', { name: 'Take bob@example.org out' }).click()
  await people.getByText('bob@example.org').waitFor({ state: 'detached' })
})
