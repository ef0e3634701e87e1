import { reportText } from './bounce-text.ts'
import { hasHeader, hasNullSender, headerOf, isFromDaemon } from './header-facts.ts'
import type { ParsedMail } from './parsed.ts'
import { serviceEvent } from './service-event.ts'

const subjectForms =
  /undeliver|non[- ]?deliver|not delivered|deliver(?:y|ing)?[^\n]{0,30}(?:fail|status|report|delay|error|problem)|fail(?:ed|ure)[^\n]{0,20}(?:deliver|notice)|failure notice|return(?:ed|ing) (?:mail|message|to sender|email)|mail (?:system error|fail(?:ed|ure)|could not)|could not be (?:delivered|sent)|could(?:n't| not) (?:deliver|send)|unable to deliver|delayed|message you sent (?:was )?blocked|mail error|bounced? mail|unzustellbar|nicht zustellbar|zustellung|fehlgeschlagen|non remis|non distribu|échec|impossible de (?:remettre|livrer)|no se (?:pudo|puede) entregar|no entregad|devuelto|não (?:foi possível )?entreg|devolvid|falha na entrega|non recapitabile|mancato recapito|mancata consegna|onbestelbaar|niet (?:bezorgd|afgeleverd)|kunne ikke leveres|ikke lever|olevererbar|kunde inte levereras|toimittaminen|nie dostarczono|niedostarczon|zwrot|nedoruč|kézbesíthetetlen|nelivrat|не\s?доставлен|недоставлен|не удалось доставить|teslim edil|δεν παραδόθηκε|配信できません|配信不能|未達|送信できません|届けられ|退信|退回|投递失败|无法送达|無法傳遞|무배달|전송 실패|배달되지|không gửi được|تعذر تسليم|לא ניתן למסור/i
/** How mail systems begin or say it in the text. */
const said =
  /(?:could|can) ?not be delivered|(?:wasn't|was not|were not|has not been|couldn't be|is not|not been) (?:delivered|reached)|(?:did|does) ?n[o']t reach|undeliver|delivery (?:has |to the following |attempt|status|fail|error|problem|temporar)|incorrectly constructed|invalid (?:user|recipient|mailbox)|no such user|requested action (?:not taken|aborted)|failed (?:permanently|recipient|address|to deliver)|permanent (?:fatal )?error|unable to (?:deliver|relay|send)|wasn't able to deliver|couldn't deliver|returned (?:mail|message|below|to)|mail system (?:at host|error)|created automatically by mail|rejected (?:by|for)|delivery status notification|address(?:es)? (?:had|failed)|transcript of session|not delivered to|nicht (?:zugestellt|zustellbar|ausgeliefert)|n'a pas pu être (?:remis|livré|distribué)|no (?:se )?(?:ha podido|pudo|pudieron|puede) (?:ser )?entreg|non (?:è stato|può essere) (?:recapitat|consegnat)|não (?:pôde|foi) (?:ser )?entreg|kon niet worden (?:bezorgd|afgeleverd)|не (?:может быть|было|удалось) достав|配信(?:でき|され)|送信(?:でき|に失敗)|届け(?:られ|でき)|宛先|退回|无法(?:送达|投递)|投递失败/i
/** Openings that only mail programs write, whoever seems to send them. */
const templates =
  /^\W{0,5}(?:Hi\. This is the .{0,80}(?:qmail|mail)|This message was created automatically by (?:the )?mail delivery|This is the (?:mail system|mail delivery|MAILER-DAEMON|Postfix)|This is an automatically generated Delivery Status|The original message was received at|\*\* ?(?:Address not found|Message not delivered|Message blocked)|Your message (?:did not reach|wasn't delivered to|couldn't be delivered|could not be delivered)|Delivery has failed to these recipients|A message that you sent could not be delivered|Undeliverable message|I'm afraid I wasn't able to deliver|Message could not be delivered|Sorry, we were unable to deliver)/i
const serverAnswer =
  /(?:^|[\s#:(])(?:[45]\d\d[ -]|[45]\.\d{1,2}\.\d{1,3}\b)|<[^<>\s@]+@[^<>\s]+>:|user unknown|mailbox (?:full|unavailable)/im

/**
 * The fact that makes a mail a bounce, in words; null where there is none. A person who forwards or
 * quotes a bounce is not one: free text counts only from a mail system or with nobody to answer.
 */
export function bounceSign(mail: ParsedMail, envelope: { from: string }): string | null {
  const type = headerOf(mail, 'content-type')
  const hasReport = mail.attachments.some(({ contentType }) => /delivery-status$/.test(contentType))
  if (
    /^multipart\/report/.test(type) &&
    (/report-type="?delivery-status/.test(type.replace(/\s+/g, '')) || hasReport)
  ) {
    return 'it is a delivery status notification (RFC 3464)'
  }
  if (/^message\/(?:global-)?delivery-status/.test(type)) return 'it consists of a delivery status'
  const event = serviceEvent(mail.text)
  if (event) return event.sign
  const text = reportText(mail)
  const isRe = /^(?:re|fwd?|aw|wg|sv|vs|tr|rv)\s*:/i.test(mail.subject)
  if (isFromDaemon(mail) ? !greets(text) : hasNullSender(mail, envelope)) {
    const who = isFromDaemon(mail) ? 'a mail system sent it' : 'it has an empty return path'
    if (hasHeader(mail, 'x-failed-recipients')) return `${who}, and it names failed recipients`
    if (hasReport) return `${who}, with a delivery status`
    if (subjectForms.test(mail.subject))
      return `${who}, and its subject says that a mail was not delivered`
    if (said.test(text) && (serverAnswer.test(text) || isFromDaemon(mail)))
      return `${who}, and its text says that a mail was not delivered`
    return null
  }
  if (hasHeader(mail, 'x-failed-recipients') && !isRe) return 'it names failed recipients'
  if (hasReport && !isRe && mail.inReplyTo.length === 0 && subjectForms.test(mail.subject))
    return 'it carries a delivery status'
  if (!isRe && templates.test(text.trimStart().slice(0, 400)) && serverAnswer.test(text))
    return 'its text is that of a mail system'
  return null
}

/** A person who runs a mail system may write as postmaster too. */
function greets(text: string): boolean {
  return /^\s*(?:hi|hello|hey|dear|good (?:morning|day|afternoon)|hallo|guten|sehr geehrte|liebe|moin|bonjour|madame|hola|buenos|buenas|estimad|olá|prezad|ciao|buongiorno|gentile|hej|beste|geachte|dzień|dobrý|здравствуйте|добрый)(?![\p{L}]|\. this is)/iu.test(
    text,
  )
}
