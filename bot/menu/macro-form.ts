import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import { cut, oneLine } from '#bot/text/plain.ts'
import { maxCharacters, richText, wordsOf } from '#bot/text/rich.ts'
import type { MacroPreview } from '#core/macros/preview.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { option } from './options.ts'

export const macroCallback = 'menu.macro'

/**
 * Asks which macro, and shows what it would write and do.
 * @param warning why it has to be confirmed; the form that comes back with the same macro confirms it
 */
export function macroForm(ticket: TicketId, preview?: MacroPreview, warning?: string): ModalView {
  const chosen = preview && option(preview.id, preview.name)
  return {
    type: 'modal',
    callback_id: macroCallback,
    private_metadata: warning ? `${ticket}:${preview?.id}` : String(ticket),
    title: plainText(`Macro on #${ticket}`),
    submit: plainText(warning ? 'Apply all the same' : 'Apply'),
    close: plainText('Cancel'),
    blocks: [
      ...(warning ? [{ type: 'section' as const, text: plainText(`⚠️ ${warning}`) }] : []),
      macroInput('menu.macro', chosen),
      ...(preview ? previewed(preview) : []),
    ],
  }
}

/** A choice of macros that tells of itself at once. */
export function macroInput(action: string, chosen?: PlainTextOption): InputBlock {
  return {
    type: 'input',
    block_id: 'macro',
    dispatch_action: true,
    label: plainText('Macro'),
    element: {
      type: 'external_select',
      action_id: action,
      min_query_length: 0,
      placeholder: plainText('Choose a macro'),
      ...(chosen && { initial_option: chosen }),
    },
  }
}

function previewed({ text, note, does }: MacroPreview): KnownBlock[] {
  const elements = wordsOf(cut(text.trim(), maxCharacters))
  const what = note ? 'It writes this note:' : 'It sends this to the requester:'
  return [
    ...(elements.length > 0
      ? [context(what), richText([{ type: 'rich_text_quote', elements }])]
      : []),
    ...(does.length > 0 ? [context(`It sets ${oneLine(does.join(' · '), 290)}`)] : []),
  ]
}
