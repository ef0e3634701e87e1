import { plainText } from '#bot/card/buttons.ts'
import { context, type Shown } from '#bot/card/card.ts'
import { fallback } from '#bot/text/plain.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** The five answers, as buttons. */
const faces = ['😞 Bad', '🙁', '😐', '🙂', '😀 Good'] as const

/** The question in a requester's thread: how it went. */
export function surveyPost(id: TicketId): Shown {
  const words = `How did it go with ticket #${id}?`
  return {
    text: fallback(words),
    blocks: [
      context(words),
      {
        type: 'actions',
        elements: faces.map((face, index) => ({
          type: 'button' as const,
          action_id: `survey.rate.${index + 1}`,
          value: String(id),
          text: plainText(face),
        })),
      },
    ],
  }
}
