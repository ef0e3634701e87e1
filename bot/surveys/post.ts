import { plainText } from '#bot/card/buttons.ts'
import { context, type Shown } from '#bot/card/card.ts'
import { fallback, oneLine } from '#bot/text/plain.ts'
import type { TicketId } from '#db/schema/columns.ts'

/** The five answers, as buttons that say the same in every language. */
const faces = ['😞 1', '🙁 2', '😐 3', '🙂 4', '😀 5'] as const

/** The question in a requester's thread: how it went. */
export function surveyPost(id: TicketId, question: string): Shown {
  const words = oneLine(question, 300) || `#${id}?`
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
