import type { ShownEvent } from '#console/ticket-page.ts'
import styles from './conversation.module.css'
import { When } from './when.tsx'

/** What happened between two messages: a few things plainly, many folded. */
export function Events({ events }: { events: ShownEvent[] }) {
  if (events.length <= 2) return <div className={styles.events}>{listed(events)}</div>
  const last = events.at(-1)
  return (
    <details className={styles.events}>
      <summary>
        {events.length} changes
        {last && (
          <>
            , the last one <When at={last.at} />
          </>
        )}
      </summary>
      {listed(events)}
    </details>
  )
}

function listed(events: ShownEvent[]) {
  return (
    <ul>
      {events.map(({ id, who, words, at }) => (
        <li key={id}>
          <b>{who}</b> {words} · <When at={at} />
        </li>
      ))}
    </ul>
  )
}
