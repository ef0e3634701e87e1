import { Button, Group, Loader } from '@mantine/core'
import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { ShownMessage } from '#console/ticket-page.ts'
import styles from './conversation.module.css'
import { MessageHtml } from './message-html.tsx'

type View = 'text' | 'whole' | 'html'

/** The visible text; quotes, the whole text and the original mail are one click away. */
export function MessageBody({ message }: { message: ShownMessage }) {
  const bare = message.text.trim() === ''
  const [view, setView] = useState<View>(bare && message.hasHtml ? 'html' : 'text')
  const whole = useFetcher<{ text: string }>()
  function show(next: View) {
    setView(next)
    if (next === 'whole' && !whole.data) whole.load(`/messages/${message.id}/text`)
  }
  const toggle = (next: View, words: string) => (
    <Button size="compact-xs" variant="subtle" color="gray" onClick={() => show(next)}>
      {words}
    </Button>
  )
  return (
    <>
      {view === 'html' && <MessageHtml id={message.id} />}
      {view === 'text' && <p className={styles.text}>{bare ? <i>(no text)</i> : message.text}</p>}
      {view === 'whole' &&
        (whole.data ? (
          <p className={styles.text}>{whole.data.text}</p>
        ) : (
          <Loader size="xs" aria-label="Loading" />
        ))}
      {(message.hidesMore || message.hasHtml) && (
        <Group gap={4} mt={8} ml={-8}>
          {message.hidesMore && view === 'text' && toggle('whole', 'Show quoted text')}
          {view === 'whole' && toggle('text', 'Hide quoted text')}
          {message.hasHtml && view !== 'html' && toggle('html', 'Show original')}
          {view === 'html' && !bare && toggle('text', 'Show text')}
        </Group>
      )}
    </>
  )
}
