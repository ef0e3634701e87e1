import { z } from '@hono/zod-openapi'
import { MacroActions } from '#core/macros/macro.ts'

export const MacroShape = z
  .object({
    id: z.int(),
    name: z.string(),
    teamId: z.int().nullable().openapi({ description: 'Null: every team may use it.' }),
    text: z.string(),
    note: z.boolean(),
    actions: MacroActions,
  })
  .openapi('Macro')
