/** The signs, syllables and letters that make up much of any text in a language. */
const simplified =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之' +
  '年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样' +
  '理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将' +
  '两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信' +
  '表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔' +
  '更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统' +
  '区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品' +
  '住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您订单收请帮查' +
  '询票退款申货客服谢'
const traditional =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之' +
  '年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣' +
  '理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將' +
  '兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信' +
  '表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾' +
  '更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統' +
  '區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品' +
  '住告類求據程您訂單收請幫查詢票退款申貨客服謝'
const japanese =
  'のにはをたがでてとしれさいるなかすもうこまっらりくあきよだえそけめつせおちわみんどばずア' +
  'イウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワンッ' +
  'ャュョー日本人大年会社一三分見出行事者前後当月用件様御下上'
const korean =
  '이다는에의가을하고지기사로도를한은어나인자니아시리해서대일그있정수부들라보제전상장것만과' +
  '원스조구주으용적안게내었습요세문드여동신성까님메회오'
const russian = 'оеаинтсрвлкмд'
const latin = /\p{Script=Latin}/u
const kanaOrHan = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ーｰﾞﾟ]/u

interface Language {
  charset: string // As TextDecoder names it.
  script: RegExp
  common: string
  kind: 'pairs' | 'letters' | 'latin' // Two bytes a sign, an alphabet of its own, or ASCII and a few more letters.
}

/** In the order in which they win a tie. */
const languages: Language[] = [
  { charset: 'windows-1252', kind: 'latin', script: latin, common: 'äöüß' },
  { charset: 'windows-1252', kind: 'latin', script: latin, common: 'éèêàçùûîôœëïâ' },
  { charset: 'windows-1252', kind: 'latin', script: latin, common: 'áéíóúñüãõçâêôà¿¡ºª' },
  { charset: 'windows-1252', kind: 'latin', script: latin, common: 'åäöæøéü' },
  { charset: 'windows-1252', kind: 'latin', script: latin, common: 'àèéìòù' },
  { charset: 'gb18030', kind: 'pairs', script: /\p{Script=Han}/u, common: simplified },
  { charset: 'big5', kind: 'pairs', script: /\p{Script=Han}/u, common: traditional },
  { charset: 'shift_jis', kind: 'pairs', script: kanaOrHan, common: japanese },
  { charset: 'euc-jp', kind: 'pairs', script: kanaOrHan, common: japanese },
  { charset: 'euc-kr', kind: 'pairs', script: /\p{Script=Hangul}/u, common: korean },
  { charset: 'windows-1251', kind: 'letters', script: /\p{Script=Cyrillic}/u, common: russian },
  { charset: 'koi8-u', kind: 'letters', script: /\p{Script=Cyrillic}/u, common: russian },
  { charset: 'ibm866', kind: 'letters', script: /\p{Script=Cyrillic}/u, common: russian },
  {
    charset: 'windows-1253',
    kind: 'letters',
    script: /\p{Script=Greek}/u,
    common: 'αοιετσνηυρς',
  },
  {
    charset: 'windows-1255',
    kind: 'letters',
    script: /\p{Script=Hebrew}/u,
    common: 'יוהלאמרתבש',
  },
  {
    charset: 'windows-1256',
    kind: 'letters',
    script: /\p{Script=Arabic}/u,
    common: 'الينمتروبعدهسفكقة',
  },
  {
    charset: 'windows-874',
    kind: 'letters',
    script: /\p{Script=Thai}/u,
    common: 'านรอกเงมยลวดทสตะปบคห่้',
  },
  { charset: 'windows-1250', kind: 'latin', script: latin, common: 'áčďéěíľňóřšťúůýž' },
  { charset: 'windows-1250', kind: 'latin', script: latin, common: 'ąćęłńóśźż' },
  { charset: 'windows-1250', kind: 'latin', script: latin, common: 'áéíóöőúüű' },
  { charset: 'windows-1250', kind: 'latin', script: latin, common: 'čćđšž' },
  { charset: 'windows-1250', kind: 'latin', script: latin, common: 'ăâîşţ' },
  { charset: 'windows-1254', kind: 'latin', script: latin, common: 'ığşçüöâî' },
]
const punctuation = /[\u00a0\u00ab\u00bb\u2010-\u2026\u20ac\u3000-\u3011\uff01-\uff1f·°№]/u
const sampleSize = 4096

