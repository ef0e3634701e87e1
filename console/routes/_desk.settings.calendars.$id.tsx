import { Anchor, Stack, Text, Title } from '@mantine/core'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain, orNotFound, parseOr404 } from '#console/answer.ts'
import { changeCalendarPage } from '#console/calendar-actions.ts'
import { readCalendarPage } from '#console/calendar-page.ts'
import { calendarNumber } from '#console/ids.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { AddForm } from '#console/ui/add-form.tsx'
import { CalendarForm } from '#console/ui/calendar-form.tsx'
import { DaysAhead } from '#console/ui/days-ahead.tsx'
import { Holidays } from '#console/ui/holidays.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { perform } from '#core/app.ts'

const Params = z.object({ id: calendarNumber })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.calendar.name ?? 'Calendar'} · Deskwire` },
]

export async function loader({ params, context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { id } = parseOr404(Params, params)
  return orNotFound(() => readCalendarPage(context.app, agent, id))
}

export async function action({ params, context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  const { id } = parseOr404(Params, params)
  const form = await sentForm(request)
  const answer = await orExplain(async () => {
    const said = await perform(context.app, agent, (work) => changeCalendarPage(work, id, form))
    return { ok: true, said }
  })
  if (form.get('intent') === 'remove' && answer.data.ok) throw redirect('/settings/calendars')
  return answer
}

export default function Calendar() {
  const page = useLoaderData<typeof loader>()
  const { calendar, users, others, mayChange, summary } = page
  return (
    <Page title={calendar.name}>
      <Text size="sm" mb="sm" className="desk-words">
        <Anchor component={Link} to="/settings/calendars" underline="always">
          Calendars
        </Anchor>
        {users.length > 0
          ? ` · Goes for ${users.join(', ')}`
          : ' · Nobody goes by it yet: choose it for a team'}
        {others.length > 0 && ` · Only admins change it, since you do not manage all of these`}
      </Text>
      <Stack>
        <Card padded>
          <Title order={2} mb="xs">
            When it is open
          </Title>
          {mayChange ? (
            <CalendarForm key={JSON.stringify(calendar.hours)} calendar={calendar} />
          ) : (
            <Text size="sm">
              {summary} · {calendar.timeZone}
            </Text>
          )}
        </Card>
        <DaysAhead page={page} />
        <Holidays page={page} />
        {mayChange && users.length === 0 && (
          <Card padded>
            <Text size="sm">Nobody goes by it, so it can be removed.</Text>
            <AddForm intent="remove" submit="Remove this calendar">
              {null}
            </AddForm>
          </Card>
        )}
      </Stack>
    </Page>
  )
}
