const maxFields = 1000

/**
 * The fields of a form, as bytes: mail is not always text, and a usual reader of forms would make it so. Of two fields
 * with one name the first counts. Undefined: too many fields, or no form.
 */
export function formBytes(body: Buffer, contentType: string): Map<string, Buffer> | undefined {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType)
  const fields = boundary
    ? multipart(body, `--${boundary[1] ?? boundary[2]}`)
    : body
        .toString('latin1')
        .split('&', maxFields + 1)
        .map(urlencoded)
  if (fields.length > maxFields) return undefined
  return new Map(fields.toReversed())
}

type Field = [name: string, value: Buffer]

/** RFC 7578. Ends with the last delimiter that is there. */
function multipart(body: Buffer, delimiter: string): Field[] {
  const fields: Field[] = []
  let at = body.indexOf(delimiter)
  while (at >= 0 && fields.length <= maxFields) {
    const next = body.indexOf(`\r\n${delimiter}`, at)
    if (next < 0) break
    const head = body.indexOf('\r\n\r\n', at)
    if (head >= 0 && head < next) {
      const header = body.toString('utf8', at, Math.min(head, at + 4096))
      const name = /[;\s]name="([^"]*)"/i.exec(header)?.[1]
      if (name) fields.push([name, body.subarray(head + 4, next)])
    }
    at = next + 2
  }
  return fields
}

function urlencoded(pair: string): Field {
  const equals = pair.indexOf('=')
  const name = equals < 0 ? pair : pair.slice(0, equals)
  return [decoded(name).toString(), decoded(equals < 0 ? '' : pair.slice(equals + 1))]
}

function decoded(text: string): Buffer {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}
