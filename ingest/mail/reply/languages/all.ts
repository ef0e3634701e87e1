import { eastern } from './eastern.ts'
import { european } from './european.ts'
import { germanic } from './germanic.ts'
import type { LanguagePack } from './pack.ts'
import { romance } from './romance.ts'
import { slavic } from './slavic.ts'

export const languages: Record<string, LanguagePack> = {
  ...germanic,
  ...romance,
  ...slavic,
  ...european,
  ...eastern,
}
