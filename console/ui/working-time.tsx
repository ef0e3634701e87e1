import { TextInput } from '@mantine/core'
import { useHydrated } from './now.ts'
import { SaveForm } from './save-form.tsx'

/** When and in what languages somebody works. */
export function WorkingTime({
  timeZone,
  hours,
  languages,
}: {
  timeZone: string
  hours: string // `Mon–Fri 09:00–17:00`; empty: at any time.
  languages: readonly string[]
}) {
  const zones = useHydrated() ? Intl.supportedValuesOf('timeZone') : []
  return (
    <SaveForm intent="time">
      <TextInput
        name="hours"
        label="Working hours"
        description="Like Mon–Fri 09:00–12:30, 13:00–17:00; Sat 10:00–14:00. Empty: at any time."
        defaultValue={hours}
        key={hours}
        maxLength={500}
        maw={480}
      />
      <TextInput
        name="timeZone"
        label="Time zone"
        description="By its name, like Europe/Berlin."
        defaultValue={timeZone}
        list="time-zones"
        required
        maxLength={64}
        maw={480}
      />
      <datalist id="time-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <TextInput
        name="languages"
        label="Languages"
        description="To answer in, as tags: de, en, pt-BR."
        defaultValue={languages.join(', ')}
        maxLength={300}
        maw={480}
      />
    </SaveForm>
  )
}
