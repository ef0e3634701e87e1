const maxIds = 200

/** The Message-IDs of a header value, without brackets; a name without brackets counts where there is nothing else. */
export function messageIds(source: string): string[] {
  const found = [...source.matchAll(/<([^<>]{1,1000})>/g)].map((match) => compact(match[1] ?? ''))
  const isOneWord = !/\s/.test(source.trim())
  const bare =
    found.length > 0
      ? []
      : source.split(/[\s,<>]+/).filter((word) => isOneWord || word.includes('@'))
  return [...new Set([...found, ...bare.map(compact)])].filter((id) => id !== '').slice(-maxIds)
}

/** Folding may have put blanks into it; a name has none. */
function compact(id: string): string {
  return id
    .replace(/[\p{Cc} ]+/gu, '')
    .slice(0, 990)
    .toWellFormed()
}
