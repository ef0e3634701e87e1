import { setTimeout as sleep } from 'node:timers/promises'
import { type App, perform } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { addTeam } from '#core/teams/teams.ts'
import { openFor } from '#core/tickets/open-for.ts'
import type { TeamId } from '#db/schema/columns.ts'
import type { Slack } from '#tests/support/slack/start.ts'

const names = ['red', 'blue', 'green', 'black', 'white', 'brown', 'pink', 'grey']
const each = 6
const betweenMillis = 250 // Slack takes a post a second in a channel; each is asked every two.
const patienceMillis = 60_000

/** An agent of several teams, each of which works in a channel of its own. */
export async function hire(app: App, slack: Slack): Promise<TeamId[]> {
  slack.addPerson('mira')
  for (const name of names) slack.addChannel(name, { members: ['mira', 'deskwire'] })
  return perform(app, null, async (work) => {
    const teamIds: TeamId[] = []
    for (const name of names) teamIds.push(await addTeam(work, `Team ${name}`, `#${name}`))
    await addAgent(work, { email: 'mira@desk.test', name: 'Mira', role: 'agent', teamIds })
    return teamIds
  })
}

/** Milliseconds from the press of each Claim to the call that shows its card claimed. */
export async function measureClaims(app: App, slack: Slack, teamIds: TeamId[]): Promise<number[]> {
  const requester = { email: 'ada@example.org', name: 'Ada' }
  const count = teamIds.length * each
  for (const team of Array.from({ length: each }, () => teamIds).flat())
    await perform(app, null, (work) =>
      openFor(work, { subject: 'Stuck', requester, team, first: { text: 'Help' } }),
    )
  await until(() => cards(slack).length === count)
  await quiet(slack)
  const millis: number[] = []
  for (const card of inTurns(slack)) {
    const started = performance.now()
    await slack.person('mira').press(card, 'ticket.claim')
    await until(() => isClaimed(slack, card.ts), 1)
    millis.push(performance.now() - started)
    await sleep(betweenMillis)
  }
  return millis
}

function cards(slack: Slack) {
  return names
    .flatMap((name) => slack.channel(name).messages)
    .filter(({ buttons }) => buttons.includes('ticket.claim'))
}

/** One of each channel, then the next of each. */
function inTurns(slack: Slack) {
  const all = cards(slack)
  return Array.from({ length: each }, (_, row) =>
    names.flatMap((name) => {
      const { id } = slack.channel(name)
      return all.filter((card) => card.channel === id)[row] ?? []
    }),
  ).flat()
}

function isClaimed(slack: Slack, ts: string): boolean {
  return slack
    .calls('chat.update')
    .slice(-20)
    .some(
      ({ args, answer }) =>
        args.ts === ts && answer.ok && !JSON.stringify(args).includes('ticket.claim'),
    )
}

/** What was still to be told has been told. */
async function quiet(slack: Slack): Promise<void> {
  let before = -1
  while (slack.calls().length !== before) {
    before = slack.calls().length
    await sleep(3000)
  }
}

async function until(isTrue: () => boolean, everyMillis = 20): Promise<void> {
  const end = performance.now() + patienceMillis
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('Slack was not shown what it should have been')
    await sleep(everyMillis)
  }
}
