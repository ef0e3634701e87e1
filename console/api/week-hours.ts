import { z } from '@hono/zod-openapi'
import type { WeekHours as Hours } from '#db/schema/people.ts'

const time = z.string().regex(/^\d\d:\d\d$/, 'must be a time like 09:00')
const windows = z.array(z.tuple([time, time])).max(12)
const day = windows.optional()

/** Whether the windows make sense is core's to say. */
export const WeekHours: z.ZodType<Hours, Hours> = z
  .strictObject({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day })
  .openapi('WeekHours', {
    description: 'The windows of each day, 1 Monday to 7 Sunday: `{"1":[["09:00","17:00"]]}`.',
  })
