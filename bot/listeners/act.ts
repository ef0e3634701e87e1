import type { Context } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Bot } from '#bot/bot.ts'
import type { Heard } from '#bot/intake/dispatch.ts'
import { whisperWhyNot } from '#bot/linking/why-not.ts'
import { type Ear, whisper } from '#bot/whisper.ts'
import { whoIs } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read, type Work } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { Refusal } from '#core/refusal.ts'
import { teamOfTicket } from '#core/slack/facts.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** What our intake has put into Bolt's context. */
export function heardIn(context: Context): Heard {
  return { workspaceId: String(context.workspaceId), toldKey: String(context.toldKey) }
}

interface Deed {
  user: string // Slack's id of whoever does it.
  ticket: TicketId
  key: string // It is done once for this.
  ear: Ear // Where they are told when it cannot be done.
}

/**
 * Does something to a ticket for somebody in Slack, as the agent that they are, once however often Slack tells it.
 * Whoever may not is told why, and what to do; they alone.
 * @returns what was done; undefined: nothing, as it was done before or refused
 */
export async function actFor<T>(
  bot: Bot,
  client: WebClient,
  { workspaceId }: Heard,
  { user, ticket, key, ear }: Deed,
  todo: (work: Work) => Promise<T>,
): Promise<T | undefined> {
  const seat = await whoIs(bot, client, workspaceId, user)
  if (!seat.agent) {
    await whisperWhyNot(bot, client, ear, seat.why)
    return undefined
  }
  const { agent } = seat
  return orWhisper(bot, client, ear, { agent, ticket }, () =>
    perform(bot.app, agent, async (work) =>
      (await firstTime(work, `slack:${key}`)) ? todo(work) : undefined,
    ),
  )
}

/** Does something for an agent, or tells them why it was refused. */
export async function orWhisper<T>(
  bot: Bot,
  client: WebClient,
  ear: Ear,
  about: { agent: Agent; ticket: TicketId },
  todo: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await todo()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await whisper(bot, client, ear, `Not done. ${await explain(bot, about, error)}`)
    return undefined
  }
}

/** A ticket that somebody sees in Slack and may not touch is one of a team that they are not in. */
async function explain(
  { app }: Bot,
  { agent, ticket }: { agent: Agent; ticket: TicketId },
  refusal: Refusal,
): Promise<string> {
  const team = await read(app, null, (db) => teamOfTicket(db, ticket))
  if (refusal.code !== 'not-found' || !team || agent.teamIds.includes(team.id))
    return refusal.message
  return `You are not an agent of ${team.name}. Ask its manager to add you.`
}

/** A ticket's number in a value that came from a client: it may say anything. */
export function ticketIn(value: unknown): TicketId | undefined {
  const [, number] = /^(\d{1,9})(?::|$)/.exec(String(value)) ?? []
  return number === undefined ? undefined : (Number(number) as TicketId)
}
