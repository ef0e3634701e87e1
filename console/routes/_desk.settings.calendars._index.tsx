import { Alert, Anchor, Stack, Text, TextInput, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { orExplain } from '#console/answer.ts'
import { addCalendarPage } from '#console/calendar-actions.ts'
import { readCalendarList } from '#console/calendar-page.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { AddForm } from '#console/ui/add-form.tsx'
import { TimeZoneInput } from '#console/ui/calendar-form.tsx'
import { Empty } from '#console/ui/empty.tsx'
import { CalendarIcon } from '#console/ui/icons.ts'
import { Card, Page } from '#console/ui/page.tsx'
import { perform } from '#core/app.ts'

export const meta: MetaFunction = () => [{ title: 'Calendars · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  return {
    calendars: await readCalendarList(context.app, agent),
    mayConfigure: agent.role === 'manager' || agent.role === 'admin',
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  return orExplain(async () => {
    const form = await sentForm(request)
    const said = await perform(context.app, agent, (work) => addCalendarPage(work, form))
    return { ok: true, said }
  })
}

export default function Calendars() {
  const { calendars, mayConfigure } = useLoaderData<typeof loader>()
  return (
    <Page title="Calendars">
      <Stack>
        {calendars.length === 0 && (
          <Card>
            <Empty icon={CalendarIcon} title="No calendar yet">
              Every minute counts, day and night. Add a calendar, then choose it for a team:
              business time is counted by it from then on.
            </Empty>
          </Card>
        )}
        {calendars.map(({ id, name, summary, timeZone, next, problem, users }) => (
          <Card key={id} padded>
            <Title order={2} mb={4}>
              <Anchor component={Link} to={`/settings/calendars/${id}`} inherit>
                {name}
              </Anchor>
            </Title>
            <Text size="sm">
              {summary} · {timeZone}
            </Text>
            <Text size="sm" c="dimmed" className="desk-words">
              {users.length > 0 ? `For ${users.join(', ')}` : 'Nobody goes by it yet'}
              {next && ` · Next holiday: ${next}`}
            </Text>
            {problem && (
              <Alert color="red" p="xs" mt="xs">
                {problem}
              </Alert>
            )}
          </Card>
        ))}
        {mayConfigure && (
          <Card padded>
            <Title order={2}>A new calendar</Title>
            <AddForm intent="calendar" submit="Create calendar">
              <TextInput
                name="name"
                size="xs"
                label="Name"
                placeholder="Office hours"
                required
                maxLength={80}
              />
              <TimeZoneInput size="xs" />
              <TextInput
                name="hours"
                size="xs"
                label="When it is open"
                defaultValue="Mon–Fri 09:00–17:00"
                required
                maxLength={500}
                w={240}
              />
            </AddForm>
          </Card>
        )}
      </Stack>
    </Page>
  )
}
