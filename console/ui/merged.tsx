import { Alert, Button, Group } from '@mantine/core'
import { Link } from '@remix-run/react'
import { useAct } from './act.ts'
import { GitMergeIcon } from './icons.ts'

/** Where a merged ticket goes on, and the way back. */
export function Merged({ ticket, into }: { ticket: number; into: number }) {
  const { act, busy } = useAct(ticket)
  return (
    <Alert color="gray" icon={<GitMergeIcon size={18} />} title="This ticket was merged">
      <Group justify="space-between" gap="xs">
        <span>
          It is read, and goes on, in <Link to={`/tickets/${into}`}>#{into}</Link>.
        </span>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={() => act({ intent: 'unmerge' })}
        >
          Undo the merge
        </Button>
      </Group>
    </Alert>
  )
}
