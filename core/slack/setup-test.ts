import { and, desc, inArray } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { TeamId } from '#db/schema/columns.ts'
import { events } from '#db/schema/events.ts'
import { teamInSlack } from './setup-team.ts'

/** How the last try to post in a team's channel went; `asked`: it has not been made yet. */
export interface SlackTest {
  state: 'asked' | 'posted' | 'refused'
  at: Date
  words: string | null // Why it was refused, and what to do; null: it was not.
}

const kinds = {
  slack_test_asked: 'asked',
  slack_test_posted: 'posted',
  slack_test_refused: 'refused',
} as const

/** Asks for a card in a team's channel that shows whether cards arrive there. Refuses a team without one. */
export async function askForTestCard(work: Work, id: TeamId): Promise<void> {
  requireManager(work, id)
  const { name, slackChannel } = await teamInSlack(work.tx, id)
  if (!slackChannel)
    refuse('wrong-input', { why: `The team ${name} has no Slack channel. Give it one first.` })
  await recordDesk(work, 'slack', `team-${id}`, 'slack_test_asked', { channel: slackChannel })
  work.enqueue('slack.test', { team: id })
}

/** @param why it was refused, in words; null: the card stands there */
export function concludeTestCard(work: Work, id: TeamId, why: string | null): Promise<void> {
  const kind = why === null ? 'slack_test_posted' : 'slack_test_refused'
  return recordDesk(work, 'slack', `team-${id}`, kind, why === null ? {} : { why })
}

/** The last test of each team that was ever tested. */
export async function lastTests(
  db: Reader,
  ids: readonly TeamId[],
): Promise<Map<string, SlackTest>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([events.chain], {
      chain: events.chain,
      kind: events.kind,
      at: events.at,
      details: events.details,
    })
    .from(events)
    .where(
      and(
        inArray(
          events.chain,
          ids.map((id) => testChain(id)),
        ),
        inArray(events.kind, Object.keys(kinds)),
      ),
    )
    .orderBy(events.chain, desc(events.place))
  return new Map(
    rows.map(({ chain, kind, at, details }) => [
      chain,
      {
        state: kinds[kind as keyof typeof kinds],
        at,
        words: typeof details.why === 'string' ? details.why : null,
      },
    ]),
  )
}

export function testChain(id: TeamId): string {
  return `slack:team-${id}`
}
