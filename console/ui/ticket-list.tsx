import { Avatar, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { Link } from '@remix-run/react'
import { useRef } from 'react'
import type { ListedTicket } from '#console/routes/_desk.tickets._index.tsx'
import { PriorityBadge, StatusBadge } from './badges.tsx'
import { FlameIcon, LockIcon, RefreshIcon } from './icons.ts'
import { useKeys } from './keys.ts'
import { Card } from './page.tsx'
import { SlaBadge, type SlaMark } from './sla.tsx'
import styles from './ticket-list.module.css'
import { When } from './when.tsx'

/** The tickets of a view. j and k walk through them; the row that has the focus is the one that opens. */
export function TicketList({ rows }: { rows: ListedTicket[] }) {
  const list = useRef<HTMLOListElement>(null)
  const walk = (step: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const here = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1)
    links[next]?.focus()
  }
  const open = () => {
    if (list.current?.contains(document.activeElement))
      (document.activeElement as HTMLElement).click()
  }
  useKeys({ j: () => walk(1), k: () => walk(-1), o: open })
  return (
    <Card>
      <ol ref={list} className={styles.list} aria-label="Tickets">
        {rows.map((row) => (
          <li key={row.id}>
            <TicketRow row={row} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

function TicketRow({ row }: { row: ListedTicket }) {
  return (
    <Link
      to={`/tickets/${row.id}`}
      prefetch="intent"
      className={styles.row}
      data-unanswered={row.unanswered || undefined}
    >
      <span className={styles.dot}>
        {row.unanswered && <VisuallyHidden>Waits for an answer</VisuallyHidden>}
      </span>
      <span className={styles.said}>
        <span className={styles.subject}>{row.subject || '(no subject)'}</span>
        <span className={styles.from}>
          #{row.id} · {row.requester} · {row.team}
        </span>
      </span>
      <span className={styles.marks}>
        {row.sensitive && <Mark icon={LockIcon} label="Sensitive" />}
        {row.escalation > 0 && (
          <Mark icon={FlameIcon} label={`Escalated, level ${row.escalation}`} />
        )}
        {row.reopened > 0 && <Mark icon={RefreshIcon} label={`Reopened ${row.reopened}×`} />}
        {row.priority !== 'MEDIUM' && <PriorityBadge priority={row.priority} />}
        {row.sla && !isSettled(row.sla) && <SlaBadge sla={row.sla} />}
        <StatusBadge status={row.status} />
      </span>
      <span className={styles.owner}>
        {row.assignee ? (
          <Tooltip label={row.assignee}>
            <Avatar
              size={24}
              radius="xl"
              name={row.assignee}
              color="initials"
              aria-label={`Assigned to ${row.assignee}`}
            />
          </Tooltip>
        ) : (
          <span className={styles.nobody} role="img" aria-label="Unassigned" />
        )}
      </span>
      <Text size="xs" c="dimmed" className={styles.when} component="span">
        <When at={row.updatedAt} />
      </Text>
    </Link>
  )
}

/** What was met or waits says its status already. */
function isSettled({ status }: SlaMark): boolean {
  return status === 'met' || status === 'paused'
}

function Mark({ icon: MarkIcon, label }: { icon: typeof LockIcon; label: string }) {
  return (
    <Tooltip label={label}>
      <span role="img" aria-label={label} className={styles.mark}>
        <MarkIcon size={15} stroke={1.8} aria-hidden />
      </span>
    </Tooltip>
  )
}