/** Made once: a mail may ask for each of ten thousand words. */
const decoders = new Map(languages.map(({ charset }) => [charset, new TextDecoder(charset)]))

/**
 * Which charset bytes that declare none are most likely in: they are read as each language, and
 * the one they look most like wins. Statistics over byte pairs, as libraries use them, need
 * more text than a subject or a file name has.
 */
export function sniffCharset(bytes: Buffer): string {
  if (bytes.includes('\x1b$') || bytes.includes('\x1b(J')) return 'iso-2022-jp'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = telling(bytes)
  const texts = new Map<string, string>()
  let best = { charset: 'windows-1252', score: Number.NEGATIVE_INFINITY }
  for (const language of languages) {
    const { charset } = language
    const text = texts.get(charset) ?? decoders.get(charset)?.decode(sample) ?? ''
    texts.set(charset, text)
    const score = likeness(text, language)
    if (score > best.score + 0.02) best = { charset, score }
  }
  return best.charset
}

/** Sniffs the first pieces of a mail each by itself, and takes later ones for the same: it costs too much for thousands. */
export function sniffFew(pieces = 20): (bytes: Buffer) => string {
  let left = pieces
  let last = ''
  return (bytes) => {
    if (left-- > 0) last = sniffCharset(bytes)
    return last
  }
}

/** The lines around the first byte above ASCII: the rest tells nothing. */
function telling(bytes: Buffer): Buffer {
  if (bytes.length <= sampleSize) return bytes
  const first = Math.max(
    bytes.findIndex((byte) => byte > 0x7f),
    0,
  )
  const line = bytes.lastIndexOf(0x0a, first) + 1
  return bytes.subarray(Math.max(line, first - 256)).subarray(0, sampleSize)
}

function likeness(text: string, language: Language): number {
  let sum = 0
  let seen = 0
  let before = ''
  for (const char of text) {
    if (char > '\x7f') {
      seen++
      sum += worth(char, language)
    }
    if (char > '\x7f' || before > '\x7f') sum -= oddity(before, char, language)
    before = char
  }
  const structure = language.kind === 'pairs' && !text.includes('\ufffd') ? 0.2 : 0
  return seen === 0 ? -1 : sum / seen + structure
}

const worths = new Map<Language, Map<string, number>>()

function worth(char: string, language: Language): number {
  const known = worths.get(language) ?? new Map<string, number>()
  const value = known.get(char) ?? worthOf(char, language)
  if (known.size < 5000) worths.set(language, known.set(char, value))
  return value
}

function worthOf(char: string, { common, script }: Language): number {
  if (char === '\ufffd') return -3
  if (common.includes(char)) return 1
  if (common.includes(char.toLowerCase())) return 0.9
  if (script.test(char)) return 0.3
  return punctuation.test(char) ? 0.3 : -1
}

/** What words do not do: mix alphabets, or have capitals inside. */
function oddity(before: string, char: string, { kind }: Language): number {
  if (kind === 'pairs') return 0
  if (!isLetter(before) || !isLetter(char)) return 0
  if (kind === 'latin' && before > '\x7f' && char > '\x7f') return 0.5
  if (kind === 'letters' && (before <= '\x7f' || char <= '\x7f')) return 1
  return isUpper(char) && !isUpper(before) ? 1 : 0
}

function isLetter(char: string): boolean {
  return char > '\x7f' ? /\p{L}/u.test(char) : /[a-z]/i.test(char)
}

function isUpper(char: string): boolean {
  return char !== char.toLowerCase()
}
