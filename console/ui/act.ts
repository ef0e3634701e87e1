import { useFetcher } from '@remix-run/react'
import type { Answer } from '#console/answer.ts'
import type { TicketIntent } from '#console/ticket-actions.ts'
import { useToast } from './toast.ts'

/** Asks the desk to change a ticket, and tells how that ended. What is shown follows by itself. */
export function useAct(ticket: number) {
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data)
  const act = (intent: TicketIntent) =>
    fetcher.submit(intent, {
      method: 'post',
      action: `/tickets/${ticket}`,
      encType: 'application/json',
    })
  return { act, busy: fetcher.state !== 'idle', answer: fetcher.data }
}
