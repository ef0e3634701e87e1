import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Hono } from 'hono'
import { write } from '#console/metrics/gauge.ts'
import { watchMail } from '#console/metrics/mail.ts'
import { measureProcess } from '#console/metrics/process.ts'
import { watchSlack } from '#console/metrics/slack.ts'
import { countWork } from '#console/metrics/work.ts'
import { type App, read } from '#core/app.ts'
import type { Live } from './live.ts'
import type { Visit } from './visit.ts'
import { isWatcher } from './watcher.ts'

/** `/metrics` for Prometheus: to programs on this machine, and to others with a token that has `metrics:read`. */
export function metricsRoutes(app: App, live: Live) {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  const routes = new Hono<Visit>()

  routes.get('/metrics', async (c) => {
    if (!(await isWatcher(app, c)))
      return c.text('Metrics need a token with the scope metrics:read.\n', 401, {
        'WWW-Authenticate': 'Bearer',
      })
    const gauges = [
      ...(await read(app, null, countWork)),
      ...(await read(app, null, (db) => watchMail(app, db))),
      ...(await read(app, null, (db) => watchSlack(app, db))),
      ...measureProcess(live, loop.percentile(99)),
    ]
    loop.reset()
    return c.text(gauges.map(write).join(''), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })

  return routes
}
