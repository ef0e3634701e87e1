import { Alert, Button, Group, NativeSelect, Table, Text, TextInput } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useFetcher, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type Answer, orExplain, orNotFound } from '#console/answer.ts'
import { personNumber, ticketNumber } from '#console/ids.ts'
import { requireRole } from '#console/require-agent.ts'
import { Empty } from '#console/ui/empty.tsx'
import { ShieldCheckIcon } from '#console/ui/icons.ts'
import { Ledger } from '#console/ui/ledger.tsx'
import { Page } from '#console/ui/page.tsx'
import { Pager } from '#console/ui/pager.tsx'
import { When } from '#console/ui/when.tsx'
import { perform, read } from '#core/app.ts'
import { findEvents } from '#core/audit/find.ts'
import { verifyAudit } from '#core/audit/verify.ts'
import { agentNames } from '#core/people/agent-names.ts'

const readers = ['admin', 'auditor'] as const
const Search = z.object({
  ticket: ticketNumber.optional().catch(undefined),
  actor: personNumber.optional().catch(undefined),
  kind: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional()
    .catch(undefined),
  cursor: z.string().max(20).optional().catch(undefined),
})

export const meta: MetaFunction = () => [{ title: 'Audit · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, readers)
  const params = [...new URL(request.url).searchParams].filter(([, value]) => value !== '')
  const { ticket, actor, kind, cursor } = Search.parse(Object.fromEntries(params))
  return orNotFound(() =>
    read(context.app, agent, async (db) => {
      const { items, next } = await findEvents(db, {
        ticketId: ticket,
        actorId: actor,
        kind,
        cursor,
      })
      const rows = items.map(({ id, at, chain, place, kind, actor, via, ip, details }) => ({
        ...{ id, at, chain, place, kind, via, ip },
        who: actor?.name || 'Deskwire',
        details: Object.keys(details).length > 0 ? JSON.stringify(details) : '',
      }))
      return {
        search: { ticket, actor, kind },
        first: !cursor,
        next,
        rows,
        agents: await agentNames(db),
      }
    }),
  )
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, readers)
  return orExplain(async () => {
    const { ok, checked, broken } = await perform(context.app, agent, verifyAudit)
    if (ok) return { ok, said: `All ${checked} entries are as they were written.` }
    const places = broken
      .slice(0, 5)
      .map(({ chain, place, fault }) => `${chain}, entry ${place}: ${fault}`)
    return {
      ok: false,
      why: `${broken.length} of ${checked} entries are not as they were written. ${places.join('. ')}`,
    }
  })
}

export default function Audit() {
  const { search, first, next, rows, agents } = useLoaderData<typeof loader>()
  return (
    <Page title="Audit" aside={<Verify />}>
      <Form key={JSON.stringify(search)} role="search" aria-label="Audit">
        <Group gap="xs" mb="sm">
          <TextInput
            name="ticket"
            placeholder="Ticket number"
            aria-label="Ticket number"
            inputMode="numeric"
            defaultValue={search.ticket}
          />
          <NativeSelect
            name="actor"
            aria-label="Who"
            defaultValue={String(search.actor ?? '')}
            data={[
              { value: '', label: 'Anybody' },
              ...agents.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          <TextInput
            name="kind"
            placeholder="What, as in resolved"
            aria-label="What happened"
            defaultValue={search.kind}
          />
          <Button type="submit" variant="default">
            Filter
          </Button>
        </Group>
      </Form>
      {rows.length === 0 ? (
        <Empty icon={ShieldCheckIcon} title="Nothing fits">
          No entry fits these filters.
        </Empty>
      ) : (
        <Ledger label="Audit trail" columns={['When', 'Who', 'What', 'Where', 'Details']}>
          {rows.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td>
                <When at={event.at} />
              </Table.Td>
              <Table.Td>
                {event.who}
                <Text size="xs" c="dimmed">
                  by {event.via} {event.ip}
                </Text>
              </Table.Td>
              <Table.Td>{event.kind.replaceAll('_', ' ')}</Table.Td>
              <Table.Td>
                {event.chain}
                <Text size="xs" c="dimmed">
                  entry {event.place}
                </Text>
              </Table.Td>
              <Table.Td className="desk-words">
                <Text size="xs" ff="monospace" lineClamp={4}>
                  {event.details}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
      <Pager next={next} first={first} />
    </Page>
  )
}

/** Walks the whole chain: whoever had edited, removed or reordered an entry would be found out. */
function Verify() {
  const fetcher = useFetcher<Answer>()
  const answer = fetcher.data
  return (
    <Group gap="xs">
      {answer && (
        <Alert color={answer.ok ? 'teal' : 'red'} p={6} role="status">
          {answer.ok ? answer.said : answer.why}
        </Alert>
      )}
      <fetcher.Form method="post">
        <Button
          type="submit"
          size="xs"
          loading={fetcher.state !== 'idle'}
          leftSection={<ShieldCheckIcon size={15} />}
        >
          Verify
        </Button>
      </fetcher.Form>
    </Group>
  )
}
