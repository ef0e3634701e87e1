import { TagsInput } from '@mantine/core'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'

/** The tags of a ticket as chips; Enter or a comma adds one. */
export function Tags({ ticket }: { ticket: TicketPage['ticket'] }) {
  const { act, busy } = useAct(ticket.id)
  return (
    <TagsInput
      size="xs"
      aria-label="Tags"
      placeholder={ticket.tags.length === 0 ? 'Add a tag' : undefined}
      value={ticket.tags}
      disabled={busy || ticket.mergedIntoId !== null}
      maxTags={50}
      onChange={(tags) => act({ intent: 'tag', tags })}
    />
  )
}
