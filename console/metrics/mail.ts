import type { App, Reader } from '#core/app.ts'
import { isLate, readFlights } from '#core/canary/watch.ts'
import { findLoops } from '#core/mails/loops.ts'
import { type Gauge, gauge } from './gauge.ts'

export async function watchMail(app: App, db: Reader): Promise<Gauge[]> {
  const every = app.env.CANARY_MINUTES
  const flights = await readFlights(db, app.clock())
  const loops = await findLoops(db, app.clock())
  return [
    gauge(
      'deskwire_canary_late',
      '1: mail does not arrive.',
      every > 0 ? Number(isLate(flights, every)) : null,
    ),
    gauge(
      'deskwire_canary_missed_seconds',
      'Since a canary arrived, or the first was sent.',
      flights.missedMs && flights.missedMs / 1000,
    ),
    gauge(
      'deskwire_canary_lag_seconds',
      'How long the last one took.',
      flights.tookMs && flights.tookMs / 1000,
    ),
    gauge('deskwire_loop_mails', 'Mails that came in circles, of the last hour.', loops.mails),
    gauge(
      'deskwire_limited_addresses',
      'Addresses that were to get more automatic mail than is sent, of the last hour.',
      loops.limited.length,
    ),
  ]
}
