import type { ShownMessage } from '#console/ticket-page.ts'
import styles from './conversation.module.css'
import { ExactTime } from './when.tsx'

/** That a message was edited and, once unfolded, what it said before. */
export function Versions({ message: { editedAt, versions } }: { message: ShownMessage }) {
  if (!editedAt || versions.length === 0) return null
  return (
    <details className={styles.quiet}>
      <summary>
        edited <ExactTime at={editedAt} />
      </summary>
      {versions.map(({ version, text, until }) => (
        <div key={version}>
          Until <ExactTime at={until} />
          <p className={styles.text}>{text}</p>
        </div>
      ))}
    </details>
  )
}
