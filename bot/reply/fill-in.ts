import type { BlockAction } from '@slack/bolt'
import type { RichTextBlock } from '@slack/types'
import type { Bot } from '#bot/bot.ts'
import { heardIn } from '#bot/listeners/act.ts'
import { macroIn, macroOptions } from '#bot/menu/macro.ts'
import { offering, option } from '#bot/menu/options.ts'
import { section, wordsOf } from '#bot/text/rich.ts'
import { whoIs } from '#bot/who.ts'
import { read } from '#core/app.ts'
import { previewMacro } from '#core/macros/preview.ts'
import { askedIn } from './asked.ts'
import { replyFacts } from './facts.ts'
import { filledIn } from './filled.ts'
import { replyForm } from './form.ts'

const mostParts = 100 // Of what a field of rich text begins with.

/** A macro that is chosen adds its words to what was typed. Its actions are for the ⋯ of the card. */
export function fillingIn(bot: Bot): void {
  offering(bot, 'reply.macro', (db, typed, { ticket }) => macroOptions(db, typed, ticket))
  bot.bolt.action<BlockAction>('reply.macro', async ({ ack, body, payload, client, context }) => {
    await ack()
    const { view } = body
    const asked = view && askedIn(view)
    const macro = macroIn(payload)
    const { agent } = await whoIs(bot, client, heardIn(context).workspaceId, body.user.id)
    if (!view || !asked || !macro || !agent) return
    const { cc, words: typed } = filledIn(view, asked.round)
    const next = await read(bot.app, agent, async (db) => {
      const facts = await replyFacts(db, agent, asked.ticket, { cc, seen: asked.seen })
      const { id, name, text } = await previewMacro(db, agent, asked.ticket, macro)
      const round = asked.round + 1 // A field takes what it begins with under a new name alone.
      return replyForm(facts, { round, words: joined(typed, text), macro: option(id, name) })
    })
    await client.views.update({ view_id: view.id, view: next })
  })
}

function joined(typed: RichTextBlock | undefined, text: string): RichTextBlock | undefined {
  const added = wordsOf(text.trim())
  const elements = [...(typed?.elements ?? []), ...(added.length > 0 ? [section(added)] : [])]
  return elements.length > 0
    ? { type: 'rich_text', elements: elements.slice(-mostParts) }
    : undefined
}
