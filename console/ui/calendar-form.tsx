import { Group, SimpleGrid, TextInput } from '@mantine/core'
import type { WeekHours } from '#db/schema/people.ts'
import { useHydrated } from './now.ts'
import { SaveForm } from './save-form.tsx'

interface Props {
  calendar: { name: string; timeZone: string; hours: WeekHours; icsUrl: string | null }
}

const weekdays = [
  ['1', 'Monday'],
  ['2', 'Tuesday'],
  ['3', 'Wednesday'],
  ['4', 'Thursday'],
  ['5', 'Friday'],
  ['6', 'Saturday'],
  ['7', 'Sunday'],
] as const

/** When it is open, day by day. */
export function CalendarForm({ calendar }: Props) {
  const { name, timeZone, hours, icsUrl } = calendar
  return (
    <SaveForm intent="settings">
      <Group gap="sm" align="flex-end">
        <TextInput name="name" label="Name" defaultValue={name} required maxLength={80} w={260} />
        <TimeZoneInput timeZone={timeZone} />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {weekdays.map(([day, label]) => (
          <TextInput
            key={day}
            name={`day.${day}`}
            label={label}
            placeholder="Closed"
            defaultValue={(hours[day] ?? []).map((window) => window.join('–')).join(', ')}
            maxLength={200}
          />
        ))}
      </SimpleGrid>
      <TextInput
        name="icsUrl"
        label="Address of its holidays"
        description="An iCalendar (.ics) at a public https address, read each day. Empty: they are entered by hand."
        placeholder="https://…/holidays.ics"
        defaultValue={icsUrl ?? ''}
        maxLength={2000}
        maw={640}
      />
    </SaveForm>
  )
}

export function TimeZoneInput({ timeZone, size }: { timeZone?: string; size?: 'xs' }) {
  const zones = useHydrated() ? Intl.supportedValuesOf('timeZone') : []
  return (
    <>
      <TextInput
        name="timeZone"
        size={size}
        label="Time zone"
        placeholder="Europe/Berlin"
        defaultValue={timeZone}
        list="time-zones"
        required
        maxLength={64}
        w={size ? undefined : 260}
      />
      <datalist id="time-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}
