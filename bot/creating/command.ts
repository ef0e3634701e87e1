import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { awayFrom, present } from '#bot/availability/away.ts'
import type { Bot } from '#bot/bot.ts'
import { context } from '#bot/card/card.ts'
import { statusWords } from '#bot/card/words.ts'
import { ticketLink } from '#bot/console-link.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { fallback, oneLine } from '#bot/text/plain.ts'
import { plain, richText, section } from '#bot/text/rich.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import type { Agent } from '#core/actor.ts'
import { perform, read } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { watchChannel } from '#core/slack/requests-channels.ts'
import { ticketsOf } from '#core/slack/requests-mine.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { findTickets } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { TicketStatus } from '#db/schema/enums.ts'
import { aboutChannel, askerOf } from './ask.ts'
import { openForm } from './open-form.ts'

const shownTickets = 10

const help = [
  '`/ticket` asks the desk for something; words behind it become the subject.',
  '`/ticket mine` shows what you asked, and what you work on.',
  '`/ticket search words` finds tickets. For agents.',
  '`/ticket away` keeps new tickets from you, `/ticket away until friday 14:00` for so long, `/ticket away reassign` gives back what is unanswered; `/ticket back` ends it. For agents.',
  '`/ticket watch Team` makes each message in this channel a ticket of that team; `/ticket unwatch` ends it. For managers.',
  'A 🎫 on a message makes it a ticket, and so does writing to me.',
].join('\n')

interface Asked {
  workspaceId: string
  user: string
  channel: string
  words: string
}

interface Answer {
  text: string
  blocks?: KnownBlock[]
}

/** `/ticket`: all that it answers is seen by whoever typed it alone. */
export function command(bot: Bot): void {
  bot.bolt.command('/ticket', async ({ ack, body, client, context: at }) => {
    const { workspaceId } = heardIn(at)
    const [, verb = '', words = ''] = /^\s*(\S*)\s*(.*)$/s.exec(body.text ?? '') ?? []
    const asked = { workspaceId, user: body.user_id, channel: body.channel_id, words: words.trim() }
    const todo = verbOf(verb, words)
    const answer = todo && (await orExplain(bot, client, asked, todo))
    if (answer) return ack({ response_type: 'ephemeral', ...answer })
    await ack()
    await openForm(bot, client, { ...asked, trigger: body.trigger_id, subject: body.text?.trim() })
  })
}

/** Words that stand alone are meant as such; “mine is broken” is what somebody asks. */
function verbOf(word: string, more: string): Verb | undefined {
  const name = word.toLowerCase()
  const takesWords = ['search', 'watch', 'away'].includes(name)
  return Object.hasOwn(verbs, name) && (takesWords || !more.trim()) ? verbs[name] : undefined
}

/** Undefined: it was no command after all, but the beginning of what somebody asks. */
type Verb = (bot: Bot, client: WebClient, asked: Asked) => Promise<Answer | undefined>

const verbs: Record<string, Verb> = {
  help: async () => ({ text: help }),
  mine: async (bot, client, { workspaceId, user }) => {
    const { agent } = await whoIs(bot, client, workspaceId, user)
    const personId = await askerOf(bot, client, workspaceId, user)
    const found = await read(bot.app, null, (db) =>
      ticketsOf(db, personId, { works: agent !== undefined, limit: shownTickets }),
    )
    return list(bot, found, agent, 'Nothing of yours is open. `/ticket` asks for something.')
  },
  search: async (bot, client, { workspaceId, user, words }) => {
    const agent = await agentOrRefusal(bot, client, workspaceId, user)
    if (typeof agent === 'string') return { text: fallback(agent) }
    if (!words) return { text: 'Say what to look for: `/ticket search printer`.' }
    const query = { words, limit: shownTickets }
    const { items } = await read(bot.app, agent, (db) => findTickets(db, query))
    const open = items.map((one) => ({ ...one, subject: one.sensitive ? '🔐' : one.subject }))
    return list(bot, open, agent, 'Nothing was found. Try fewer words, or a number.')
  },
  away: async (bot, client, { workspaceId, user, words }) => {
    const agent = await agentOrRefusal(bot, client, workspaceId, user)
    if (typeof agent === 'string') return words ? undefined : { text: fallback(agent) }
    const choice = await awayFrom(bot, agent, words)
    return choice && { text: fallback(await present(bot, agent, choice)) }
  },
  back: async (bot, client, { workspaceId, user }) => {
    const agent = await agentOrRefusal(bot, client, workspaceId, user)
    if (typeof agent === 'string') return { text: fallback(agent) }
    return { text: fallback(await present(bot, agent, { presence: 'available' })) }
  },
  watch: (bot, client, asked) => watch(bot, client, asked, asked.words),
  unwatch: (bot, client, asked) => watch(bot, client, asked, null),
}

async function watch(bot: Bot, client: WebClient, asked: Asked, team: string | null) {
  const { workspaceId, user, channel: channelId } = asked
  const agent = await agentOrRefusal(bot, client, workspaceId, user)
  if (typeof agent === 'string') return { text: fallback(agent) }
  const channel = await aboutChannel(client, { workspaceId, channelId })
  if (!channel.isMember || channelId.startsWith('D'))
    return { text: 'I am not in this channel. Type /invite @Deskwire here, then try again.' }
  const teamId = team === null ? null : await read(bot.app, agent, (db) => whichTeam(db, team))
  await perform(bot.app, agent, (work) => watchChannel(work, channel, teamId))
  return {
    text: teamId
      ? 'Each message in this channel is a ticket from now on.'
      : 'Messages in this channel are only tickets when somebody puts 🎫 on them.',
  }
}

async function agentOrRefusal(bot: Bot, client: WebClient, workspaceId: string, user: string) {
  const seat = await whoIs(bot, client, workspaceId, user)
  return seat.agent ?? `Not done. ${whyNot(seat.why)}`
}

async function orExplain(bot: Bot, client: WebClient, asked: Asked, todo: Verb) {
  try {
    return await todo(bot, client, asked)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { text: fallback(`Not done. ${error.message}`) }
  }
}

interface Listed {
  id: TicketId
  subject: string
  status: TicketStatus
}

/** Requesters have no page to open; agents have. */
function list(bot: Bot, found: Listed[], agent: Agent | undefined, none: string): Answer {
  if (found.length === 0) return { text: none }
  const lines = found.map(({ id, subject, status }) => {
    const number = `#${id}`
    const url = ticketLink(bot.app.env, id)
    const bold = { bold: true }
    return [
      agent ? { type: 'link' as const, url, text: number, style: bold } : plain(number, bold),
      plain(` ${oneLine(subject, 120) || '(no subject)'} · ${statusWords[status]}\n`),
    ].flat()
  })
  const more = found.length === shownTickets ? [context(`The latest ${shownTickets}.`)] : []
  return {
    text: fallback(`${found.length} tickets`),
    blocks: [richText([section(lines.flat())]), ...more],
  }
}
