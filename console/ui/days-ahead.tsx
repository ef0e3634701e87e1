import { Table, Text, Title } from '@mantine/core'
import type { CalendarPage } from '#console/calendar-page.ts'
import { Card } from './page.tsx'

/** When a calendar is open in the coming days: what its hours, holidays and time zone come to. */
export function DaysAhead({ page: { ahead, calendar } }: { page: CalendarPage }) {
  return (
    <Card padded>
      <Title order={2}>The next 14 days</Title>
      <Text size="sm" c="dimmed" mb="xs">
        In the time zone {calendar.timeZone}
      </Text>
      <Table verticalSpacing={4} className="desk-table" aria-label="The next 14 days" maw={640}>
        <Table.Tbody>
          {ahead.map(({ day, date, holiday, words, hours }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={400}>
                {date}
              </Table.Th>
              <Table.Td className="desk-words">
                {words || (
                  <Text span size="sm" c="dimmed">
                    {holiday ?? 'Closed'}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">{hours}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}
