import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { CheckIcon, DeviceDesktopIcon, MoonIcon, SunIcon } from './icons.ts'
import { useHydrated } from './now.ts'

const schemes = [
  ['light', 'Light', SunIcon],
  ['dark', 'Dark', MoonIcon],
  ['auto', 'As the system', DeviceDesktopIcon],
] as const

export function ColourScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const hydrated = useHydrated() // The choice is the browser's: the server cannot know it.
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Light or dark">
          <SunIcon size={18} className="desk-light-only" />
          <MoonIcon size={18} className="desk-dark-only" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, label, SchemeIcon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<SchemeIcon size={16} />}
            rightSection={
              hydrated && scheme === colorScheme && <CheckIcon size={14} aria-label="chosen" />
            }
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
