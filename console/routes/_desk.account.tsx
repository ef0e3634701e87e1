import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { changeAgent } from '#console/agent-actions.ts'
import { readAgentPage } from '#console/agent-page.ts'
import { type Answer, orExplain } from '#console/answer.ts'
import { requireAgent } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { useDesk } from '#console/ui/navigation.tsx'
import { NotifyForm } from '#console/ui/notify-form.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { PresenceControl } from '#console/ui/presence.tsx'
import { signOut } from '#console/ui/sign-in.ts'
import { useToast } from '#console/ui/toast.ts'
import { When } from '#console/ui/when.tsx'
import { roleWords } from '#console/ui/words.ts'
import { WorkingTime } from '#console/ui/working-time.tsx'
import { perform, read, type Work } from '#core/app.ts'
import { notifyingOf } from '#core/notifications/preferences.ts'
import { hoursInWords } from '#core/people/hours-text.ts'
import { endSession, sessionsOf } from '#core/people/own-sessions.ts'

const End = z.strictObject({ session: z.string().min(1).max(100) })

export const meta: MetaFunction = () => [{ title: 'Account · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const sessions = await read(context.app, agent, (db) =>
    sessionsOf(db, agent.personId, context.app.clock()),
  )
  const wanted = await read(context.app, agent, (db) => notifyingOf(db, agent.personId))
  return {
    wanted: { ...wanted, quiet: wanted.quietHours ? hoursInWords(wanted.quietHours) : '' },
    me: await readAgentPage(context, agent.personId),
    sessions: sessions.map(({ userAgent, ...session }) => ({
      ...session,
      device: deviceOf(userAgent ?? ''),
    })),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireAgent(context, request)
  return orExplain(async () => {
    const form = await sentForm(request)
    if (form.has('intent')) {
      const change = (work: Work) => changeAgent(work, agent.personId, form)
      return { ok: true, said: await perform(context.app, agent, change) }
    }
    const { session } = End.parse(Object.fromEntries(form))
    await perform(context.app, agent, (work) => endSession(work, session))
    return { ok: true, said: 'That session has ended.' }
  })
}

/** "Firefox on Linux": as much as people need to know their own devices by. */
function deviceOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)/.exec(userAgent)?.[1]
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1]
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' }
  const named = [browser, system].map((name) => name && (names[name] ?? name)).filter(Boolean)
  return named.join(' on ') || 'Unknown browser'
}

export default function Account() {
  const { me, sessions, wanted } = useLoaderData<typeof loader>()
  const agent = useDesk()?.agent
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  return (
    <Page title="Account" aside={agent && `${agent.name} · ${roleWords[agent.role]}`}>
      {me.role !== 'auditor' && (
        <Stack mb="xl">
          <Card padded>
            <PresenceControl now={me} />
          </Card>
          <Card padded>
            <WorkingTime {...me} />
          </Card>
          <Card padded>
            <NotifyForm {...wanted} />
          </Card>
        </Stack>
      )}
      <Title order={2} mb="xs">
        Where you are signed in
      </Title>
      <Card>
        {sessions.map(({ id, device, ipAddress, createdAt, updatedAt }) => (
          <Group key={id} justify="space-between" p="md" className="desk-line">
            <Stack gap={0}>
              <Text fw={550}>{device}</Text>
              <Text size="xs" c="dimmed">
                {ipAddress ?? 'address not known'} · signed in <When at={createdAt} />, last used{' '}
                <When at={updatedAt} />
              </Text>
            </Stack>
            <fetcher.Form method="post">
              <Button type="submit" name="session" value={id} size="xs" variant="default">
                End
              </Button>
            </fetcher.Form>
          </Group>
        ))}
      </Card>
      <Text size="sm" c="dimmed" my="sm">
        End any that you do not know: whoever holds it has to sign in again.
      </Text>
      <Button variant="default" onClick={signOut}>
        Sign out here
      </Button>
    </Page>
  )
}
