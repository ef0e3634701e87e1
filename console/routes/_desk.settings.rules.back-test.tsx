import { Anchor, Stack } from '@mantine/core'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ZodError } from 'zod'
import { backTestAsked } from '#console/back-test-form.ts'
import { requireRole } from '#console/require-agent.ts'
import { BackTestForm } from '#console/ui/back-test-form.tsx'
import { BackTestOutcome } from '#console/ui/back-test-outcome.tsx'
import { Card, Page } from '#console/ui/page.tsx'
import { read } from '#core/app.ts'
import { backTestTable } from '#core/routing/back-test-table.ts'
import { findRules } from '#core/routing/rule-find.ts'

export const meta: MetaFunction = () => [{ title: 'Back-test · Deskwire' }]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireRole(context, request, ['manager', 'admin'])
  const { searchParams } = new URL(request.url)
  const { app } = context
  return read(app, agent, async (db) => {
    const all = await findRules(db)
    const asked = tryTo(() => backTestAsked(searchParams))
    const isTold = searchParams.has('last')
    const rules = all.map(({ id, name, enabled }) => ({
      id,
      name,
      enabled,
      chosen: isTold ? searchParams.getAll('rule').includes(String(id)) : enabled,
    }))
    const form = {
      rules,
      last: searchParams.get('last') ?? '1000',
      targets: Object.fromEntries(
        [...searchParams].filter(([name, given]) => /[.]/.test(name) && given),
      ),
    }
    if (typeof asked === 'string') return { ...form, problem: asked, table: null }
    const { last, chosen, targets } = asked
    const picked = all.filter(({ id }) => chosen.has(String(id)))
    const table = last
      ? await backTestTable(db, app.clock(), { rules: picked, targets, last: Number(last) })
      : null
    return { ...form, problem: null, table }
  })
}

/** What was wrong, in words, in place of what was asked. */
function tryTo<Asked>(todo: () => Asked): Asked | string {
  try {
    return todo()
  } catch (error) {
    if (error instanceof ZodError) return error.issues.map(({ message }) => message).join(' ')
    throw error
  }
}

export default function BackTest() {
  const { table, ...form } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Back-test"
      aside={
        <Anchor component={Link} to="/settings/rules" underline="always">
          All rules
        </Anchor>
      }
    >
      <Stack>
        <Card padded>
          <BackTestForm {...form} />
        </Card>
        {table && <BackTestOutcome table={table} />}
      </Stack>
    </Page>
  )
}
