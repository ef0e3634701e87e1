import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import type { SlackPage } from '#console/slack-page.ts'

const everyMs = 1500
const most = 20 // Slack answers within seconds; after that nobody works the jobs.

/** Looks for what a worker is asking Slack just now: how a test goes, and whether there is such a channel. */
export function useAskAgain(teams: SlackPage['teams']): void {
  const { revalidate } = useRevalidator()
  const awaited = teams
    .filter(({ channel, known, test }) => test?.state === 'asked' || (channel && !known))
    .map(({ id, channel, test }) => `${id} ${channel} ${test?.at.getTime()}`)
    .join()
  useEffect(() => {
    if (!awaited) return
    let asked = 0
    const timer = setInterval(() => {
      asked += 1
      if (asked >= most) clearInterval(timer)
      revalidate()
    }, everyMs)
    return () => clearInterval(timer)
  }, [awaited, revalidate])
}
