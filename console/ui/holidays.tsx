import { Alert, Group, Table, Text, TextInput, Title } from '@mantine/core'
import type { CalendarPage } from '#console/calendar-page.ts'
import { AddForm } from './add-form.tsx'
import { ImportHolidays } from './import-holidays.tsx'
import { Card } from './page.tsx'
import { RemoveButton } from './remove-button.tsx'
import { When } from './when.tsx'

/** Days on which a calendar is closed, and where they come from. */
export function Holidays({ page }: { page: CalendarPage }) {
  const { calendar, mayChange } = page
  return (
    <Card padded>
      <Title order={2} mb="xs">
        Holidays
      </Title>
      {calendar.icsProblem && (
        <Alert color="red" role="alert" p="sm" mb="sm" title="The holidays could not be read">
          {calendar.icsProblem} The days below still hold.
        </Alert>
      )}
      {calendar.icsUrl && <Source page={page} />}
      {page.holidays.length === 0 ? (
        <Text size="sm">None: it is open on every day of its week.</Text>
      ) : (
        <HolidayTable page={page} />
      )}
      {mayChange && (
        <>
          <AddForm intent="holiday" submit="Add holiday">
            <TextInput name="day" type="date" size="xs" label="Day of the holiday" required />
            <TextInput
              name="name"
              size="xs"
              label="Name of the holiday"
              placeholder="Christmas"
              maxLength={120}
            />
          </AddForm>
          <ImportHolidays />
        </>
      )}
    </Card>
  )
}

function Source({ page: { calendar, mayChange } }: { page: CalendarPage }) {
  return (
    <Group gap="xs" mb="xs">
      <Text size="sm" c="dimmed" className="desk-words">
        {calendar.icsReadAt ? (
          <>
            Read <When at={calendar.icsReadAt} /> from {calendar.icsUrl}
          </>
        ) : (
          <>Not read yet from {calendar.icsUrl}</>
        )}
      </Text>
      {mayChange && (
        <AddForm intent="refresh" submit="Read now">
          {null}
        </AddForm>
      )}
    </Group>
  )
}

function HolidayTable({ page: { holidays, mayChange } }: { page: CalendarPage }) {
  return (
    <Table verticalSpacing={4} className="desk-table" aria-label="Holidays" maw={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          <Table.Th>Name</Table.Th>
          <Table.Th>From</Table.Th>
          {mayChange && <Table.Td />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {holidays.map(({ day, date, name, imported }) => (
          <Table.Tr key={day}>
            <Table.Td>{date}</Table.Td>
            <Table.Td className="desk-words">{name}</Table.Td>
            <Table.Td>
              <Text size="sm" c="dimmed">
                {imported ? 'its address' : 'by hand'}
              </Text>
            </Table.Td>
            {mayChange && (
              <Table.Td>
                {!imported && (
                  <RemoveButton intent="workday" fields={{ day }} label={`${date} is no holiday`} />
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
