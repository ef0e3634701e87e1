import { Button, Menu } from '@mantine/core'
import { useAct } from './act.ts'
import { AlarmSnoozeIcon } from './icons.ts'
import { useNow } from './now.ts'
import { ExactTime } from './when.tsx'

/** Puts a ticket aside until a time that people say, in the time zone of whoever says it. */
export function SnoozeMenu({ ticket }: { ticket: number }) {
  const { act, busy } = useAct(ticket)
  const now = new Date(useNow(60))
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          leftSection={<AlarmSnoozeIcon size={15} />}
        >
          Snooze
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {presets(now).map(([label, until]) => (
          <Menu.Item
            key={label}
            onClick={() => act({ intent: 'snooze', until: until.toISOString() })}
            rightSection={
              <small>
                <ExactTime at={until} />
              </small>
            }
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function presets(now: Date): [string, Date][] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  return [
    ['In an hour', inHours(1)],
    ['In three hours', inHours(3)],
    ['Tomorrow', morning(now, 1)],
    ['Monday', morning(now, (8 - now.getDay()) % 7 || 7)],
    ['In a week', morning(now, 7)],
  ]
}

/** Nine o'clock, so many days from now. */
function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9)
}
