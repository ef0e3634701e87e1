import { Button, Group, Menu } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import type { MailState } from '#db/schema/enums.ts'
import { useToast } from './toast.ts'

interface Waiting {
  id: number
  state: MailState
  ticketId: number | null
  from: string
}

/**
 * Decides about mails, and tells how that ended. It belongs to the page, for the mail that it was about may be gone
 * from a list before the answer comes.
 */
export function useDecide() {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const decide = ({ id, state }: Waiting, decision: string, block?: string) =>
    fetcher.submit(
      { decision, seen: state, ...(block && { block }) },
      { method: 'post', action: `/mails/${id}/decide`, encType: 'application/json' },
    )
  return { decide, busy: fetcher.state !== 'idle' }
}

interface Props extends ReturnType<typeof useDecide> {
  mail: Waiting
}

/** What can be decided about a mail that is held or spam; nothing for any other. */
export function Decide({ mail, decide, busy }: Props) {
  const { state, ticketId, from } = mail
  if (state !== 'held' && state !== 'spam') return null
  const ways: [decision: string, words: string][] =
    state === 'spam'
      ? [['admit', 'Not spam']]
      : ticketId
        ? [
            ['join', `Add to #${ticketId}`],
            ['open', 'New ticket'],
          ]
        : [['admit', 'Let it in']]
  return (
    <Group gap="xs" wrap="nowrap">
      {ways.map(([decision, words]) => (
        <Button
          key={decision}
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => decide(mail, decision)}
        >
          {words}
        </Button>
      ))}
      {state === 'held' && (
        <SpamMenu from={from} busy={busy} onPick={(block) => decide(mail, 'spam', block)} />
      )}
    </Group>
  )
}

interface SpamProps {
  from: string
  busy: boolean
  onPick: (block?: 'address' | 'domain') => void
}

/** Whoever is blocked here may be somebody whose name was forged: what is blocked is spelled out. */
function SpamMenu({ from, busy, onPick }: SpamProps) {
  const domain = from.slice(from.lastIndexOf('@'))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" disabled={busy}>
          Spam
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onPick()}>This mail</Menu.Item>
        {from.includes('@') && (
          <>
            <Menu.Item onClick={() => onPick('address')}>And block {from}</Menu.Item>
            <Menu.Item onClick={() => onPick('domain')}>And block everybody {domain}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
