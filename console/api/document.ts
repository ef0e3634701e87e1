import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Caller } from './access.ts'
import { tokenScheme } from './shapes.ts'

export type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>

/** The API as OpenAPI 3.1, from the very schemas that requests are checked with. */
export function documentOf(api: OpenAPIHono<Caller>): Document {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Deskwire', version: '1', description: 'Tickets, mail and audit for programs.' },
    servers: [{ url: '/api/v1' }],
  })
  const components = { ...document.components, securitySchemes: { token: tokenScheme } }
  return { ...document, components }
}
