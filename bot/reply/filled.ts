import type { ViewOutput } from '@slack/bolt'
import type { RichTextBlock } from '@slack/types'
import { PersonMessage, type SlackFile } from '#bot/creating/message.ts'
import { fieldIn } from '#bot/menu/modal.ts'

/** What somebody has put into the form to answer with. */
export interface Filled {
  cc: string[]
  words: RichTextBlock | undefined // As Slack sends it: anything.
  files: SlackFile[]
  sendAt: Date | undefined // Undefined: once it can no longer be taken back.
}

export function filledIn(view: ViewOutput, round: number): Filled {
  const seconds = fieldIn(view, 'later')?.selected_date_time
  const { data: files } = PersonMessage.shape.files.safeParse(fieldIn(view, 'files')?.files ?? [])
  return {
    cc: addressesIn(fieldIn(view, 'cc')?.value ?? ''),
    words: fieldIn(view, `words:${round}`)?.rich_text_value,
    files: files ?? [],
    sendAt: seconds ? new Date(seconds * 1000) : undefined,
  }
}

/** Each once. `Eve <eve@example.org>` is the address in it. */
function addressesIn(typed: string): string[] {
  const all = typed.split(/[,;\n]+/).map((part) => (/<([^<>]*)>/.exec(part)?.[1] ?? part).trim())
  return [...new Set(all.filter(Boolean))]
}
