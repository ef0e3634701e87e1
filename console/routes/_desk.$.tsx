import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { requireAgent } from '#console/require-agent.ts'

/** Whatever is no page. Who is not signed in learns nothing about what is one. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireAgent(context, request)
  throw data('There is no such page.', { status: 404 })
}

export default function Nothing() {
  return null
}
