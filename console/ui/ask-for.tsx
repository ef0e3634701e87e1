import { Button, Group, Modal, Textarea } from '@mantine/core'
import type { FormEvent } from 'react'

interface Props {
  opened: boolean
  onClose: () => void
  title: string
  label: string
  submit: string
  given?: string
  onAnswer: (words: string) => void
}

/** A dialog with one question. */
export function AskFor({ opened, onClose, title, label, submit, given = '', onAnswer }: Props) {
  function answer(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const words = String(new FormData(event.currentTarget).get('words')).trim()
    if (words === '') return
    onAnswer(words)
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={answer}>
        <Textarea
          name="words"
          label={label}
          defaultValue={given}
          data-autofocus
          autosize
          minRows={2}
          maxRows={8}
          required
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit">{submit}</Button>
        </Group>
      </form>
    </Modal>
  )
}
