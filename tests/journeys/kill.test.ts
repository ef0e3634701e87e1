import { expect } from 'vitest'
import { sendAll } from '#bench/ingest/smtp-client.ts'
import { asOwner, cloneDatabase } from '#tests/support/database.ts'
import { dataFolder, startDeskwire } from '#tests/support/process.ts'
import { test } from '#tests/support/test.ts'

const mails = 1000
const lanes = 8
const moments = 20

/** Pairs of a mail and its answer stay on one lane, so that each lane sends in order as one relay would. */
const laneOf = (n: number) => Math.floor(n / 2) % lanes
const numbers = Array.from({ length: mails }, (_, n) => n)

test('killed at 20 random moments under 8 senders, every mail answered 250 is in exactly one ticket', async () => {
  const database = await cloneDatabase()
  const env = {
    DATABASE_URL: database.ownerUrl,
    DESKWIRE_DATA: dataFolder(),
    DESKWIRE_ROLES: 'ingest,worker',
  }
  const accepted = new Set<number>()
  const send = (port: number, which: number[]) =>
    Promise.allSettled(
      Array.from({ length: lanes }, (_, lane) =>
        sendAll(
          port,
          'kill',
          which.filter((n) => laneOf(n) === lane),
          (n) => accepted.add(n),
        ),
      ),
    )

  for (let round = 1; round <= moments; round += 1) {
    const desk = await startDeskwire(env)
    // What was not answered 250 is sent again, as a relay does: some of it may have been committed all the same.
    const due = numbers.slice(0, (mails * round) / moments).filter((n) => !accepted.has(n))
    const sending = send(desk.smtp, due)
    await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 700))
    await desk.kill()
    await sending
  }

  const desk = await startDeskwire(env)
  await send(
    desk.smtp,
    numbers.filter((n) => !accepted.has(n)),
  )
  expect(accepted.size).toBe(mails)
  await settled(database.ownerUrl)
  expect(await outcome(database.ownerUrl)).toEqual({
    messages: mails,
    distinct: mails,
    tickets: mails / 2,
    strays: 0,
  })

  await send(desk.smtp, numbers) // All of it once more.
  await settled(database.ownerUrl)
  expect(await outcome(database.ownerUrl)).toEqual({
    messages: mails,
    distinct: mails,
    tickets: mails / 2,
    strays: 0,
  })
  expect(await desk.stop()).toBe(0)
  await database.drop()
}, 400_000)

/** Waits until every mail has its final state: what a killed reader had begun is free after 15 s. */
async function settled(url: string): Promise<void> {
  await asOwner(url, async (sql) => {
    const unread = () => sql`select id, attempts, reading_until from mails where state = 'received'`
    await expect.poll(unread, { timeout: 100_000, interval: 100 }).toEqual([])
  })
}

/** `strays`: answers that did not end in the ticket of the mail they answer, and mails in another state than they should be. */
async function outcome(url: string) {
  return asOwner(url, async (sql) => {
    const [row] = await sql`
      select count(*)::int as messages,
        count(distinct header_message_id)::int as distinct,
        (select count(*)::int from tickets) as tickets,
        (select count(*)::int from messages child
          join messages parent on parent.header_message_id = child.references[1]
          where parent.ticket_id <> child.ticket_id)
        + (select count(*)::int from mails where state not in ('opened', 'appended', 'duplicate')) as strays
      from messages`
    return { ...row }
  })
}
