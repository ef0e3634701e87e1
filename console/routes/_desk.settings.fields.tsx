import {
  Badge,
  Checkbox,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orExplain } from '#console/answer.ts'
import { teamNumber } from '#console/ids.ts'
import { requireAgent, requireRole } from '#console/require-agent.ts'
import { sentForm } from '#console/sent.ts'
import { AddForm } from '#console/ui/add-form.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { choices, count, fieldWords } from '#console/ui/words.ts'
import { perform, read } from '#core/app.ts'
import { addField, changeField, findFields } from '#core/fields/keep.ts'
import { allTeams } from '#core/teams/teams.ts'
import { fieldType } from '#db/schema/enums.ts'

const options = z.string().transform((words) => words.split(','))
const Intent = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    key: z.string().trim(),
    label: z.string(),
    type: z.enum(fieldType.enumValues),
    options,
    team: z.literal('').or(teamNumber),
    required: z.literal('on').optional(),
  }),
  z.object({
    intent: z.literal('change'),
    key: z.string(),
    label: z.string(),
    options: options.optional(),
    required: z.literal('on').optional(),
    retired: z.literal('on').optional(),
  }),
])

export const meta: MetaFunction = () => [{ title: 'Fields · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const isAdmin = agent.role === 'admin'
  const mine = (teamId: number | null) =>
    isAdmin || (agent.role === 'manager' && agent.teamIds.some((id) => id === teamId))
  return read(context.app, agent, async (db) => {
    const teams = await allTeams(db)
    const fields = (await findFields(db)).map((field) => ({
      ...field,
      team: teams.find(({ id }) => id === field.teamId)?.name ?? 'Every team',
      mine: mine(field.teamId),
    }))
    return { fields, own: teams.filter(({ id }) => mine(id)), isAdmin }
  })
}

export async function action({ context, request }: ActionFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  return orExplain(async () => {
    const asked = Intent.parse(Object.fromEntries(await sentForm(request)))
    const required = asked.required === 'on'
    await perform(context.app, agent, async (work) => {
      if (asked.intent === 'add')
        await addField(work, { ...asked, teamId: asked.team || null, required })
      else {
        const { key, label, options: list, retired } = asked
        const change = {
          label,
          required,
          retired: retired === 'on',
          ...(list && { options: list }),
        }
        await changeField(work, key, change)
      }
    })
    return { ok: true, said: asked.intent === 'add' ? 'Tickets have it now.' : 'Saved.' }
  })
}

export default function Fields() {
  const { fields, own, isAdmin } = useLoaderData<typeof loader>()
  return (
    <Page title="Fields" aside={count(fields.length, 'field')}>
      <Stack>
        {fields.length === 0 && (
          <Text c="dimmed">
            There are none yet. A field is a fact that a team wants to know of each ticket.
          </Text>
        )}
        {fields.map((field) => (
          <Card key={field.key} padded>
            <Group justify="space-between" align="baseline" gap="xs">
              <Title order={2}>{field.label}</Title>
              <Text size="xs" c="dimmed">
                {fieldWords[field.type]} · {field.key} · {field.team}
              </Text>
            </Group>
            <Group gap={6}>
              {field.required && <Mark words="Asked before a ticket is settled" />}
              {field.retiredAt && <Mark words="No longer asked for" />}
              {field.options.map((option) => (
                <Mark key={option} words={option} />
              ))}
            </Group>
            {field.mine && (
              <AddForm key={JSON.stringify(field)} intent="change" submit="Save">
                <input type="hidden" name="key" value={field.key} />
                <TextInput
                  name="label"
                  size="xs"
                  defaultValue={field.label}
                  aria-label={`Label of ${field.key}`}
                  required
                  maxLength={80}
                />
                {field.options.length > 0 && (
                  <TextInput
                    name="options"
                    size="xs"
                    miw={220}
                    defaultValue={field.options.join(', ')}
                    aria-label={`Options of ${field.key}, with commas between them`}
                    required
                  />
                )}
                <Checkbox name="required" label="Required" defaultChecked={field.required} />
                <Checkbox
                  name="retired"
                  label="Retired"
                  defaultChecked={field.retiredAt !== null}
                />
              </AddForm>
            )}
          </Card>
        ))}
        {own.length > 0 && (
          <Card padded>
            <Title order={2}>A new field</Title>
            <AddForm intent="add" submit="Add the field">
              <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs" w="100%">
                <TextInput
                  name="label"
                  label="Label"
                  placeholder="Device"
                  required
                  maxLength={80}
                />
                <TextInput
                  name="key"
                  label="Key, for programs and search"
                  placeholder="device"
                  pattern="[a-zA-Z0-9_.\-]{1,64}"
                  title="Letters, digits, dots, dashes or underscores"
                  required
                />
                <NativeSelect name="type" label="Type" data={choices(fieldWords)} />
                <TextInput
                  name="options"
                  label="Options of a select, with commas"
                  placeholder="Phone, Laptop"
                />
                <NativeSelect
                  name="team"
                  label="Whose tickets have it"
                  data={[
                    ...(isAdmin ? [{ value: '', label: 'Every team' }] : []),
                    ...own.map(({ id, name }) => ({ value: String(id), label: name })),
                  ]}
                />
                <Checkbox name="required" label="Ask for it before a ticket is settled" mt={28} />
              </SimpleGrid>
            </AddForm>
          </Card>
        )}
      </Stack>
    </Page>
  )
}

function Mark({ words }: { words: string }) {
  return (
    <Badge variant="light" color="gray" className="desk-badge">
      {words}
    </Badge>
  )
}
