import type { MessageShortcut, ViewSubmitAction } from '@slack/bolt'
import type { Bot } from '#bot/bot.ts'
import { noForm } from '#bot/creating/form.ts'
import { whisperWhyNot } from '#bot/linking/why-not.ts'
import { heardIn, orWhisper, ticketIn } from '#bot/listeners/act.ts'
import { recipients } from '#bot/listeners/reply-form.ts'
import { whisper } from '#bot/whisper.ts'
import { whoIs, whyNot } from '#bot/who.ts'
import { perform, read } from '#core/app.ts'
import { Refusal } from '#core/refusal.ts'
import { noteToSend, sendNote } from '#core/slack/send-note.ts'
import { ticketAt } from '#core/slack/ticket-at.ts'
import type { MessageId } from '#db/schema/columns.ts'
import { confirmForm, sendNoteCallback } from './send-note-form.ts'
import { offerUndo } from './undo.ts'

const noNote = 'Only a note in the thread of a ticket can be sent to its requester.'
const fileMissing =
  'Not sent: a file of this note could not be fetched. Post it again behind a !, or answer in the console.'

/** *Send to requester*, in the menu of a message: sends one's own note, once whoever it goes to was seen. */
export function sendingNotes(bot: Bot): void {
  bot.bolt.shortcut<MessageShortcut>(
    { callback_id: 'note.send', type: 'message_action' },
    async ({ ack, body, client, context }) => {
      await ack()
      const { workspaceId } = heardIn(context)
      const { message, channel, user } = body
      const ear = { channel: channel.id, user: user.id, thread_ts: message.thread_ts }
      const seat = await whoIs(bot, client, workspaceId, user.id)
      if (!seat.agent) return whisperWhyNot(bot, client, ear, seat.why)
      const { agent } = seat
      const place = { workspaceId, channelId: channel.id, ts: body.message_ts }
      const at = await read(bot.app, null, (db) => ticketAt(db, place))
      if (!at) return whisper(bot, client, ear, noNote)
      await orWhisper(bot, client, ear, { agent, ticket: at.id }, async () => {
        const { note, to } = await read(bot.app, agent, async (db) => ({
          to: await recipients(db, at.id),
          note: await noteToSend(db, place, agent.personId),
        }))
        if ([message.files ?? []].flat().length > note.files.length)
          return whisper(bot, client, ear, fileMissing)
        await client.views.open({ trigger_id: body.trigger_id, view: confirmForm(note, to) })
      })
    },
  )

  bot.bolt.view<ViewSubmitAction>(
    sendNoteCallback,
    async ({ ack, body, view, client, context }) => {
      const explain = (why: string) =>
        ack({ response_action: 'update', view: noForm(why, 'Not sent') })
      const { workspaceId } = heardIn(context)
      const ticket = ticketIn(view.private_metadata)
      const note = Number(view.private_metadata.split(':')[1]) as MessageId
      if (!ticket || !note) return explain('This form is broken. Close it, and try again.')
      const seat = await whoIs(bot, client, workspaceId, body.user.id)
      if (!seat.agent) return explain(whyNot(seat.why))
      const { agent } = seat
      const { UNDO_SECONDS } = bot.app.env
      try {
        const { link, messageId } = await perform(bot.app, agent, (work) =>
          sendNote(work, note, agent.personId, UNDO_SECONDS),
        )
        await ack()
        const at = await read(bot.app, null, (db) => ticketAt(db, link))
        const ear = { channel: link.channelId, user: body.user.id, thread_ts: at?.card ?? link.ts }
        await offerUndo(bot, client, ear, link.ticketId, messageId)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        await explain(error.message)
      }
    },
  )
}
