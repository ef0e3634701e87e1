import { type Check, checkCanary, checkLoops } from '#console/checks.ts'
import type { App, Reader } from '#core/app.ts'
import { readFlights } from '#core/canary/watch.ts'
import { findFailedJobs } from '#core/failed-jobs.ts'
import { findBacklog } from '#core/mails/backlog.ts'
import { findLoops } from '#core/mails/loops.ts'
import { replyAddress } from '#core/mails/reply-token.ts'
import { hasAdmin } from '#core/people/first-admin.ts'
import { teamsWithPeople } from '#core/teams/overview.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { bad, type Finding, good, open } from './finding.ts'

const manyTickets = 99_999_999 as TicketId // Room in a reply address for a number of so many digits.

/** People and addresses: that mail finds somebody, and answers find their ticket. */
export async function examinePeople({ keys }: App, db: Reader): Promise<Finding[]> {
  const teams = await teamsWithPeople(db)
  const boxes = teams.flatMap(({ mailboxes }) => mailboxes.map(({ address }) => address))
  const idle = teams.filter((team) => team.mailboxes.length > 0 && team.members.length === 0)
  const tight = boxes.filter((address) => replyAddress(keys, address, manyTickets) === null)
  return [
    boxes.length > 0
      ? good('mailboxes', boxes.join(', '))
      : bad('mailboxes', 'there is none', 'Add one with `deskwire mailbox create`.'),
    tight.length === 0
      ? good('answers', 'carry the number of their ticket in their address')
      : bad(
          'answers',
          `${tight.join(', ')} leaves no room for it, so they are told by their headers alone`,
          'Take an address with a short name and without a plus.',
        ),
    (await hasAdmin(db))
      ? good('admin', 'there is one')
      : bad('admin', 'there is none', 'Open the set-up link that `deskwire start` prints.'),
    idle.length === 0
      ? good('teams', 'each has people')
      : bad(
          'teams',
          `nobody is in ${idle.map(({ name }) => name).join(', ')}`,
          'Add somebody in the console, or with `deskwire user create --team`.',
        ),
  ]
}

/** Work that has been left lying, and mail that goes astray. */
export async function examineWork({ env, clock }: App, db: Reader): Promise<Finding[]> {
  const { unread, unsent, unsentReason, suppressed, imap } = await findBacklog(db, clock())
  const failed = (await findFailedJobs(db, { limit: 200 })).items
  const why = unsentReason ? `, the oldest because: ${unsentReason}` : ''
  return [
    unread === 0
      ? good('ledger', 'every mail has been read')
      : bad(
          'ledger',
          `${unread} mails have been waiting for minutes`,
          'Is a worker running? Its log says what it fails at.',
        ),
    unsent === 0
      ? good('outbox', 'nothing is overdue')
      : bad(
          'outbox',
          `${unsent} mails should have left long ago${why}`,
          env.SMTP_URL ? 'Mend the relay; they leave by themselves then.' : 'Set SMTP_URL.',
        ),
    failed.length === 0
      ? good('jobs', 'none has failed for good')
      : bad(
          'jobs',
          `${failed.length} have failed for good, the last: ${failed[0]?.name}, ${failed[0]?.reason}`,
          'Mend the cause. GET /api/v1/jobs?state=failed lists them, POST /api/v1/jobs/<id>/retry does one again.',
        ),
    suppressed === 0
      ? good('suppressed', 'no address')
      : open(
          'suppressed',
          `${suppressed} addresses are written to no more, for mail did not arrive there`,
        ),
    ...imap.map(({ account, problem }) =>
      bad('IMAP', `${account}: ${problem}`, 'Mend the account, or take it away.'),
    ),
    ...(await examineMail(env.CANARY_MINUTES, db, clock())),
  ]
}

async function examineMail(everyMinutes: number, db: Reader, now: Date): Promise<Finding[]> {
  const canary = checkCanary(await readFlights(db, now), everyMinutes)
  return [
    everyMinutes === 0
      ? open(
          'canary',
          `off. ${wordsOf(canary)}`,
          'Run `deskwire canary` to try the way of mail once; CANARY_MINUTES=15 tries it all day and raises an alarm.',
        )
      : asFinding(
          'canary',
          canary,
          'Run `deskwire canary`: it says how far a mail comes. The checks above look at each part of the way.',
        ),
    asFinding(
      'loops',
      checkLoops(await findLoops(db, now)),
      'Look for them in the ledger (state loop); let the other side mark its automatic mail, or block the address.',
    ),
  ]
}

function asFinding(name: string, check: Check, mend: string): Finding {
  return check.ok ? good(name, wordsOf(check)) : bad(name, wordsOf(check), mend)
}

function wordsOf({ words, details = [] }: Check): string {
  return [words, details.join(', ')].filter(Boolean).join(' ')
}
