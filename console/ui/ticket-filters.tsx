import { Button, CloseButton, Group, NativeSelect, TextInput } from '@mantine/core'
import { Form, Link, useSearchParams, useSubmit } from '@remix-run/react'
import { type FormEvent, useEffect, useRef } from 'react'
import type { TicketSearch } from '#console/ticket-views.ts'
import { SearchIcon } from './icons.ts'
import styles from './ticket-filters.module.css'
import { choices, priorityWords, statusWords } from './words.ts'

interface Named {
  id: number
  name: string
}

/** A form whose answers are the URL: it can be shared, and works before any script has loaded. */
export function TicketFilters({
  search,
  teams,
  agents,
}: {
  search: TicketSearch
  teams: Named[]
  agents: Named[]
}) {
  const submit = useSubmit()
  const box = useRef<HTMLInputElement>(null)
  const [params] = useSearchParams()
  const wantsFocus = params.get('focus') === 'search'
  useEffect(() => {
    if (wantsFocus) box.current?.focus()
  }, [wantsFocus])
  const named = (list: Named[]) => list.map(({ id, name }) => ({ value: String(id), label: name }))
  const pick = (event: FormEvent<HTMLSelectElement>) => submit(event.currentTarget.form)
  const { view, status, priority, team, assignee, q } = search
  const filtered = Boolean(q || status || priority || team || assignee)
  const plain = view === 'open' ? '/tickets' : `/tickets?view=${view}`
  return (
    <Form
      key={JSON.stringify(search)}
      className={styles.filters}
      role="search"
      aria-label="Tickets"
    >
      {view !== 'open' && <input type="hidden" name="view" value={view} />}
      <TextInput
        ref={box}
        type="search"
        name="q"
        defaultValue={q}
        maxLength={200}
        className={styles.search}
        placeholder="Search subjects, messages, #number"
        aria-label="Search tickets"
        leftSection={<SearchIcon size={16} aria-hidden />}
        rightSection={
          q && <CloseButton component={Link} to={plain} size="sm" aria-label="Clear the search" />
        }
      />
      <Group gap={6} className={styles.picks}>
        <NativeSelect
          name="status"
          aria-label="Status"
          value={status ?? ''}
          onChange={pick}
          data={[{ value: '', label: 'Any status' }, ...choices(statusWords)]}
        />
        <NativeSelect
          name="priority"
          aria-label="Priority"
          value={priority ?? ''}
          onChange={pick}
          data={[{ value: '', label: 'Any priority' }, ...choices(priorityWords)]}
        />
        {teams.length > 1 && (
          <NativeSelect
            name="team"
            aria-label="Team"
            value={String(team ?? '')}
            onChange={pick}
            data={[{ value: '', label: 'Any team' }, ...named(teams)]}
          />
        )}
        <NativeSelect
          name="assignee"
          aria-label="Assignee"
          value={String(assignee ?? '')}
          onChange={pick}
          data={[
            { value: '', label: 'Any assignee' },
            { value: 'me', label: 'Me' },
            { value: 'none', label: 'Nobody' },
            ...named(agents),
          ]}
        />
        {filtered && (
          <Button component={Link} to={plain} variant="subtle" color="gray" size="sm">
            Clear
          </Button>
        )}
      </Group>
    </Form>
  )
}
