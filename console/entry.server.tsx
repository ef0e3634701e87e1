import { PassThrough } from 'node:stream'
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { StrictMode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceContext } from '#console/ui/nonce.ts'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

/** The whole page at once: no loader of ours defers, and a complete page needs no script to be read. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let answer = status
    const { pipe } = renderToPipeableStream(
      <StrictMode>
        <NonceContext value={context.nonce}>
          <RemixServer context={remix} url={request.url} nonce={context.nonce} />
        </NonceContext>
      </StrictMode>,
      {
        nonce: context.nonce,
        onAllReady() {
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { status: answer, headers }))
          pipe(body)
        },
        onShellError: reject,
        onError(error) {
          answer = 500
          context.app.log.error(
            { err: error, requestId: context.requestId },
            'a page did not render',
          )
        },
      },
    )
  })
}

/** Each bug is logged once, with the number that the person who met it can quote. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  const { pathname } = new URL(request.url)
  const { app, requestId } = context as AppLoadContext
  app.log.error({ err: error, requestId, path: pathname }, 'a page failed')
}
