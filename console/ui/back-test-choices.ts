/** On how many of the last tickets rules can be tested. */
export const sizes = ['100', '1000', '10000'] as const
/** What is promised, by its name in the form after the priority: `HIGH.first`. */
export const promises = [
  ['first', 'First response'],
  ['next', 'Next response'],
  ['resolution', 'Resolution'],
] as const
