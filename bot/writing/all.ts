import type { Bot } from '#bot/bot.ts'
import { edits } from './edits.ts'
import { lateEdits } from './late-edit.ts'
import { removals } from './removals.ts'
import { sendingNotes } from './send-note.ts'
import { undoing } from './undo.ts'

/** What people do to what they have written in Slack. */
export function writing(bot: Bot): void {
  edits(bot)
  removals(bot)
  lateEdits(bot)
  sendingNotes(bot)
  undoing(bot)
}
