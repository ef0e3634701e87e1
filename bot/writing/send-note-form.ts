import type { KnownBlock, ModalView } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import { cut, oneLine } from '#bot/text/plain.ts'
import { maxCharacters, richText, wordsOf } from '#bot/text/rich.ts'
import type { noteToSend } from '#core/slack/send-note.ts'

export const sendNoteCallback = 'note.send'

/** Whom a note would go to and what they would read. What comes back from it is looked at again. */
export function confirmForm(
  { ticketId, messageId, text, files }: Awaited<ReturnType<typeof noteToSend>>,
  to: string[],
): ModalView {
  const elements = wordsOf(cut(text.trim(), maxCharacters))
  const names = files.map(({ filename }) => `📎 ${oneLine(filename, 100)}`).join('  ')
  const blocks: KnownBlock[] = [context(`To ${oneLine(to.join(', '), 280)}`)]
  if (elements.length > 0) blocks.push(richText([{ type: 'rich_text_quote', elements }]))
  if (names) blocks.push(context(names))
  return {
    type: 'modal',
    callback_id: sendNoteCallback,
    private_metadata: `${ticketId}:${messageId}`,
    title: plainText('Send to requester'),
    submit: plainText('Send'),
    close: plainText('Cancel'),
    blocks,
  }
}
