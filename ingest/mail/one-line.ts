import { storable } from '#core/storable.ts'

/** Makes a string storable and of one line: controls and runs of blanks become one space. */
export function oneLine(value: string): string {
  return storable(value.replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')).trim()
}
