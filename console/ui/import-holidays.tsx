import { Button, FileButton, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { SaveForm } from './save-form.tsx'

/** Holidays from a file, or from what was copied out of one: a file is only read into the field, so both go one way. */
export function ImportHolidays() {
  const [ics, setIcs] = useState('')
  const choose = async (file: File | null) => setIcs((await file?.text()) ?? '')
  return (
    <details>
      <Text component="summary" size="sm" my="sm">
        Import from an iCalendar file
      </Text>
      <SaveForm intent="import" submit="Import">
        <Group>
          <FileButton onChange={choose} accept=".ics,text/calendar">
            {(props) => (
              <Button {...props} size="xs" variant="default">
                Choose a file…
              </Button>
            )}
          </FileButton>
        </Group>
        <Textarea
          name="ics"
          label="Or paste its text"
          placeholder="BEGIN:VCALENDAR…"
          value={ics}
          onChange={({ currentTarget }) => setIcs(currentTarget.value)}
          rows={5}
          required
          maw={640}
        />
      </SaveForm>
    </details>
  )
}
