import { Anchor, Table, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { Ledger } from '#console/ui/ledger.tsx'
import type { BackTestTable } from '#core/routing/back-test-table.ts'

const promises = [
  ['first_response', 'First response'],
  ['next_response', 'Next response'],
  ['resolution', 'Resolution'],
] as const

/** Before and after, side by side: broken promises, tickets per agent, and each ticket that would differ. */
export function BackTestOutcome({ table }: { table: BackTestTable }) {
  const { tickets, changed, assumed, items, load, breaches } = table
  return (
    <>
      <Title order={2}>
        {changed} of {tickets} tickets would differ
      </Title>
      {assumed.map((words) => (
        <Text key={words} size="sm" c="dimmed">
          {words}
        </Text>
      ))}
      <Ledger label="Broken promises" columns={['Broken promises', 'Before', 'After']}>
        {promises.map(([promise, words]) => (
          <Table.Tr key={promise}>
            <Table.Td>{words}</Table.Td>
            <Table.Td>{breaches.before[promise]}</Table.Td>
            <Table.Td>{breaches.after[promise]}</Table.Td>
          </Table.Tr>
        ))}
      </Ledger>
      {load.length > 0 && (
        <Ledger label="Tickets per agent" columns={['Agent', 'Before', 'After']}>
          {load.map(({ id, name, before, after }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{before}</Table.Td>
              <Table.Td>{after}</Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
      {items.length > 0 && (
        <Ledger label="Tickets that would differ" columns={['Ticket', 'Before', 'After', 'Why']}>
          {items.map(({ ticketId, subject, before, after, why }) => (
            <Table.Tr key={ticketId}>
              <Table.Td className="desk-words">
                <Anchor component={Link} to={`/tickets/${ticketId}`} underline="always">
                  #{ticketId}
                </Anchor>{' '}
                {subject}
              </Table.Td>
              <Table.Td>{sideInWords(before)}</Table.Td>
              <Table.Td>{sideInWords(after)}</Table.Td>
              <Table.Td className="desk-words">{why}</Table.Td>
            </Table.Tr>
          ))}
        </Ledger>
      )}
    </>
  )
}

function sideInWords({ team, assignee, priority }: BackTestTable['items'][number]['before']) {
  return `${team} · ${assignee ?? 'nobody'} · ${priority}`
}
