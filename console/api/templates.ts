import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, type Reader, read } from '#core/app.ts'
import {
  findTemplates,
  previewTemplate,
  removeTemplate,
  saveTemplate,
} from '#core/mails/templates.ts'
import { refuse } from '#core/refusal.ts'
import { whichTeam, whichTeamOrAll } from '#core/teams/which-team.ts'
import { templateKind } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, gives, lists } from './answers.ts'
import { line, reference, text } from './input.ts'
import { change, make } from './unit.ts'

const place = {
  team: reference.nullable().openapi({ description: 'Null: every team without its own.' }),
  language: line(35).openapi({ description: 'BCP 47, like `de`.', example: 'de' }),
  kind: z.enum(templateKind.enumValues),
}
const words = {
  subject: line(250).nullable().optional().openapi({
    description: 'Of mails that the desk writes by itself: acknowledgement, reminder, survey.',
  }),
  text: text(20_000).openapi({ description: 'With variables in double braces.' }),
}

const Template = z
  .object({
    teamId: z.int().nullable(),
    language: z.string(),
    kind: z.enum(templateKind.enumValues),
    subject: z.string().nullable(),
    text: z.string(),
    changedAt: z.string(),
  })
  .openapi('Template')

const about = { tags: ['Desk'] }
const managers = needs('*', ['manager', 'admin'])

const list = createRoute({
  ...about,
  method: 'get',
  path: '/templates',
  summary:
    'The words of our mails that teams have chosen; where there are none, the built-in ones hold',
  ...needs('tickets:read'),
  responses: lists(Template, 'All of them.'),
})

const save = createRoute({
  ...about,
  method: 'put',
  path: '/templates',
  summary: 'Give a team words of its own; for its managers and admins',
  ...managers,
  request: { body: body(z.strictObject({ ...place, ...words }).openapi('NewTemplate')) },
  responses: gives(Template, 'The template.'),
})

const remove = createRoute({
  ...about,
  method: 'post',
  path: '/templates/remove',
  summary: 'Go back to the words of the desk',
  ...managers,
  request: { body: body(z.strictObject(place).openapi('TemplatePlace')) },
  responses: lists(Template, 'Those that are left.'),
})

const preview = createRoute({
  ...about,
  method: 'post',
  path: '/templates/preview',
  summary: 'What a mail with these words would look like, before they are saved',
  ...managers,
  request: {
    body: body(
      z.strictObject({ ...place, team: reference, ...words }).openapi('TemplateToPreview'),
    ),
  },
  responses: gives(
    z.object({ subject: z.string(), text: z.string(), html: z.string() }),
    'The mail, filled with a sample. Show its HTML in a sandbox.',
  ),
})

export function templateRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => c.json(await read(app, c.get('as'), shown), 200))

  api.openapi(save, async (c) => {
    const { subject = null, text, ...given } = c.req.valid('json')
    const saved = await make(
      app,
      c,
      async (work) => saveTemplate(work, await placeOf(work.tx, given), { subject, text }),
      async (db, at) => {
        const { items } = await shown(db)
        return items.find(
          (one) => one.teamId === at.teamId && one.language === at.language && one.kind === at.kind,
        )
      },
    )
    return c.json(saved ?? refuse('not-found', { what: 'template' }), 200)
  })

  api.openapi(remove, async (c) => {
    const given = c.req.valid('json')
    const left = await change(
      app,
      c,
      async (work) => {
        await removeTemplate(work, await placeOf(work.tx, given))
      },
      shown,
    )
    return c.json(left, 200)
  })

  api.openapi(preview, async (c) => {
    const { team, language, kind, subject = null, text } = c.req.valid('json')
    const mail = await read(app, c.get('as'), async (db) => {
      const teamId = await whichTeam(db, team)
      return previewTemplate(db, { teamId, language, kind }, { subject, text })
    })
    return c.json(mail, 200)
  })
}

type Given = z.output<z.ZodObject<typeof place>>

async function placeOf(db: Reader, { team, language, kind }: Given) {
  return { teamId: await whichTeamOrAll(db, team), language, kind }
}

async function shown(db: Reader) {
  const rows = await findTemplates(db)
  const items = rows.map(({ changedById: _, changedAt, ...row }) => ({
    ...row,
    changedAt: changedAt.toISOString(),
  }))
  return { items }
}
