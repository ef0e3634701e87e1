import { ActionIcon, Avatar, Menu, VisuallyHidden } from '@mantine/core'
import { Link } from '@remix-run/react'
import { LogoutIcon, SettingsIcon } from './icons.ts'
import { useDesk } from './navigation.tsx'
import { signOut } from './sign-in.ts'
import { roleWords } from './words.ts'

export function AccountMenu() {
  const agent = useDesk()?.agent
  if (!agent) return null
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="transparent" size="lg">
          <Avatar size={28} radius="xl" name={agent.name} color="wire" variant="filled" />
          <VisuallyHidden>Account of {agent.name}</VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {agent.name} · {roleWords[agent.role]}
        </Menu.Label>
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
