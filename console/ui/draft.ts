import { useEffect, useState } from 'react'

/** What an agent has written and not sent. Replies and notes are kept apart, so that a note never becomes a mail. */
export interface Draft {
  kind: 'reply' | 'note'
  reply: string
  note: string
  to?: string[] // Absent: whoever takes part.
  cc?: string[]
  seen?: number // The last message there was when the reply was begun.
}

const empty: Draft = { kind: 'reply', reply: '', note: '' }

export type UsedDraft = ReturnType<typeof useDraft>

/** A draft that survives reloads, errors and closed tabs: it lies in the browser, by agent and ticket. */
export function useDraft(agent: number, ticket: number) {
  const key = `draft:${agent}:${ticket}`
  const [draft, setDraft] = useState<Draft>(empty)
  useEffect(() => setDraft(kept(key)), [key])

  function change(part: Partial<Draft>) {
    setDraft((before) => {
      const after = { ...before, ...part }
      keep(key, after)
      return after
    })
  }
  return { draft, change }
}

function kept(key: string): Draft {
  try {
    const read: Partial<Draft> = JSON.parse(localStorage.getItem(key) ?? '{}')
    return { ...empty, ...read }
  } catch {
    return empty // Written by somebody else, or storage is off: begin anew.
  }
}

function keep(key: string, draft: Draft) {
  try {
    if (draft.reply || draft.note) localStorage.setItem(key, JSON.stringify(draft))
    else localStorage.removeItem(key)
  } catch {
    // Storage is full or off: the words are still on the page.
  }
}
