import type { Bot } from '#bot/bot.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { availability } from '#core/people/availability.ts'
import { type PresenceChoice, setPresence } from '#core/people/presence.ts'
import { timeOf } from '#core/people/time-of.ts'
import { untilFrom } from '#core/people/until.ts'

/** What somebody says behind `/ticket away`; undefined: nothing about when, so they ask the desk for something. */
export async function awayFrom(
  { app }: Bot,
  { personId }: Agent,
  words: string,
): Promise<PresenceChoice | undefined> {
  const [, reassigns, when = ''] = /^(?:and\s+)?(reassign\b)?\s*(.*)$/is.exec(words) ?? []
  const presence = reassigns ? 'reassign' : 'away'
  if (when === '') return { presence }
  const { timeZone } = await read(app, null, (db) => timeOf(db, personId))
  const until = untilFrom(when, app.clock(), timeZone)
  return until && { presence, until }
}

/** Sets how an agent is, as they are asking in Slack. @returns what is true now, for them to read */
export async function present({ app }: Bot, agent: Agent, choice: PresenceChoice): Promise<string> {
  const time = await perform(app, agent, async (work) => {
    await setPresence(work, agent.personId, choice)
    return timeOf(work.tx, agent.personId)
  })
  const { why } = availability(time, app.clock())
  if (choice.presence === 'available') return `You are back: ${why}.`
  const back = choice.until ? '' : ' `/ticket back` ends it.'
  const given =
    choice.presence === 'reassign'
      ? 'What of yours is unanswered goes back to the queue.'
      : 'Your tickets stay yours.'
  return `You are ${why} and get no new tickets. ${given}${back}`
}
