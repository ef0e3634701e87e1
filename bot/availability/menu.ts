import type { KnownBlock } from '@slack/types'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import type { Agent } from '#core/actor.ts'
import { type AgentTime, availability } from '#core/people/availability.ts'
import type { PresenceChoice } from '#core/people/presence.ts'
import { awayFrom } from './away.ts'

/** What can be picked, by what one would type behind `/ticket away`. */
const choices = {
  available: '🟢 Available',
  away: '🌙 Away',
  '1h': '🌙 Away for an hour',
  tomorrow: '🌙 Away until tomorrow 09:00',
  monday: '🌙 Away until Monday 09:00',
  reassign: '🌙 Away; give back what is unanswered',
} as const

/** Whether the owner of a Home takes tickets, and a menu to change it. */
export function presenceMenu(time: AgentTime, now: Date): KnownBlock[] {
  const { available, why } = availability(time, now)
  const options = Object.entries(choices).map(([value, words]) => ({
    text: plainText(words),
    value,
  }))
  const words = available ? '🟢 You take new tickets' : '🌙 You get no new tickets'
  return [
    {
      type: 'section',
      block_id: 'presence',
      text: plainText(why === 'available' ? `${words}.` : `${words}: ${why}.`),
      accessory: {
        type: 'static_select',
        action_id: 'home.presence',
        placeholder: plainText('Change'),
        options,
      },
    },
  ]
}

/** What was picked; undefined for a value that we never offered, as it came from a client. */
export async function choiceIn(
  bot: Bot,
  agent: Agent,
  value: string,
): Promise<PresenceChoice | undefined> {
  if (!Object.hasOwn(choices, value)) return undefined
  if (value === 'available') return { presence: 'available' }
  return awayFrom(bot, agent, value === 'away' ? '' : value)
}
