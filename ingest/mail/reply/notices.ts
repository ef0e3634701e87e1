import { fold } from './words.ts'

/** Word beginnings of which one of each group must appear for a paragraph to be the notice. */
type Groups = readonly RegExp[]

const external =
  /\b(?:external|extern\w*|esterna?|esterno|outside|außerhalb|extérieur\w*|l'extérieur|buiten|zewnętrzn\w*|vnější\w*|utomstående|ekstern\w*|ulkopuol\w*)(?![\p{L}])|внешн|外部|외부|خارج|חיצוני/u
const mail =
  /e-?mail|message|sender|nachricht|absender|courriel|expéditeur|correo|remitente|mittente|messaggio|mensagem|remetente|bericht|afzender|wiadomość|nadawc|avsändare|afsender|avsender|lähettäjä|письм|отправител|сообщен|邮件|郵件|メール|메일|بريد|דוא/u
const care =
  /caution|warning|attention|achtung|vorsicht|warnung|attenzione|atención|precaución|atenção|cuidado|let op|waarschuwing|uwaga|upozornění|varning|advarsel|varoitus|внимание|осторожно|注意|警告|주의|do not click|click|links?\b|attachments?|anhänge|pièces jointes|klik|open\b/u
const stranger =
  /you don't often get email from|some people who received this message don't often get|sie erhalten nicht (?:oft|häufig) e-mails von|vous n'obtenez pas souvent|no suele recibir correo|learn why this is important|this sender (?:is|might be) /u

/** "External" and "mail" close to each other in one sentence: an external drive is not meant. */
const externalMail = new RegExp(
  `(?:${external.source})[^.!?]{0,30}(?:${mail.source})|(?:${mail.source})[^.!?]{0,40}(?:${external.source})`,
  'u',
)

const confidential: readonly Groups[] = [
  [/confidential|privileged/u, /recipient|addressee|intended/u],
  [/vertraulich/u, /empfänger|adressat/u],
  [/confidentiel/u, /destinataire/u],
  [/confidencial/u, /destinat[aá]ri/u],
  [/riservat|confidenzial/u, /destinatari/u],
  [/vertrouwelijk/u, /geadresseerde|ontvanger|bestemd/u],
  [/poufn/u, /adresat|odbiorc/u],
  [/důvěrn|dôvern/u, /adresát|příjem|príjem/u],
  [/konfidenti|fortrolig|luottamuksel|sekretess/u, /mottagar|modtager|mottaker|vastaanott/u],
  [/confidențial/u, /destinatar/u],
  [/bizalmas/u, /címzett/u],
  [/конфиденц|конфіденц|поверителн/u, /получател|адресат|одержувач/u],
  [/εμπιστευτικ/u, /παραλήπτ|αποδέκτ/u],
  [/gizli/u, /alıcı/u],
  [/机密|機密|保密|机密信息/u, /收件人|收件者|受信者|宛先/u],
  [/기밀|비밀/u, /수신/u],
]

/** A paragraph a mail gateway puts on top: the mail is from outside, so take care. */
export function isExternalBanner(paragraph: string): boolean {
  const text = fold(paragraph.slice(0, 700)).replaceAll('’', "'")
  if (stranger.test(text)) return true
  if (
    /^\W{0,3}(?:external|extern|externe|externo|esterno)\b[^\p{L}]{0,3}(?:e-?mail|sender|mail|message|absender)?\W*$/u.test(
      text,
    )
  )
    return true
  return externalMail.test(text) && care.test(text)
}

/** A paragraph that says the mail is confidential and for its recipient only. */
export function isDisclaimer(paragraph: string): boolean {
  const text = fold(paragraph.slice(0, 1500))
  return confidential.some((groups) => groups.every((words) => words.test(text)))
}
