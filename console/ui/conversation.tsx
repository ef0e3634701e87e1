import { Button } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { ShownEvent, ShownMessage, TicketPage } from '#console/ticket-page.ts'
import styles from './conversation.module.css'
import { Events } from './events.tsx'
import { Message } from './message.tsx'
import { count } from './words.ts'

type Entry = { message: ShownMessage } | { events: ShownEvent[] }

/** What was said and, folded in between, what happened, oldest first. */
export function Conversation({
  page,
  onUndone,
}: {
  page: TicketPage
  onUndone: (text: string) => void
}) {
  const { ticket, earlier, messages, events } = page
  return (
    <div className={styles.conversation}>
      {earlier > 0 && (
        <Button
          component={Link}
          to={`?show=${messages.length + 100}`}
          preventScrollReset
          variant="default"
          size="xs"
        >
          Show {count(Math.min(earlier, 100), 'earlier message')} of {earlier}
        </Button>
      )}
      {woven(messages, events).map((entry) =>
        'message' in entry ? (
          <Message
            key={`m${entry.message.id}`}
            ticket={ticket.id}
            message={entry.message}
            onUndone={onUndone}
          />
        ) : (
          <Events key={`e${entry.events[0]?.id}`} events={entry.events} />
        ),
      )}
    </div>
  )
}

function woven(messages: ShownMessage[], events: ShownEvent[]): Entry[] {
  const waiting = [...events]
  const before = (at: Date | undefined) => {
    const count = waiting.findIndex((event) => at && event.at >= at)
    return waiting.splice(0, count < 0 ? waiting.length : count)
  }
  const entries: Entry[] = messages.flatMap((message) => [
    { events: before(message.createdAt) },
    { message },
  ])
  return [...entries, { events: before(undefined) }].filter(
    (entry) => 'message' in entry || entry.events.length > 0,
  )
}
