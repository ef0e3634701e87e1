import { Anchor, Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { orExplain } from '#console/answer.ts'
import { macroNumber } from '#console/ids.ts'
import { macroFrom } from '#console/macro-form.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { MacroFields } from '#console/ui/macro-form.tsx'
import { MacroSave } from '#console/ui/macro-save.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { count } from '#console/ui/words.ts'
import { perform, read } from '#core/app.ts'
import { findMacros } from '#core/macros/find.ts'
import { addMacro, changeMacro, removeMacro } from '#core/macros/keep.ts'
import { actionsInWords, namesFor } from '#core/macros/preview.ts'
import { agentNames } from '#core/people/agent-names.ts'
import { allTeams } from '#core/teams/teams.ts'

export const meta: MetaFunction = () => [{ title: 'Macros · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const isAdmin = agent.role === 'admin'
  const mayChange = (teamId: number | null) =>
    isAdmin || (agent.role === 'manager' && agent.teamIds.some((id) => id === teamId))
  const edit = macroNumber.safeParse(new URL(request.url).searchParams.get('edit')).data
  return read(context.app, agent, async (db) => {
    const names = await namesFor(db)
    const teams = await allTeams(db)
    const macros = (await findMacros(db)).map((macro) => ({
      ...macro,
      team: macro.teamId ? (names.teams.get(macro.teamId) ?? '') : 'Every team',
      does: actionsInWords(macro.actions, names),
      mine: mayChange(macro.teamId),
    }))
    const open = macros.find(({ id, mine }) => id === edit && mine)
    const own = teams.filter(({ id }) => mayChange(id))
    return { macros, open, teams, own, agents: await agentNames(db), isAdmin }
  })
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  return orExplain(async () => {
    const form = await sentForm(request)
    const id = form.has('id') ? macroNumber.parse(form.get('id')) : undefined
    const removes = form.get('intent') === 'remove'
    await perform(context.app, agent, async (work) => {
      if (id && removes) await removeMacro(work, id)
      else if (id) await changeMacro(work, id, macroFrom(form))
      else await addMacro(work, macroFrom(form))
    })
    return { ok: true, said: removes ? 'Removed.' : 'Saved: agents find it beside the composer.' }
  })
}

export default function Macros() {
  const { macros, open, teams, own, agents, isAdmin } = useLoaderData<typeof loader>()
  const about = { teams: own, all: teams, agents, mayBeForAll: isAdmin }
  return (
    <Page title="Macros" aside={count(macros.length, 'macro')}>
      <Stack>
        {macros.length === 0 && (
          <Text c="dimmed">
            There are none yet. A macro is an answer written once, with what is done beside it.
          </Text>
        )}
        {macros.map((macro) => (
          <Card key={macro.id} padded>
            <Group justify="space-between" align="baseline" gap="xs">
              <Title order={2}>{macro.name}</Title>
              <Text size="xs" c="dimmed">
                {macro.team}
                {macro.note && ' · writes a note'}
              </Text>
            </Group>
            {macro.text && (
              <Text
                size="sm"
                lineClamp={3}
                style={{ whiteSpace: 'pre-wrap' }}
                className="desk-words"
              >
                {macro.text}
              </Text>
            )}
            <Group gap={6} mt={6}>
              {macro.does.map((words) => (
                <Badge key={words} variant="light" color="gray" className="desk-badge">
                  {words}
                </Badge>
              ))}
              {macro.mine && (
                <Anchor component={Link} to={`?edit=${macro.id}#form`} size="sm">
                  Change {macro.name}
                </Anchor>
              )}
            </Group>
          </Card>
        ))}
        {own.length > 0 && (
          <Card padded key={`form ${open?.id}`}>
            <Title order={2} id="form" mb="xs">
              {open ? `Change ${open.name}` : 'A new macro'}
            </Title>
            <MacroSave id={open?.id}>
              <MacroFields macro={open} {...about} />
            </MacroSave>
            {open && (
              <Button component={Link} to="?" variant="subtle" size="xs" mt="xs">
                Make a new one instead
              </Button>
            )}
          </Card>
        )}
      </Stack>
    </Page>
  )
}
