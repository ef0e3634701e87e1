import { Badge, Button, Group, Menu, Modal, Text } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { TicketPage } from '#console/ticket-page.ts'
import type { MacroPreview } from '#core/macros/preview.ts'
import { useAct } from './act.ts'
import { BoltIcon } from './icons.ts'
import { count } from './words.ts'

interface Props {
  page: TicketPage
  onInsert: (words: string, asNote: boolean) => void
}

/** Macros: what one would say and do is shown first; its words go into the box, or all of it is done at once. */
export function MacroMenu({ page: { ticket, macros }, onInsert }: Props) {
  const { act, busy } = useAct(ticket.id)
  const preview = useFetcher<MacroPreview>()
  const [chosen, setChosen] = useState<number>()
  const would = preview.state === 'idle' && preview.data?.id === chosen ? preview.data : undefined
  const close = () => setChosen(undefined)
  if (macros.length === 0) return null
  return (
    <>
      <Menu position="top-start" width={260}>
        <Menu.Target>
          <Button variant="subtle" color="gray" size="sm" leftSection={<BoltIcon size={16} />}>
            Macro
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          <Menu.Label>{count(macros.length, 'macro')}</Menu.Label>
          {macros.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => {
                setChosen(id)
                preview.load(`/tickets/${ticket.id}/macros/${id}`)
              }}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={would !== undefined}
        onClose={close}
        title={would?.name}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {would?.text && (
          <>
            <Text size="xs" c="dimmed">
              {would.note ? 'Writes a note' : 'Sends to the requester'}
            </Text>
            <Text size="sm" mb="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {would.text}
            </Text>
          </>
        )}
        <Group gap={6}>
          {would?.does.map((words) => (
            <Badge key={words} variant="light" color="gray" className="desk-badge">
              {words}
            </Badge>
          ))}
        </Group>
        <Group justify="flex-end" mt="md">
          {would?.text && (
            <Button
              variant="default"
              onClick={() => {
                onInsert(would.text, would.note)
                close()
              }}
            >
              Put the words into the box
            </Button>
          )}
          <Button
            loading={busy}
            onClick={() => {
              if (would) act({ intent: 'macro', macro: would.id })
              close()
            }}
          >
            Do all of it
          </Button>
        </Group>
      </Modal>
    </>
  )
}
