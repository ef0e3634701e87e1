import { ActionIcon, AppShell, Burger, Group, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, useNavigate, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { ColourScheme } from './colour-scheme.tsx'
import { BoltIcon, KeyboardIcon, SearchIcon } from './icons.ts'
import { KeyHelp } from './key-help.tsx'
import { useKeys } from './keys.ts'
import { Navigation } from './navigation.tsx'

/** The frame around every page of the desk. */
export function Shell({ children }: { children: ReactNode }) {
  const [open, { toggle, close }] = useDisclosure()
  const [helping, help] = useDisclosure()
  const navigate = useNavigate()
  const busy = useNavigation().state !== 'idle'
  useKeys({ '?': help.open, '/': () => focusSearch() || navigate('/tickets?focus=search') })
  return (
    <AppShell
      header={{ height: 50 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !open } }}
      className="desk-shell"
    >
      <a href="#main" className="desk-skip">
        Skip to the content
      </a>
      {busy && <div className="desk-loading" role="progressbar" aria-label="Loading" />}
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Navigation"
            />
            <Link to="/tickets" className="desk-brand">
              <BoltIcon size={18} aria-hidden /> <Text fw={650}>Deskwire</Text>
            </Link>
          </Group>
          <Group gap={4} wrap="nowrap">
            <Tooltip label="Search ( / )">
              <ActionIcon
                component={Link}
                to="/tickets?focus=search"
                variant="subtle"
                color="gray"
                aria-label="Search tickets"
              >
                <SearchIcon size={18} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Keys ( ? )">
              <ActionIcon
                onClick={help.open}
                variant="subtle"
                color="gray"
                aria-label="Keys"
                visibleFrom="sm"
              >
                <KeyboardIcon size={18} />
              </ActionIcon>
            </Tooltip>
            <ColourScheme />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar>
        <Navigation onLeave={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {children}
      </AppShell.Main>
      <KeyHelp opened={helping} onClose={help.close} />
    </AppShell>
  )
}

function focusSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>('input[type="search"]')
  box?.focus()
  return box !== null
}
