import { Alert, Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useAct } from './act.ts'
import { GitMergeIcon } from './icons.ts'

interface Props {
  ticket: number
  opened: boolean
  onClose: () => void
}

/** Asks which ticket it is to be a part of; a second time where two people have asked. */
export function MergeInto({ ticket, opened, onClose }: Props) {
  const { act, busy, answer } = useAct(ticket)
  const [asked, setAsked] = useState<number>()
  const why = asked && answer?.ok === false ? answer.why : undefined
  const confirms = why?.includes('Confirm') ?? false
  const latest = useRef(onClose)
  latest.current = onClose
  useEffect(() => {
    if (answer?.ok) latest.current()
  }, [answer])

  function merge(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const into = Number(String(new FormData(event.currentTarget).get('into')).replace(/^\s*#/, ''))
    act({ intent: 'merge', into, confirm: confirms && into === asked })
    setAsked(into)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Merge #${ticket} into another ticket`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={merge}>
        <TextInput
          name="into"
          label="Number of the ticket that stays"
          description={`#${ticket} is closed, and its conversation is read there. It can be undone.`}
          placeholder="#1042"
          pattern="\s*#?[0-9]{1,9}\s*"
          title="A number, like #1042"
          data-autofocus
          required
        />
        {why && (
          <Alert color={confirms ? 'orange' : 'red'} mt="sm" p="xs" role="alert">
            {why}
          </Alert>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={busy} leftSection={<GitMergeIcon size={16} />}>
            {confirms ? 'Merge them all the same' : 'Merge'}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
