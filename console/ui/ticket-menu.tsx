import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import { AskFor } from './ask-for.tsx'
import {
  ArchiveIcon,
  CheckIcon,
  DotsIcon,
  FileTextIcon,
  FlameIcon,
  GitMergeIcon,
  LockIcon,
  TrashIcon,
} from './icons.ts'
import { MergeInto } from './merge-into.tsx'
import { useDesk } from './navigation.tsx'

/** What is done with a ticket less often. */
export function TicketMenu({ ticket }: { ticket: TicketPage['ticket'] }) {
  const { act } = useAct(ticket.id)
  const [escalating, escalate] = useDisclosure()
  const [renaming, rename] = useDisclosure()
  const [merging, merge] = useDisclosure()
  const role = useDesk()?.agent.role
  const ended = ticket.resolvedAt !== null
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="More">
            <DotsIcon size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!ended && (
            <Menu.Item leftSection={<FlameIcon size={16} />} onClick={escalate.open}>
              Escalate…
            </Menu.Item>
          )}
          <Menu.Item leftSection={<FileTextIcon size={16} />} onClick={rename.open}>
            Rename…
          </Menu.Item>
          <Menu.Item
            leftSection={<LockIcon size={16} />}
            onClick={() => act({ intent: 'sensitive', on: !ticket.sensitive })}
          >
            {ticket.sensitive ? 'Lift the sensitive mark' : 'Mark as sensitive'}
          </Menu.Item>
          {!ticket.mergedIntoId && (
            <Menu.Item leftSection={<GitMergeIcon size={16} />} onClick={merge.open}>
              Merge into another…
            </Menu.Item>
          )}
          {ticket.status !== 'closed' && (
            <Menu.Item
              leftSection={<CheckIcon size={16} />}
              onClick={() => act({ intent: 'status', to: 'closed' })}
            >
              Close for good
            </Menu.Item>
          )}
          {ended && (
            <Menu.Item
              leftSection={<ArchiveIcon size={16} />}
              onClick={() => act({ intent: ticket.archivedAt ? 'restore' : 'archive' })}
            >
              {ticket.archivedAt ? 'Take out of the archive' : 'Archive'}
            </Menu.Item>
          )}
          {(role === 'manager' || role === 'admin') && (
            <Menu.Item
              color="red"
              leftSection={<TrashIcon size={16} />}
              onClick={() => act({ intent: 'delete' })}
            >
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <MergeInto ticket={ticket.id} opened={merging} onClose={merge.close} />
      <AskFor
        opened={escalating}
        onClose={escalate.close}
        title={`Escalate #${ticket.id}`}
        label="Why? Those who get it read this."
        submit="Escalate"
        onAnswer={(reason) => act({ intent: 'escalate', reason })}
      />
      <AskFor
        opened={renaming}
        onClose={rename.close}
        title={`Rename #${ticket.id}`}
        label="Subject"
        submit="Rename"
        given={ticket.subject}
        onAnswer={(subject) => act({ intent: 'rename', subject })}
      />
    </>
  )
}
