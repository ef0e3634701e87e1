interface File {
  filename: string
  contentType: string // By the bytes, where they tell.
  size: number // Bytes.
}

export const maxFiles = 10 // As many as Slack shows in one message.
const maxBytes = 10 * 1024 * 1024 // Of one.
const maxBytesTogether = 25 * 1024 * 1024 // They are sent within one claim of their channel.

/**
 * Pictures, sound, film, texts, and documents of kinds that hold no program: nothing that runs when it is opened, and
 * no archive, as nobody has looked into it.
 */
const endings = new Set(
  `png jpg jpeg gif webp heic bmp tif tiff mp3 m4a wav ogg mp4 mov webm
    txt log md csv tsv json ics vcf pdf docx xlsx pptx odt ods odp`.split(/\s+/),
)

const types = [
  /^(image|audio|video)\/(?!svg)/,
  /^text\/(plain|csv|markdown|tab-separated-values|calendar|vcard|x-vcard|x-log)$/,
  /^application\/(pdf|json|ogg|octet-stream)$/, // The last: its bytes tell nothing, so it is no program either.
  /^application\/vnd\.openxmlformats-officedocument\.[a-z]+\.(document|sheet|presentation)$/,
  /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)$/,
]

/** Those of a message's files that an agent is shown in Slack, in their order; the rest waits in the console. */
export function showable<Any extends File>(files: readonly Any[]): Any[] {
  let left = maxBytesTogether
  return files
    .filter((file) => {
      const fits = isHarmless(file) && file.size > 0 && file.size <= Math.min(maxBytes, left)
      if (fits) left -= file.size
      return fits
    })
    .slice(0, maxFiles)
}

/** By what it is called and by what it is: neither alone is believed. */
function isHarmless({ filename, contentType }: File): boolean {
  const ending = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
  return endings.has(ending) && types.some((one) => one.test(contentType.toLowerCase()))
}
