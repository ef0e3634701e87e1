import type { BlockAction } from '@slack/bolt'
import { present } from '#bot/availability/away.ts'
import { choiceIn } from '#bot/availability/menu.ts'
import type { Bot } from '#bot/bot.ts'
import { heardIn, ticketIn } from '#bot/listeners/act.ts'
import { whoIs } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform } from '#core/app.ts'
import { firstTime } from '#core/once.ts'
import { Refusal } from '#core/refusal.ts'
import { chooseInHome, type HomeChoice, openHome } from '#core/slack/home.ts'
import { claimTicket } from '#core/tickets/assign.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { tabWords } from './controls.ts'
import { showHome } from './show.ts'

const tabs = Object.keys(tabWords) as (keyof typeof tabWords)[]

/** What each control means; its value came from a client, so it may say anything. */
const choices: Record<string, (value: string, agent: Agent) => HomeChoice> = {
  ...Object.fromEntries(tabs.map((tab) => [`home.tab.${tab}`, () => ({ tab })])),
  'home.team': (value, { teamIds }) => ({
    teamId: teamIds.find((id) => String(id) === value) ?? null,
  }),
  'home.priority': (value) => ({
    priority: ticketPriority.enumValues.find((one) => one === value) ?? null,
  }),
  'home.next': (value) => ({ cursor: value.slice(0, 60) }),
  'home.first': () => ({ cursor: null }),
  'home.again': () => ({ cursor: null }),
}

/** The App Home: opened, paged, filtered, and claimed from. Everybody changes their own alone. */
export function appHome(bot: Bot): void {
  bot.bolt.event('app_home_opened', async ({ event, client, context }) => {
    if (event.tab !== 'home') return
    const user = { workspaceId: heardIn(context).workspaceId, userId: event.user }
    const { agent } = await whoIs(bot, client, user.workspaceId, user.userId)
    if (agent) await perform(bot.app, null, (work) => openHome(work, user))
    await showHome(bot, client, user)
  })
  for (const [action, choiceOf] of Object.entries(choices))
    bot.bolt.action<BlockAction>(action, async ({ ack, body, payload, client, context }) => {
      await ack()
      const user = { workspaceId: heardIn(context).workspaceId, userId: body.user.id }
      const { agent } = await whoIs(bot, client, user.workspaceId, user.userId)
      if (agent)
        await perform(bot.app, null, (work) =>
          chooseInHome(work, user, choiceOf(valueIn(payload), agent)),
        )
      await showHome(bot, client, user)
    })
  bot.bolt.action<BlockAction>('home.claim', async ({ ack, body, payload, client, context }) => {
    await ack()
    const ticket = ticketIn(valueIn(payload))
    if (!ticket) return
    const { workspaceId, toldKey } = heardIn(context)
    const user = { workspaceId, userId: body.user.id }
    const { agent } = await whoIs(bot, client, workspaceId, user.userId)
    const notice = agent && (await claim(bot, agent, ticket, toldKey))
    await showHome(bot, client, user, notice)
  })
  bot.bolt.action<BlockAction>('home.presence', async ({ ack, body, payload, client, context }) => {
    await ack()
    const user = { workspaceId: heardIn(context).workspaceId, userId: body.user.id }
    const { agent } = await whoIs(bot, client, user.workspaceId, user.userId)
    const choice = agent && (await choiceIn(bot, agent, valueIn(payload)))
    const notice = choice && (await present(bot, agent, choice))
    await showHome(bot, client, user, notice)
  })
  bot.bolt.action(/^home\.go\./, ({ ack }) => ack()) // Slack has opened the address.
}

/** What became of it, in words: a Home has no thread where one could be told. */
async function claim({ app }: Bot, agent: Agent, ticket: TicketId, key: string): Promise<string> {
  try {
    await perform(app, agent, async (work) => {
      if (await firstTime(work, `slack:${key}`)) await claimTicket(work, ticket)
    })
    return `Ticket #${ticket} is yours.`
  } catch (error) {
    if (error instanceof Refusal) return `Not done. ${error.message}`
    throw error
  }
}

function valueIn(payload: object): string {
  const option = 'selected_option' in payload ? payload.selected_option : payload
  return option && typeof option === 'object' && 'value' in option ? String(option.value) : ''
}
