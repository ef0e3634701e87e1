import { z } from 'zod'
import { operators, operatorsOf } from './condition-operators.ts'
import { asked, nameOf } from './condition-values.ts'
import { type FactName, factNamed, factsByName } from './facts-by-name.ts'

/** What is wrong with something given, and where. */
export interface Fault {
  path: (string | number)[]
  message: string
}

const Shape = z.strictObject({
  fact: z.enum(
    Object.keys(factsByName) as [FactName, ...FactName[]],
    'must be a fact that rules know',
  ),
  name: z.string('must be text').optional(),
  op: z.enum(operators, `must be one of ${operators.join(', ')}`),
  value: z.unknown(),
})

/** What is wrong with one question about a fact. */
export function leafFaults(given: object, path: Fault['path']): Fault[] {
  const shape = Shape.safeParse(given)
  if (!shape.success) return told(shape.error, path)
  const { fact, name, op, value } = shape.data
  const { of, type } = factNamed(fact)
  const faults: Fault[] = []
  if (of) faults.push(...told(nameOf[of].safeParse(name).error, [...path, 'name']))
  else if (name !== undefined)
    faults.push({ path: [...path, 'name'], message: 'is not known here' })
  if (!operatorsOf[type].includes(op)) {
    const message = `must be one of ${operatorsOf[type].join(', ')} for ${fact}`
    return [...faults, { path: [...path, 'op'], message }]
  }
  return [...faults, ...told(asked(fact, op).safeParse(value).error, [...path, 'value'])]
}

function told(error: z.ZodError | undefined, path: Fault['path']): Fault[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const at = [...path, ...issue.path.filter((step) => typeof step !== 'symbol')]
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...at, key], message: 'is not known' }))
      : [{ path: at, message: issue.message }]
  })
}
