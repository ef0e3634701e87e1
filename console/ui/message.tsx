import { Link } from '@remix-run/react'
import type { ShownMessage } from '#console/ticket-page.ts'
import { Attachments } from './attachments.tsx'
import styles from './conversation.module.css'
import { Delivery } from './delivery.tsx'
import { LockIcon } from './icons.ts'
import { MessageBody } from './message-body.tsx'
import { Versions } from './versions.tsx'
import { ExactTime } from './when.tsx'
import { channelWords } from './words.ts'

interface Props {
  ticket: number
  message: ShownMessage
  onUndone: (text: string) => void
}

/** One thing said. A note looks like nothing that leaves the house. */
export function Message({ ticket, message, onUndone }: Props) {
  const kind = message.internal ? 'note' : message.inbound ? 'theirs' : 'ours'
  const author =
    message.author ?? message.address ?? (message.inbound ? 'Unknown sender' : 'Deskwire')
  return (
    <article className={styles.message} data-kind={kind} aria-label={`${labels[kind]} ${author}`}>
      <header className={styles.head}>
        <span className={styles.author}>{author}</span>
        {message.address && message.address !== author && (
          <span className={styles.quiet}>&lt;{message.address}&gt;</span>
        )}
        {message.internal && (
          <span className={styles.noteMark}>
            <LockIcon size={13} aria-hidden /> Internal note
          </span>
        )}
        {message.of !== ticket && (
          <Link to={`/tickets/${message.of}`} className={styles.quiet}>
            in #{message.of}
          </Link>
        )}
        {message.automatic && <span className={styles.quiet}>automatic message</span>}
        <span className={`${styles.quiet} ${styles.aside}`}>
          by {channelWords[message.channel]} · <ExactTime at={message.sentAt} />
        </span>
      </header>
      {message.deleted ? (
        <p className={styles.text}>
          <i>This message was deleted.</i>
        </p>
      ) : (
        <MessageBody key={String(message.editedAt)} message={message} />
      )}
      <Versions message={message} />
      <Attachments files={message.attachments} />
      {message.delivery && (
        <Delivery
          ticket={ticket}
          message={message.id}
          delivery={message.delivery}
          onUndone={onUndone}
        />
      )}
    </article>
  )
}

const labels = { note: 'Internal note by', theirs: 'Message from', ours: 'Reply by' }
