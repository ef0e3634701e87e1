import { type App, perform } from '#core/app.ts'
import { addMacro } from '#core/macros/keep.ts'
import { addAgent } from '#core/people/agents.ts'
import { setTeamInSlack } from '#core/slack/setup-team.ts'
import { changeTeam } from '#core/teams/settings.ts'
import { addMailbox } from '#core/teams/teams.ts'
import { usualTeam } from '#core/tickets/open-for.ts'
import type { Slack } from '#tests/support/slack/start.ts'

/** How the agents of the sandbox sign in to its console. */
export const signIn = { email: 'mira@acme.test', password: 'a morning in the sandbox' }
export const careAddress = 'care@acme.test'
const digestInMillis = 2 * 60_000 // Long enough for the morning's mail to have come.

/** Mira and Jonas are agents; Cleo works at Acme, and Gus is a guest there. */
export function fillWorkspace(slack: Slack): void {
  slack.addPerson('mira', { name: 'Mira Holm', email: signIn.email })
  slack.addPerson('jonas', { name: 'Jonas Weber', email: 'jonas@acme.test' })
  slack.addPerson('cleo', { name: 'Cleo Park', email: 'cleo@acme.test' })
  slack.addPerson('gus', { name: 'Gus Lind', email: 'gus@agency.example', kind: 'guest' })
  slack.addChannel('support', { members: ['mira', 'jonas', 'gus', 'deskwire'] })
  slack.addChannel('general', { members: ['mira', 'jonas', 'cleo', 'gus', 'deskwire'] })
}

/** The desk's first team, which is also asked by whoever names none, works in #support. */
export async function hire(app: App): Promise<void> {
  await perform(app, null, async (work) => {
    const teamId = await usualTeam(work)
    const digestAt = new Date(work.now.getTime() + digestInMillis).toISOString().slice(11, 16)
    await changeTeam(work, teamId, { name: 'Customer care', surveys: true, digestAt })
    await setTeamInSlack(work, teamId, { slackChannel: '#support' })
    await addMailbox(work, { address: careAddress, name: 'Acme Care', teamId })
    const teamIds = [teamId]
    await addAgent(work, { ...signIn, name: 'Mira Holm', role: 'admin', teamIds })
    await addAgent(work, { email: 'jonas@acme.test', name: 'Jonas Weber', role: 'agent', teamIds })
    await addMacro(work, {
      name: 'Fixed, please look again',
      teamId,
      text: 'Hello {{requester.name}},\n\nthis is mended now. Does it work for you?',
      note: false,
      actions: { addTags: ['fixed'], status: 'resolved' },
    })
    await addMacro(work, {
      name: 'A bug for the developers',
      teamId,
      text: 'Seen, and passed on.',
      note: true,
      actions: { addTags: ['bug'], priority: 'HIGH' },
    })
  })
}
