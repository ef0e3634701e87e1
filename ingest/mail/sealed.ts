import type { Part } from './structure.ts'

/** What is shown instead of nothing where all a mail says is in a part that only its recipient's key opens. */
export function sealedNote(root: Part): string | null {
  const parts = [...all(root)]
  const how = parts.map(sealOf).find((seal) => seal !== null)
  if (!how) return null
  return how === 'signed'
    ? 'This mail is signed (S/MIME) in a way that packs its text into the attached file, so it cannot be shown here. Open the file with a mail program, or ask the sender to sign with clear text.'
    : `This mail is encrypted (${how}), so it cannot be read here. Whoever has the key can open the attached file; or ask the sender to write without encryption.`
}

function* all(part: Part): Generator<Part> {
  yield part
  for (const child of part.children) yield* all(child)
}

function sealOf({ type, typeField }: Part): 'S/MIME' | 'PGP' | 'signed' | null {
  if (/^application\/(?:x-)?pkcs7-mime$/.test(type))
    return /^signed/i.test(typeField.params.get('smime-type') ?? '') ? 'signed' : 'S/MIME'
  if (type === 'application/pgp-encrypted') return 'PGP'
  if (type !== 'multipart/encrypted') return null
  return /pgp/i.test(typeField.params.get('protocol') ?? '') ? 'PGP' : 'S/MIME'
}
