import { Alert, Button, Group, Kbd, SegmentedControl, Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import styles from './composer.module.css'
import type { UsedDraft } from './draft.ts'
import { AlertTriangleIcon, ClockIcon, LockIcon, NoteIcon, SendIcon } from './icons.ts'
import { MacroMenu } from './macro-menu.tsx'
import { Merged } from './merged.tsx'
import { MomentMenu } from './moment-menu.tsx'
import { useHydrated } from './now.ts'
import { Recipients } from './recipients.tsx'

const box = 'composer-text'

interface Props {
  page: TicketPage
  draft: UsedDraft
}

/** Where the next thing is said; what was merged goes on elsewhere. */
export function Composer({ page, draft }: Props) {
  const { id, mergedIntoId } = page.ticket
  if (mergedIntoId) return <Merged ticket={id} into={mergedIntoId} />
  return <Writer page={page} draft={draft} />
}

/** To the requester, or, in another colour, to colleagues only. */
function Writer({ page, draft: { draft, change } }: Props) {
  const { ticket, messages, recipients } = page
  const { act, busy, answer } = useAct(ticket.id)
  const sending = useRef<'reply' | 'note'>(undefined)
  const note = draft.kind === 'note'
  const text = draft[draft.kind]
  const last = messages.at(-1)?.id ?? 0
  const ready = useHydrated() // What was typed sooner would be shown, and not sent.
  const heard = messages.findLast(({ internal, deleted, mine }) => !internal && !deleted && !mine)
  const newer =
    !note && draft.reply !== '' && heard !== undefined && heard.id > (draft.seen ?? last)

  const latest = useRef(change)
  latest.current = change
  useEffect(() => {
    if (!answer?.ok || !sending.current) return
    latest.current(
      sending.current === 'note'
        ? { note: '' }
        : { reply: '', to: undefined, cc: undefined, seen: undefined },
    )
    sending.current = undefined
  }, [answer])

  function write(words: string) {
    change(
      note
        ? { note: words }
        : { reply: words, seen: draft.reply === '' ? last : (draft.seen ?? last) },
    )
  }
  function send(sendAt?: Date) {
    if (busy || text.trim() === '' || newer) return
    sending.current = draft.kind
    const { to = recipients.to, cc = recipients.cc, seen = last } = draft
    if (note) act({ intent: 'note', text })
    else act({ intent: 'reply', text, to, cc, seen, sendAt: sendAt?.toISOString() })
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send()
    if (event.key === 'Escape') (event.target as HTMLElement).blur()
  }
  return (
    <section className={styles.composer} data-kind={draft.kind} aria-label="Write">
      <Group justify="space-between" mb={6} gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="Reply or note"
          value={draft.kind}
          onChange={(kind) => change({ kind: kind === 'note' ? 'note' : 'reply' })}
          data={[
            { value: 'reply', label: 'Reply' },
            { value: 'note', label: 'Note' },
          ]}
        />
        {note ? (
          <Text size="xs" className={styles.hint}>
            <LockIcon size={13} aria-hidden /> Only agents see this. It is never mailed.
          </Text>
        ) : (
          <Recipients key={ticket.id} usual={recipients} draft={draft} onChange={change} />
        )}
      </Group>
      {newer && (
        <Alert
          color="orange"
          icon={<AlertTriangleIcon size={18} />}
          mb={8}
          p="xs"
          title="A newer message has arrived"
        >
          <Group justify="space-between" gap="xs">
            {heard.author ?? heard.address ?? 'The requester'}{' '}
            {heard.inbound ? 'wrote again' : 'answered'} while you were writing.
            <Button
              size="compact-xs"
              variant="light"
              color="orange"
              onClick={() => change({ seen: last })}
            >
              I have read it
            </Button>
          </Group>
        </Alert>
      )}
      <Textarea
        id={box}
        aria-label={note ? 'Note for agents' : 'Reply to the requester'}
        placeholder={note ? 'Write a note for your colleagues…' : 'Write a reply…'}
        autosize
        minRows={text === '' ? 1 : 3}
        maxRows={14}
        value={text}
        readOnly={!ready}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKey}
        classNames={{ input: styles.box }}
      />
      <Group justify="flex-end" mt={8} gap="sm">
        <Text size="xs" c="dimmed" visibleFrom="sm">
          <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
        </Text>
        <MacroMenu
          page={page}
          onInsert={(words, asNote) => {
            const kind = asNote ? 'note' : 'reply'
            const seen = kind === 'reply' && draft.reply === '' ? { seen: last } : {}
            change({ kind, [kind]: [draft[kind], words].filter(Boolean).join('\n\n'), ...seen })
          }}
        />
        {!note && (
          <MomentMenu
            position="top-end"
            size="sm"
            disabled={busy || text.trim() === '' || newer}
            leftSection={<ClockIcon size={16} />}
            onChosen={send}
          >
            Send later
          </MomentMenu>
        )}
        <Button
          size="sm"
          color={note ? 'yellow.4' : undefined}
          autoContrast={note}
          loading={busy}
          disabled={text.trim() === '' || newer}
          onClick={() => send()}
          leftSection={note ? <NoteIcon size={16} /> : <SendIcon size={16} />}
        >
          {note ? 'Add note' : 'Send reply'}
        </Button>
      </Group>
    </section>
  )
}

/** Makes ready, then puts the cursor where the words go. */
export function focusComposer(prepare: () => void) {
  prepare()
  document.getElementById(box)?.focus()
}
