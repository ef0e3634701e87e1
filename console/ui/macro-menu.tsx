import { Alert, Badge, Button, Group, Menu, Modal, Text } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { TicketPage } from '#console/ticket-page.ts'
import type { MacroPreview } from '#core/macros/preview.ts'
import { useAct } from './act.ts'
import { BoltIcon } from './icons.ts'
import { count } from './words.ts'

interface Props {
  page: TicketPage
  onInsert: (words: string, asNote: boolean) => void
}

/**
 * Macros: what one would say and do is shown first; its words go into the box, or all of it is done at once. Where
 * somebody has just done the same it is asked a second time.
 */
export function MacroMenu({ page: { ticket, macros }, onInsert }: Props) {
  const { act, busy, answer } = useAct(ticket.id)
  const preview = useFetcher<MacroPreview>()
  const [chosen, setChosen] = useState<number>()
  const [asked, setAsked] = useState(false)
  const would = preview.state === 'idle' && preview.data?.id === chosen ? preview.data : undefined
  const why = asked && !busy && answer?.ok === false ? answer.why : undefined
  const confirms = why?.includes('Confirm') ?? false
  const close = () => setChosen(undefined)
  useEffect(() => {
    if (answer?.ok) setChosen(undefined)
  }, [answer])
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
                setAsked(false)
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
        {why && (
          <Alert color={confirms ? 'orange' : 'red'} mt="sm" p="xs" role="alert">
            {why}
          </Alert>
        )}
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
              if (would) act({ intent: 'macro', macro: would.id, confirm: confirms })
              setAsked(true)
            }}
          >
            {confirms ? 'Do it all the same' : 'Do all of it'}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
