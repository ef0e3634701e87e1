import { ActionIcon, Avatar, Indicator, Menu, VisuallyHidden } from '@mantine/core'
import { Link } from '@remix-run/react'
import { CircleCheckIcon, LogoutIcon, MoonIcon, SettingsIcon } from './icons.ts'
import { useDesk } from './navigation.tsx'
import { usePresence } from './presence.tsx'
import { signOut } from './sign-in.ts'
import { roleWords } from './words.ts'

export function AccountMenu() {
  const agent = useDesk()?.agent
  const { choose } = usePresence()
  if (!agent) return null
  const isHere = agent.presence === 'available'
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="transparent" size="lg">
          <Indicator disabled={isHere} color="gray" size={11} offset={3} withBorder>
            <Avatar size={28} radius="xl" name={agent.name} color="wire" variant="filled" />
          </Indicator>
          <VisuallyHidden>
            Account of {agent.name}
            {isHere ? '' : ', away'}
          </VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {agent.name} · {roleWords[agent.role]}
        </Menu.Label>
        {agent.role !== 'auditor' &&
          (isHere ? (
            <Menu.Item leftSection={<MoonIcon size={16} />} onClick={() => choose('away')}>
              Away: no new tickets
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<CircleCheckIcon size={16} />}
              onClick={() => choose('available')}
            >
              Back: new tickets again
            </Menu.Item>
          ))}
        <Menu.Item component={Link} to="/account" leftSection={<SettingsIcon size={16} />}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<LogoutIcon size={16} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
