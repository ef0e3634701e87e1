import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import { channelOf } from '#bot/channel.ts'
import { errorCode } from '#bot/outbox/outcome.ts'
import { meetNamed } from '#bot/text/named.ts'
import { profileOf } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read, type Work } from '#core/app.ts'
import { type ChannelPlace, keepChannel } from '#core/slack/channels.ts'
import type { SlackSeat } from '#core/slack/people.ts'
import { askAt } from '#core/slack/requests.ts'
import { knownChannel, teamAsked } from '#core/slack/requests-channels.ts'
import type { SlackRequest } from '#core/slack/requests-open.ts'
import { personInSlack, requesterInSlack } from '#core/slack/requests-people.ts'
import { usualTeam } from '#core/tickets/open-for.ts'
import type { Writing } from '#core/tickets/writing.ts'
import type { PersonId, TeamId } from '#db/schema/columns.ts'
import { fetchFiles } from './files.ts'
import { type PersonMessage, rootOf, subjectOf, wordsOf } from './message.ts'

/** Who somebody that asks is to the desk. Slack is asked about those whom we do not know yet. */
export async function askerOf(
  bot: Bot,
  client: WebClient,
  workspaceId: string,
  userId: string,
): Promise<PersonId> {
  const known = await read(bot.app, null, (db) => personInSlack(db, workspaceId, userId))
  if (known) return known
  const profile = await profileIn(client, workspaceId, userId)
  return perform(bot.app, null, (work) => requesterInSlack(work, profile))
}

/** Of whom Slack tells nothing is a stranger without a name; what they ask is heard as well. */
async function profileIn(client: WebClient, workspaceId: string, userId: string) {
  try {
    return profileOf(workspaceId, (await client.users.info({ user: userId })).user)
  } catch (error) {
    if (!errorCode(error)?.startsWith('user_not_')) throw error
    return profileOf(workspaceId, { id: userId, is_stranger: true })
  }
}

/** What a message says, with its files. */
export async function writingOf(
  bot: Bot,
  client: WebClient,
  workspaceId: string,
  message: PersonMessage,
): Promise<Writing> {
  const { files, missing } = await fetchFiles(bot, client.token, message.files)
  await meetNamed(bot, client, workspaceId, message.blocks)
  const { text, html } = await read(bot.app, null, (db) => wordsOf(db, workspaceId, message))
  return { text: [text, ...missing].join('\n').trim(), html, files }
}

interface Ask {
  place: ChannelPlace
  message: PersonMessage
  agent?: Agent | undefined // Who points at it, or opens it in the name of its author.
  about?: Partial<Pick<SlackRequest, 'subject' | 'priority' | 'teamId'>> & { text?: string }
  requester?: PersonId // Absent: whoever wrote it.
  joins?: boolean
}

/** Makes a message in Slack a ticket, once. */
export async function ask(
  bot: Bot,
  client: WebClient,
  { place, message, agent, about = {}, requester, joins = false }: Ask,
) {
  const { workspaceId, channelId } = place
  const personId = requester ?? (await askerOf(bot, client, workspaceId, message.user))
  const said = await writingOf(bot, client, workspaceId, message)
  await ensureChannel(bot, client, place)
  const teamId =
    about.teamId ?? (await read(bot.app, null, (db) => teamAsked(db, place))) ?? agent?.teamIds[0]
  const begin = async (work: Work) =>
    askAt(
      work,
      { workspaceId, channelId, ts: rootOf(message) },
      {
        requester: personId,
        teamId: teamId ?? (await usualTeam(work)),
        subject: about.subject ?? subjectOf(said.text),
        priority: about.priority,
        ts: message.ts,
        said: about.text === undefined ? said : { text: about.text, files: said.files ?? [] },
      },
      { joins },
    )
  return perform(bot.app, mayOpenFor(agent, teamId) ? (agent ?? null) : null, begin)
}

/** An agent opens tickets for their own teams in their own name; for others the desk does. */
export function mayOpenFor(agent: Agent | undefined, teamId: TeamId | undefined): boolean {
  if (!agent || teamId === undefined) return false
  return agent.role === 'admin' || agent.teamIds.includes(teamId)
}

/** Posts need a channel that we know. */
export async function ensureChannel(
  bot: Bot,
  client: WebClient,
  place: ChannelPlace,
): Promise<void> {
  if (await read(bot.app, null, (db) => knownChannel(db, place))) return
  const channel = await aboutChannel(client, place)
  await perform(bot.app, null, (work) => keepChannel(work, channel))
}

export async function aboutChannel(client: WebClient, { workspaceId, channelId }: ChannelPlace) {
  if (!channelId.startsWith('D'))
    return channelOf(workspaceId, (await client.conversations.info({ channel: channelId })).channel)
  const direct = { name: '', isPrivate: true, isArchived: false, isMember: true }
  return { workspaceId, id: channelId, ...direct }
}

/** Whether somebody may make a ticket of what others wrote: full members of the workspace may. */
export function mayPoint(seat: SlackSeat): boolean {
  return seat.agent !== undefined || seat.why === 'not-linked' || seat.why === 'inactive'
}
