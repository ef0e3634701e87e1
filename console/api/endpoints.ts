import type { Document } from './document.ts'

/** One endpoint as people read of it. */
export interface Endpoint {
  id: string // `get-tickets-id`, for links.
  method: string
  path: string
  tag: string
  summary: string
  scope: string
  given: Field[]
  gives: string
}

export interface Field {
  name: string
  required: boolean
  type: string
  words: string
}

interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  maxLength?: number
}

interface Operation {
  tags?: string[]
  summary?: string
  security?: Record<string, string[]>[]
  parameters?: {
    name: string
    in: string
    required?: boolean
    description?: string
    schema?: Schema
  }[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { description?: string }>
}

/** What the OpenAPI document says, flat enough to be shown as tables. */
export function describe(document: Document): {
  endpoints: Endpoint[]
  shapes: { name: string; fields: Field[] }[]
} {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>
  const paths = (document.paths ?? {}) as Record<string, Record<string, Operation>>
  const endpoints = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: `${method}${path.replace(/[^a-z]+/g, '-').replace(/-$/, '')}`,
      method: method.toUpperCase(),
      path,
      tag: operation.tags?.[0] ?? '',
      summary: operation.summary ?? '',
      scope: Object.values(operation.security?.[0] ?? {})
        .flat()
        .join(', '),
      given: [...parametersOf(operation), ...bodyOf(operation, schemas)],
      gives: Object.entries(operation.responses)
        .filter(([status]) => status !== 'default')
        .map(([status, { description = '' }]) => `${status} ${description.replace(/\.$/, '')}`)
        .join('; '),
    })),
  )
  const shapes = Object.entries(schemas).map(([name, schema]) => ({
    name,
    fields: fieldsOf(schema),
  }))
  return { endpoints, shapes }
}

function parametersOf({ parameters = [] }: Operation): Field[] {
  return parameters.map(({ name, required = false, description, schema = {} }) => ({
    name,
    required,
    type: typeOf(schema),
    words: description ?? schema.description ?? '',
  }))
}

function bodyOf({ requestBody }: Operation, schemas: Record<string, Schema>): Field[] {
  const schema = requestBody?.content['application/json']?.schema
  return schema ? fieldsOf(schemas[nameOf(schema)] ?? schema) : []
}

function fieldsOf({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.includes(name),
    type: typeOf(schema),
    words: schema.description ?? '',
  }))
}

function typeOf(schema: Schema): string {
  const ways = schema.anyOf ?? schema.oneOf
  if (schema.$ref) return nameOf(schema)
  if (ways) return [...new Set(ways.map(typeOf))].join(' or ')
  if (schema.enum) return schema.enum.map(String).join(', ')
  if (schema.items) return `list of ${typeOf(schema.items)}`
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`
  return [schema.type ?? 'anything'].flat().join(' or ')
}

function nameOf({ $ref = '' }: Schema): string {
  return $ref.split('/').at(-1) ?? ''
}
