import type {
  InputBlock,
  KnownBlock,
  ModalView,
  PlainTextOption,
  RichTextBlock,
} from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context } from '#bot/card/card.ts'
import { macroInput } from '#bot/menu/macro-form.ts'
import { cut, oneLine } from '#bot/text/plain.ts'
import { richText, wordsOf } from '#bot/text/rich.ts'
import { metadataOf, sealOf } from './asked.ts'
import { isChanged, type ReplyFacts } from './facts.ts'

export const replyCallback = 'ticket.reply-form'

/** What a form that has been filled once shows again. */
export interface Filling {
  round: number
  words?: RichTextBlock | undefined // What the field begins with.
  macro?: PlainTextOption | undefined // What was chosen.
}

/** The form to answer the requester with. Fields that keep their names keep what was typed. */
export function replyForm(facts: ReplyFacts, { round, words, macro }: Filling): ModalView {
  const { ticket, to, cc, inSlack, newer, seen } = facts
  const told = sealOf([...to, ...cc])
  const goesTo = [...(inSlack ? ['the thread where they asked'] : []), ...to]
  return {
    type: 'modal',
    callback_id: replyCallback,
    private_metadata: metadataOf({ ticket, seen, told, round }),
    title: plainText(`Answer #${ticket}`),
    submit: plainText(newer.length > 0 ? 'Send all the same' : 'Send'),
    close: plainText('Cancel'),
    blocks: [
      ...newer.flatMap(newerBlocks),
      ...(goesTo.length > 0 ? [context(`To ${oneLine(goesTo.join(', '), 280)}`)] : []),
      ...changesBlocks(facts),
      ccInput(cc),
      { ...macroInput('reply.macro', macro), optional: true },
      wordsInput(round, words),
      filesInput(),
      laterInput(),
    ],
  }
}

/** Of what arrived meanwhile the beginning; who wrote it is no mail's to decide, so it is plain. */
function newerBlocks({ direction, author, address, text }: ReplyFacts['newer'][number]) {
  const who = oneLine(author || address || 'The desk', 80)
  const verb = direction === 'inbound' ? 'wrote' : 'answered'
  const elements = wordsOf(cut(text.trim().replace(/\n{2,}/g, '\n'), 600))
  const blocks: KnownBlock[] = [context(`⚠️ ${who} ${verb} while you were writing. Not sent yet.`)]
  if (elements.length > 0) blocks.push(richText([{ type: 'rich_text_quote', elements }]))
  return blocks
}

function changesBlocks({ changes }: ReplyFacts): KnownBlock[] {
  if (!isChanged(changes)) return []
  const { added, dropped, newDomains } = changes
  return [
    context(
      added.length > 0 ? `➕ New since the last mail: ${oneLine(added.join(', '), 200)}` : '',
      dropped.length > 0 ? `➖ No longer written to: ${oneLine(dropped.join(', '), 200)}` : '',
      newDomains.length > 0 ? `⚠️ For the first time to ${oneLine(newDomains.join(', '), 200)}` : '',
    ),
  ]
}

function ccInput(cc: string[]): InputBlock {
  const initial_value = cc.join(', ').slice(0, 3000)
  return {
    type: 'input',
    block_id: 'cc',
    optional: true,
    label: plainText('Cc'),
    element: {
      type: 'plain_text_input',
      action_id: 'reply.cc',
      placeholder: plainText('Addresses, with commas between'),
      ...(initial_value && { initial_value }),
    },
  }
}

function wordsInput(round: number, words?: RichTextBlock): InputBlock {
  return {
    type: 'input',
    block_id: `words:${round}`,
    label: plainText('Your answer'),
    element: {
      type: 'rich_text_input',
      action_id: 'text',
      focus_on_load: true,
      ...(words && { initial_value: words }),
    },
  }
}

function filesInput(): InputBlock {
  return {
    type: 'input',
    block_id: 'files',
    optional: true,
    label: plainText('Files'),
    element: { type: 'file_input', action_id: 'reply.files', max_files: 10 },
  }
}

function laterInput(): InputBlock {
  return {
    type: 'input',
    block_id: 'later',
    optional: true,
    label: plainText('Send later'),
    element: { type: 'datetimepicker', action_id: 'reply.later' },
  }
}
