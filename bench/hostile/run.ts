import { atMost, type Report } from '#bench/report.ts'
import { known, type Shape } from './shapes.ts'
import { type Effort, effortOf } from './time.ts'

const megabyte = 1_000_000

/** How long the worst mails of 1 MB keep us busy: the slowest ten, and the bars for the slowest of all. */
export async function benchHostile(): Promise<Report> {
  for (const shape of known.slice(0, 20)) await effortOf(shape, 100_000) // What is compiled at first use is compiled.
  const efforts: (Effort & { shape: Shape })[] = []
  for (const shape of known) efforts.push({ shape, ...(await effortOf(shape, megabyte, 3)) })
  const slowest = (kind: 'read' | 'trim') =>
    efforts
      .toSorted((a, b) => b[kind] - a[kind])
      .slice(0, 10)
      .map((effort) => [`${kind} ${nameOf(effort.shape)}, CPU ms`, effort[kind]] as const)
  const [read, trim] = [slowest('read'), slowest('trim')]
  return {
    bench: 'hostile',
    figures: Object.fromEntries([...read, ...trim]),
    limits: {},
    ratios: {},
    bars: {
      'read 1 MB of anything, CPU ms': atMost(500, read[0]?.[1] ?? 0),
      'trim 1 MB of anything, CPU ms': atMost(100, trim[0]?.[1] ?? 0),
    },
  }
}

function nameOf({ place, piece, before, after }: Shape): string {
  return `${place} ${[before, piece, after].map((text) => JSON.stringify(text ?? '')).join('+')}`
    .replaceAll('""+', '')
    .replaceAll('+""', '')
}
