import { Button, type ButtonProps, Menu, type MenuProps } from '@mantine/core'
import { useNow } from './now.ts'
import { ExactTime } from './when.tsx'

interface Props extends ButtonProps {
  position: NonNullable<MenuProps['position']>
  onChosen: (moment: Date) => void
}

/** A button for what can be put off: it offers the moments that people say, in their own time zone. */
export function MomentMenu({ position, onChosen, ...button }: Props) {
  const now = new Date(useNow(60))
  return (
    <Menu position={position} width={270}>
      <Menu.Target>
        <Button variant="default" {...button} />
      </Menu.Target>
      <Menu.Dropdown>
        {moments(now).map(([label, moment]) => (
          <Menu.Item
            key={label}
            onClick={() => onChosen(moment)}
            rightSection={
              <small>
                <ExactTime at={moment} />
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

function moments(now: Date): [string, Date][] {
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
