import type { BlockAction } from '@slack/bolt'
import type { Button, KnownBlock } from '@slack/types'
import type { Bot } from '#bot/bot.ts'
import { plainText } from '#bot/card/buttons.ts'
import { ticketLink } from '#bot/console-link.ts'
import { ticketIn } from '#bot/listeners/act.ts'
import { actOnPress, earOf, type Pressed } from '#bot/listeners/press.ts'
import { cut } from '#bot/text/plain.ts'
import { linkTo, richText, section, wordsOf } from '#bot/text/rich.ts'
import { whisper } from '#bot/whisper.ts'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { whyMe } from '#core/routing/why-me.ts'
import { readTicket } from '#core/tickets/find.ts'
import { unwatchTicket, watchersOf, watchTicket } from '#core/tickets/watch.ts'
import type { PersonId, TicketId } from '#db/schema/columns.ts'

/** Tells one agent why a ticket is theirs, or is not, and its address; and lets them watch it. */
export async function tellAbout(bot: Bot, pressed: Pressed, ticket: TicketId): Promise<void> {
  const found = await actOnPress(bot, pressed, ticket, async (work) => {
    await readTicket(work.tx, ticket)
    const me = whoActs(work)
    const watchers = await watchersOf(work.tx, ticket)
    return {
      words: await whyMe(work.tx, ticket, me),
      watches: watchers.some(({ id }) => id === me),
    }
  })
  if (!found) return
  const link = ticketLink(bot.app.env, ticket)
  const blocks = aboutBlocks(ticket, { ...found, link })
  await whisper(bot, pressed.client, earOf(pressed.body), `${found.words} ${link}`, blocks)
}

export function aboutBlocks(
  ticket: TicketId,
  { words, link, watches }: { words: string; link: string; watches: boolean },
): KnownBlock[] {
  const watch = watches
    ? button('menu.unwatch', ticket, 'Stop watching')
    : button('menu.watch', ticket, 'Watch')
  return [
    richText([section(wordsOf(cut(words, 2900))), section(linkTo(link))]),
    {
      type: 'actions',
      elements: [watch, { ...button('menu.open', ticket, 'Open in the console'), url: link }],
    },
  ]
}

function button(action: string, ticket: TicketId, words: string): Button {
  return { type: 'button', action_id: action, value: String(ticket), text: plainText(words) }
}

export function watching(bot: Bot): void {
  const verbs = {
    'menu.watch': [watchTicket, 'You watch #{ticket} now: you see it, whatever your teams.'],
    'menu.unwatch': [unwatchTicket, 'You do not watch #{ticket} any more.'],
  } as const
  for (const [action, [verb, words]] of Object.entries(verbs))
    bot.bolt.action<BlockAction>(action, async (pressed) => {
      const { ack, body, payload, client } = pressed
      await ack()
      const ticket = ticketIn('value' in payload ? payload.value : '')
      if (!ticket) return
      const done = await actOnPress(bot, pressed, ticket, async (work) => {
        await verb(work, ticket, whoActs(work))
        return true
      })
      if (done) await whisper(bot, client, earOf(body), words.replace('{ticket}', String(ticket)))
    })
  bot.bolt.action('menu.open', ({ ack }) => ack()) // Slack opens the address by itself.
}

function whoActs({ actor }: Work): PersonId {
  return actor?.personId ?? refuse('not-allowed', { why: 'only agents are given tickets' })
}
