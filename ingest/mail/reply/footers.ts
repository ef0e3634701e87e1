import { fold, says, sentFrom, wordsOf } from './words.ts'

/** Makes of phones, mail programs and providers: none of them is a word a sentence needs. */
const brands = new Set(
  `iphone ipad ipod android samsung galaxy blackberry huawei honor xiaomi redmi oppo vivo oneplus nokia lumia motorola pixel htc lg
  sony xperia macbook mailbird thunderbird outlook gmail yahoo proton protonmail tutanota tuta gmx fastmail airmail canary aquamail
  bluemail zoho k9 verizon vodafone telekom orange sfr bouygues aol emclient roundcube naver daum rambler yandex яндекс майл ios
  windows wiko newton mailspring webde foxmail почты пошти mailru protonmail typeapp`.split(/\s+/),
)
const declined = /^(?:iphon|ipad|айфон|android|андроид|samsung)/
const unspacedBrands =
  /iphone|ipad|android|outlook|gmail|yahoo|foxmail|qq|网易|網易|邮箱|郵箱|手机|手機|小米|华为|三星|갤럭시|아이폰|네이버|携帯|スマート|アイフォン/

/** "phone" in "Sent from my phone" needs a word for "my" beside it. */
const devices =
  /^(?:smartphone|smartfon\w*|mobile|mobiltele\w*|mobil|mobiele|mobiln\w*|móvil|movil|celular|cellulare|portable|telefon\w*|téléphone|telefone|telefoon|teléfono|telefono|handy|phone|tablet\w*|телефон\w*|смартфон\w*|τηλέφωνο|puhelin\w*)$/u
const possessives = new Set(
  'my meinem meiner mon ma mi meu minha mio min mit mijn mojego mého môjho mog mojega моего моєї мого меня μου minu mano cep'.split(
    ' ',
  ),
)
/** "Sent" begins many a sentence; these go on as a footer does. */
const afterSent = new Set(['from', 'via', 'with', 'using', 'by', 'through'])

/** A line a phone or a mail program adds below what was written: "Sent from my iPhone", in the languages we know. */
export function isDeviceFooter(text: string): boolean {
  if (text.length > 160) return false
  const bare = withoutLinks(text)
  const plain = fold(bare)
  const words = wordsOf(plain)
  if (words.length === 0 || words.length > 16 || /[?!]$/.test(plain)) return false
  const begins = words.slice(0, 7)
  const brand = begins.some((word) => brands.has(word) || declined.test(word))
  const short = words.length <= 8 && !/[.,;] |\.$/.test(plain)
  if (plain.startsWith('sent from my ')) return short || brand || begins.some(isDevice)
  if (words[0] === 'sent' && !afterSent.has(words[1] ?? '')) return false
  if (says(sentFrom, '', [words[0] ?? '', words.at(-1) ?? ''])) {
    if (brand) return words.length <= 12
    const own = words.some((word) => possessives.has(word)) && begins.some(isDevice)
    return (own && words.length <= 12) || (short && bare !== text)
  }
  const unspaced = sentFrom.inside.some((word) => plain.includes(word))
  return unspaced && words.length <= 12 && (brand || unspacedBrands.test(plain))
}

function isDevice(word: string): boolean {
  return devices.test(word)
}

/** Targets of links do not count: "Get Outlook for iOS<https://aka.ms/o0ukef>". */
function withoutLinks(text: string): string {
  return text.replace(/[<([]?https?:[^\s>)\]]{0,300}[>)\]]?/g, ' ')
}

/** The line that begins a signature by agreement of all mail programs (RFC 3676 §4.3), trailing space or not. */
export function isSignatureDelimiter(text: string): boolean {
  return /^(?:--|__)$/.test(text)
}
