import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import { useToast } from './toast.ts'

interface Props {
  member: { id: number; name: string }
  team: string
}

/** Takes somebody out of a team, and asks what becomes of their open tickets. */
export function RemoveMember({ member, team }: Props) {
  const [opened, { open, close }] = useDisclosure()
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const leave = (tickets: 'keep' | 'return') => {
    fetcher.submit({ intent: 'leave', person: member.id, tickets }, { method: 'post' })
    close()
  }
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        onClick={open}
        aria-label={`Remove ${member.name} from the team`}
      >
        Remove
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={`${member.name} leaves ${team}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text size="sm">
          They keep their open tickets of this team and go on seeing them, unless you give those
          back to its queue.
        </Text>
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" size="xs" onClick={() => leave('return')}>
            Remove, tickets to the queue
          </Button>
          <Button size="xs" onClick={() => leave('keep')} data-autofocus>
            Remove, tickets stay theirs
          </Button>
        </Group>
      </Modal>
    </>
  )
}
