import { NativeSelect, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TicketPage } from '#console/ticket-page.ts'
import { useAct } from './act.ts'
import { Escalations } from './escalations.tsx'
import { Fields } from './fields.tsx'
import { Metadata } from './metadata.tsx'
import { Participants } from './participants.tsx'
import { SlaClocks } from './sla.tsx'
import { Tags } from './tags.tsx'
import styles from './ticket-page.module.css'
import { Watchers } from './watchers.tsx'
import { When } from './when.tsx'
import { Why } from './why.tsx'
import { choices, isOneOf, priorityWords, statusWords } from './words.ts'

/** Everything about the ticket beside what was said. */
export function TicketPanel({ page }: { page: TicketPage }) {
  const { ticket, participants, metadata, fields, merged } = page
  const free = Object.entries(metadata).filter(([key]) => !fields.some((one) => one.key === key))
  return (
    <aside className={styles.panel} aria-label="About this ticket">
      <Pickers page={page} />
      <Section title="Tags">
        <Tags ticket={ticket} />
      </Section>
      {fields.length > 0 && (
        <Section title="Fields">
          <Fields ticket={ticket.id} fields={fields} values={metadata} />
        </Section>
      )}
      <Section title="People">
        <Participants ticket={ticket.id} people={participants} />
      </Section>
      <Section title="Watchers">
        <Watchers page={page} />
      </Section>
      <Section title="SLA">
        <SlaClocks clocks={page.sla.clocks} />
      </Section>
      {page.escalations.length > 0 && (
        <Section title="Escalations">
          <Escalations ticket={ticket.id} escalations={page.escalations} />
        </Section>
      )}
      <Section title="Facts">
        <dl className={styles.facts}>
          <Fact name="Opened">
            <When at={ticket.openedAt} />
          </Fact>
          {ticket.firstResponseAt && (
            <Fact name="First reply">
              <When at={ticket.firstResponseAt} />
            </Fact>
          )}
          {ticket.resolvedAt && (
            <Fact name="Resolved">
              <When at={ticket.resolvedAt} />
            </Fact>
          )}
          {ticket.snoozedUntil && (
            <Fact name="Sleeps until">
              <When at={ticket.snoozedUntil} />
            </Fact>
          )}
          <Fact name="Escalation">
            {ticket.escalation > 0 ? `Level ${ticket.escalation}` : 'None'}
          </Fact>
          {ticket.reopened > 0 && <Fact name="Reopened">{ticket.reopened}×</Fact>}
          <Fact name="Sensitive">{ticket.sensitive ? 'Yes: few may see it' : 'No'}</Fact>
          {page.survey && (
            <Fact name="How it went">
              {page.survey.rating === null ? 'Asked, no answer yet' : `${page.survey.rating} of 5`}
              {page.survey.comment && `: ${page.survey.comment}`}
            </Fact>
          )}
          {ticket.followsId && (
            <Fact name="Goes on from">
              <a href={`/tickets/${ticket.followsId}`}>#{ticket.followsId}</a>
            </Fact>
          )}
          {merged.length > 0 && (
            <Fact name="Merged here">
              {merged.map((id) => (
                <a key={id} href={`/tickets/${id}`}>
                  #{id}{' '}
                </a>
              ))}
            </Fact>
          )}
          {ticket.archivedAt && (
            <Fact name="Archived">
              <When at={ticket.archivedAt} />
            </Fact>
          )}
        </dl>
      </Section>
      <Section title="Metadata">
        <Metadata ticket={ticket.id} facts={Object.fromEntries(free)} />
      </Section>
    </aside>
  )
}

function Pickers({ page: { ticket, agents, teams, why } }: { page: TicketPage }) {
  const { act, busy } = useAct(ticket.id)
  const mine = ticket.assignee
  const owners = mine && !agents.some(({ id }) => id === mine.id) ? [mine, ...agents] : agents
  return (
    <Stack gap="xs" pb="md">
      <NativeSelect
        label="Status"
        value={ticket.status}
        disabled={busy}
        onChange={({ currentTarget: { value } }) =>
          isOneOf(statusWords, value) && act({ intent: 'status', to: value })
        }
        data={choices(statusWords).filter(
          ({ value }) => value !== 'new' || ticket.status === 'new',
        )}
      />
      <NativeSelect
        label="Priority"
        value={ticket.priority}
        disabled={busy}
        onChange={({ currentTarget: { value } }) =>
          isOneOf(priorityWords, value) && act({ intent: 'priority', to: value })
        }
        data={choices(priorityWords)}
      />
      <NativeSelect
        id="assignee"
        label="Assignee"
        value={String(ticket.assignee?.id ?? '')}
        disabled={busy}
        onChange={({ currentTarget: { value } }) =>
          act({ intent: 'assign', to: value ? Number(value) : null })
        }
        data={[
          { value: '', label: 'Nobody' },
          ...owners.map(({ id, name }) => ({ value: String(id), label: name ?? '' })),
        ]}
      />
      <Why decisions={why} />
      <NativeSelect
        label="Team"
        value={String(ticket.team.id)}
        disabled={busy || teams.length < 2}
        onChange={({ currentTarget: { value } }) => act({ intent: 'transfer', to: Number(value) })}
        data={teams.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
    </Stack>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
