import { List, Text } from '@mantine/core'
import type { TicketPage } from '#console/ticket-page.ts'
import { When } from './when.tsx'

/** What the desk decided about a ticket by itself, the latest first: who got it, who did not, and why. */
export function Why({ decisions }: { decisions: TicketPage['why'] }) {
  if (decisions.length === 0) return null
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
        Why?
      </Text>
      {decisions.map(({ id, words, others, at }) => (
        <Text key={id} component="div" size="sm" mt={6} style={{ overflowWrap: 'anywhere' }}>
          {words}{' '}
          <Text span inherit c="dimmed">
            <When at={at} />
          </Text>
          {others.length > 0 && (
            <List size="sm" mt={4}>
              {others.map(({ name, why }) => (
                <List.Item key={name}>
                  {name}: {why}
                </List.Item>
              ))}
            </List>
          )}
        </Text>
      ))}
    </details>
  )
}
