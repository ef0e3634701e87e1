import type { Live } from '#console/live.ts'
import { type Gauge, gauge } from './gauge.ts'

export function measureProcess(live: Live, loopNanos: number): Gauge[] {
  const { rss, heapUsed } = process.memoryUsage()
  return [
    gauge('deskwire_live_pages', 'Open pages that hear of changes.', live.count()),
    gauge('deskwire_uptime_seconds', 'Since this process began.', process.uptime()),
    gauge('deskwire_resident_memory_bytes', 'Memory of this process.', rss),
    gauge('deskwire_heap_used_bytes', 'Of which JavaScript objects.', heapUsed),
    gauge(
      'deskwire_event_loop_delay_seconds',
      'How late the event loop was, 99th percentile since last asked.',
      Number.isFinite(loopNanos) ? loopNanos / 1e9 : 0,
    ),
  ]
}
