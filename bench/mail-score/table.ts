/** Columns as wide as their widest cell, the first aligned left. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
        .join('  '),
    )
    .join('\n')
}

export function percent(answers: readonly boolean[]): string {
  if (answers.length === 0) return '–'
  return ((100 * answers.filter(Boolean).length) / answers.length).toFixed(1)
}
