import { type App, perform } from '#core/app.ts'
import { askToRead } from '#core/mails/claim.ts'
import { readSome } from './read-mail.ts'

/** While one reader waits for Postgres, the other parses. */
const maxReaders = 2
const maxMillis = 60_000

interface Reading {
  readers: number
  lookAgain: boolean // Somebody has asked since a reader last looked.
}

const readings = new WeakMap<App, Reading>()

/**
 * Reads whatever waits in the ledger. Where enough are at it already, they are told to look once more before they end:
 * what was committed before this was called is read in any case. A reader stops after a minute and asks for another,
 * so that a job never outlives what its queue allows.
 */
export async function readWaiting(app: App): Promise<void> {
  const reading = readings.get(app) ?? { readers: 0, lookAgain: false }
  readings.set(app, reading)
  reading.lookAgain = true
  if (reading.readers >= maxReaders) return
  reading.readers += 1
  const end = performance.now() + maxMillis
  try {
    while (reading.lookAgain && performance.now() < end) {
      reading.lookAgain = false
      while (performance.now() < end && (await readSome(app)));
    }
  } finally {
    reading.readers -= 1
  }
  if (performance.now() >= end) await perform(app, null, askToRead)
}
