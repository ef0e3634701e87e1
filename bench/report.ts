export interface Bar {
  bar: number
  got: number
  pass: boolean
}

export interface Report {
  bench: string
  figures: Record<string, number>
  limits: Record<string, number>
  ratios: Record<string, number>
  bars: Record<string, Bar>
}

export const atLeast = (bar: number, got: number): Bar => ({ bar, got, pass: got >= bar })
export const atMost = (bar: number, got: number): Bar => ({ bar, got, pass: got <= bar })

/** The value below which this share of the numbers lies (nearest rank). */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Prints a table for people and, with --json, the report as its last line for programs. */
export function print(report: Report, json: boolean): void {
  const rows: string[][] = [['', 'figure', 'limit', 'ratio', 'bar', '']]
  const names = new Set([...Object.keys(report.figures), ...Object.keys(report.bars)])
  for (const name of names) {
    const bar = report.bars[name]
    rows.push([
      name,
      short(report.figures[name]),
      short(report.limits[name]),
      short(report.ratios[name]),
      short(bar?.bar),
      bar ? (bar.pass ? 'reached' : `MISSED: ${short(bar.got)}`) : '',
    ])
  }
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
  const pass = Object.values(report.bars).every((bar) => bar.pass)
  if (json) process.stdout.write(`${JSON.stringify({ ...report, pass })}\n`)
  else
    process.stdout.write(
      `\n${report.bench}: ${pass ? 'every bar reached' : 'not every bar reached'}\n`,
    )
}

function short(number: number | undefined): string {
  if (number === undefined) return ''
  return Math.abs(number) >= 100 ? number.toFixed(0) : number.toPrecision(3)
}
