import { Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain } from '#console/answer.ts'
import { id } from '#console/ids.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { LadderCard } from '#console/ui/escalation-ladder.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { SaveForm } from '#console/ui/save-form.tsx'
import { count } from '#console/ui/words.ts'
import { perform, read } from '#core/app.ts'
import { addLadder, allLadders, changeLadder, removeLadder } from '#core/escalation/ladders.ts'
import { stepsFromText, stepsInText } from '#core/escalation/steps-text.ts'
import { targetWords } from '#core/escalation/target-words.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { minutesInWords } from '#core/sla/targets.ts'
import type { LadderId } from '#db/schema/columns.ts'

const ladder = z.coerce.number().pipe(id<LadderId>())
const said = {
  name: z.string().max(200),
  steps: z.string().max(5000),
}
const Intent = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('add'), ...said }),
  z.strictObject({ intent: z.literal('change'), id: ladder, ...said }),
  z.strictObject({ intent: z.literal('remove'), id: ladder }),
])

export const meta: MetaFunction = () => [{ title: 'Ladders · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  return read(context.app, agent, async (db) => {
    const people = new Map((await allAgents(db)).map((one) => [Number(one.id), one]))
    const ladders = (await allLadders(db)).map(({ id, name, steps }) => ({
      id,
      name,
      text: stepsInText(steps, (person) => people.get(person)?.email),
      steps: steps.map(({ after, targets }) => ({
        when: after === 0 ? 'At once' : `After ${minutesInWords(after)}`,
        whom: targets.map((one) => targetWords(one, (person) => people.get(person)?.name)),
      })),
    }))
    return { ladders, mayChange: agent.role === 'admin' }
  })
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['admin'])
  return orExplain(async () => {
    const asked = Intent.parse(Object.fromEntries(await sentForm(request)))
    await perform(context.app, agent, async (work) => {
      if (asked.intent === 'remove') return removeLadder(work, asked.id)
      const given = { name: asked.name, steps: await stepsFromText(work.tx, asked.steps) }
      if (asked.intent === 'add') await addLadder(work, given)
      else await changeLadder(work, asked.id, given)
    })
    return { ok: true, said: asked.intent === 'remove' ? 'Removed.' : 'Saved.' }
  })
}

export default function Ladders() {
  const { ladders, mayChange } = useLoaderData<typeof loader>()
  return (
    <Page title="Ladders" aside={count(ladders.length, 'ladder')}>
      <Stack>
        <Text size="sm" c="dimmed" maw={640}>
          A ladder says who is told next while nobody acknowledges. It is climbed from the moment
          that 20 % of a promise are left, in business time, or when somebody escalates by hand.
        </Text>
        {ladders.length === 0 && (
          <Text>There is none: whoever escalates tells the team’s leads.</Text>
        )}
        {ladders.map((one) => (
          <LadderCard key={one.id} ladder={one} mayChange={mayChange} />
        ))}
        {mayChange && (
          <Card padded key={ladders.length}>
            <Title order={2} mb="xs">
              A new ladder
            </Title>
            <SaveForm intent="add" submit="Add ladder">
              <TextInput name="name" label="Name" required maxLength={80} maw={320} />
              <Textarea
                name="steps"
                label="Steps"
                description="A line each: when, and whom. assignee, lead, team, manager, role admin, #channel or an address."
                placeholder={'0 m: assignee\n30 m: lead, #ops'}
                required
                autosize
                minRows={3}
                maxLength={5000}
                maw={480}
              />
            </SaveForm>
          </Card>
        )}
      </Stack>
    </Page>
  )
}
