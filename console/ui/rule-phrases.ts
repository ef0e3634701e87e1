/** How questions are asked, in words. */
export const operatorWords: Record<string, string> = {
  is: 'is',
  is_not: 'is not',
  in: 'is one of',
  contains: 'contains',
  starts: 'starts with',
  ends: 'ends with',
  matches: 'matches the pattern',
  less: 'is below',
  greater: 'is above',
  between: 'is between',
  empty: 'is empty',
}

export const scopeWords: Record<string, string> = {
  create: 'when a ticket is opened',
  update: 'when something changes',
  time: 'as time goes by',
}
