import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { readAgents } from '#console/agent-page.ts'
import { Ledger } from '#console/ui/ledger.tsx'
import { PresenceBadge } from '#console/ui/presence.tsx'
import { roleWords } from '#console/ui/words.ts'

type Agents = Awaited<ReturnType<typeof readAgents>>

/** Everybody who answers, with what they have in hand now. */
export function PeopleLedger({ people, manages }: { people: Agents; manages: boolean }) {
  return (
    <Ledger
      label="People who answer"
      columns={['Name', 'Role', 'Teams', 'Now', 'In hand', 'Skills']}
    >
      {people.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td className="desk-words">
            {manages ? (
              <Anchor
                component={Link}
                to={`/settings/people/${one.id}`}
                underline="always"
                fw={550}
              >
                {one.name}
              </Anchor>
            ) : (
              <Text fw={550}>{one.name}</Text>
            )}
            <Text size="xs" c="dimmed">
              {one.email}
            </Text>
          </Table.Td>
          <Table.Td>{roleWords[one.role]}</Table.Td>
          <Table.Td>{one.teams.map(({ name }) => name).join(', ') || 'None'}</Table.Td>
          <Table.Td className="desk-words">
            <PresenceBadge available={one.available} />
            {!one.available && (
              <Text size="xs" c="dimmed">
                {one.why}
              </Text>
            )}
          </Table.Td>
          <Table.Td>
            {one.load}
            {one.capacity !== null && ` of ${one.capacity}`}
          </Table.Td>
          <Table.Td>
            {Object.entries(one.skills)
              .map(([skill, level]) => `${skill} ${level}`)
              .join(', ')}
          </Table.Td>
        </Table.Tr>
      ))}
    </Ledger>
  )
}
