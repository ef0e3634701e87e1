import type { EntityMetadata, KnownBlock } from '@slack/types'
import { context } from '#bot/card/card.ts'
import { statusWords } from '#bot/card/words.ts'
import { oneLine } from '#bot/text/plain.ts'
import { plain, richText, section } from '#bot/text/rich.ts'
import type { TicketRow } from '#core/tickets/find.ts'
import type { TicketId } from '#db/schema/columns.ts'

type Told = Pick<TicketRow, 'id' | 'subject' | 'status'>

/** What anybody may read, whether or not there is such a ticket: no more than the address itself says. */
export function bareUnfurl(id: TicketId): { blocks: KnownBlock[] } {
  return { blocks: [context(`#${id} · a ticket in Deskwire`)] }
}

/** Number, subject and status, where Slack knows no Work Objects. */
export function fullUnfurl({ id, subject, status }: Told): { blocks: KnownBlock[] } {
  const title = plain(`#${id} ${titleOf(subject)}`, { bold: true })
  return { blocks: [richText([section(title)]), context(statusWords[status])] }
}

/** The same as a Work Object (docs.slack.dev/messaging/work-objects). */
export function workObject(
  { id, subject, status }: Told,
  page: string,
  shared?: string,
): EntityMetadata {
  return {
    entity_type: 'slack#/entities/task',
    external_ref: { id: String(id), type: 'ticket' },
    url: page,
    ...(shared !== undefined && { app_unfurl_url: shared }),
    entity_payload: {
      attributes: {
        title: { text: titleOf(subject) },
        display_type: 'Ticket',
        display_id: `#${id}`,
        product_name: 'Deskwire',
      },
      fields: { status: { value: statusWords[status] } },
    },
  }
}

function titleOf(subject: string): string {
  return oneLine(subject, 150) || '(no subject)'
}
