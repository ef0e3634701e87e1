import { z } from '@hono/zod-openapi'

const time = z.date().openapi({ type: 'string', format: 'date-time' })

const workspace = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  botUserId: z.string(),
  scopes: z.array(z.string()),
  missing: z.array(z.string()).openapi({ description: 'Scopes that the manifest asks for.' }),
  connectedAt: time,
  disconnectedAt: time.nullable(),
  problem: z.string().nullable(),
})

export const teamInSlack = z.object({
  id: z.int(),
  name: z.string(),
  channel: z.string().nullable().openapi({ description: 'Null: it does not work in Slack.' }),
  repliesByDefault: z.boolean(),
  known: z
    .object({
      ...{ workspaceId: z.string(), id: z.string(), name: z.string() },
      ...{ isPrivate: z.boolean(), isArchived: z.boolean(), isMember: z.boolean() },
    })
    .nullable()
    .openapi({ description: 'The channel as Slack shows it; null: it shows none.' }),
  problem: z.string().nullable().openapi({ description: 'What keeps cards from there.' }),
  test: z
    .object({
      state: z.enum(['asked', 'posted', 'refused']),
      at: time,
      words: z.string().nullable(),
    })
    .nullable(),
})

export const Slack = z
  .object({
    on: z.boolean().openapi({ description: 'Whether the settings for it are there.' }),
    workspaces: z.array(workspace),
    teams: z.array(teamInSlack),
    backlog: z.object({
      events: z.record(z.string(), z.int()),
      posts: z.record(z.string(), z.int()),
      oldestWaitingSeconds: z.number().nullable(),
    }),
  })
  .openapi('Slack')
