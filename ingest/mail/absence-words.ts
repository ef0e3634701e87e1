/** What programs write that answer while somebody is away, by language. Words are separated by `|`. */
interface AbsenceWords {
  subject: string // How the subject begins.
  text?: string // What stands in the text, from the beginning of a word; what stands for "automatic" counts everywhere.
}

export const absenceWords: Record<string, AbsenceWords> = {
  en: {
    subject:
      'auto reply|auto-reply|autoreply|auto response|auto-response|autoresponse|auto responder|automatic reply|automatic response|automatic answer|automated reply|automated response|out of office|out of the office|out-of-office|ooo|vacation|vacation reply|vacation notice|vacation response|holiday|holiday reply|holiday notice|on leave|on annual leave|on parental leave|on maternity leave|away from office|away from the office|away from my office|away from my desk|away from my mail|away from my email',
    text: 'out of the office|out of my office|out of office|on leave|on vacation|on holiday|on annual leave|on parental leave|on maternity leave|on paternity leave|on sick leave|on medical leave|away from|away until|away on|limited access to|no access to|intermittent access to|without access to|i am currently|i am travel|i am unavailable|i am out|i am back|i will be back|i will be out|i will be unavailable|i’m out|i’m away|received your message|received your email|received your mail|thank you for your message|thank you for your email|thank you for your mail|thank you for contacting',
  },
  de: {
    subject:
      'automatische antwort|abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsmeldung|abwesenheitsassistent|abwesend|abwesenheit|nicht im büro',
    text: 'nicht im büro|nicht im haus|nicht im dienst|nicht erreichbar|abwesen|im urlaub|in urlaub|in elternzeit',
  },
  nl: {
    subject: 'automatisch antwoord|automatische reactie|automatische antwoord|afwezig|afwezigheid',
    text: 'afwezig|met vakantie|op vakantie|niet aanwezig|niet bereikbaar|met verlof',
  },
  sv: {
    subject: 'autosvar|automatiskt svar|frånvaro|frånvaromeddelande',
    text: 'på semester|på ledighet|inte på kontoret|tjänstledig|föräldraledig|frånvarande',
  },
  da: {
    subject: 'autosvar|automatisk svar|fravær|ikke til stede',
    text: 'på ferie|ikke på kontoret|har ferie|på barsel|fraværende',
  },
  no: {
    subject: 'fraværsmelding|fraværsassistent',
    text: 'har ferie|permisjon|borte fra kontoret',
  },
  is: { subject: 'sjálfvirkt svar', text: 'í fríi|í leyfi|ekki við' },
  fr: {
    subject:
      "réponse automatique|message automatique|absence du bureau|absent du bureau|message d'absence|message d’absence|absence",
    text: 'absent du|absente du|absent jusqu|absente jusqu|absent pour|absente pour|absent de|en congé|en vacances|en déplacement|de retour le',
  },
  es: {
    subject: 'respuesta automática|fuera de oficina|fuera de la oficina|ausencia|ausente',
    text: 'fuera de la oficina|fuera de oficina|de vacaciones|ausente|de baja',
  },
  ca: {
    subject: "resposta automàtica|fora de l’oficina|fora de l'oficina",
    text: 'de vacances|fora de l',
  },
  pt: {
    subject: 'resposta automática|fora do escritório|ausência|ausência temporária|ausente',
    text: 'fora do escritório|de férias|ausente|em licença',
  },
  it: {
    subject: 'risposta automatica|fuori ufficio|fuori sede|assenza|assente',
    text: 'fuori ufficio|fuori sede|in ferie|non sarò|assente',
  },
  ro: { subject: 'răspuns automat', text: 'concediu|nu sunt la birou|absent' },
  pl: {
    subject: 'odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|nieobecność|poza biurem',
    text: 'nieobecn|urlop|poza biurem',
  },
  cs: {
    subject: 'automatická odpověď|mimo kancelář|nepřítomnost',
    text: 'dovolen|nepřítom|mimo kancelář',
  },
  sk: {
    subject: 'automatická odpoveď|mimo kancelárie|neprítomnosť',
    text: 'neprítom|mimo kancelárie',
  },
  hu: { subject: 'automatikus válasz|házon kívül', text: 'szabadság|házon kívül' },
  hr: { subject: 'automatski odgovor|odsutan|odsutna', text: 'odmoru|odsut|godišnji' },
  sl: { subject: 'samodejni odgovor|avtomatski odgovor|odsotnost', text: 'dopust|odsot' },
  sr: { subject: 'аутоматски одговор', text: 'одмору|одсут' },
  bg: { subject: 'автоматичен отговор|извън офиса', text: 'отпуск|отсъства' },
  ru: {
    subject: 'автоматический ответ|автоматическое сообщение|автоответ|автоответчик',
    text: 'в отпуск|отсутств|буду на работе',
  },
  uk: { subject: 'автоматична відповідь|автовідповідь', text: 'у відпустці|відсутн' },
  el: { subject: 'αυτόματη απάντηση|εκτός γραφείου', text: 'εκτός γραφείου|άδεια' },
  fi: {
    subject: 'automaattinen vastaus|poissa|poissaoloilmoitus',
    text: 'lomalla|vuosilomalla|kontorin ulkop|poissa',
  },
  et: {
    subject: 'automaatvastus|automaatne vastus|kontorist väljas',
    text: 'puhkus|kontorist väljas|eemal',
  },
  lv: { subject: 'automātiskā atbilde|automātiska atbilde', text: 'atvaļinājum|prombūtn' },
  lt: { subject: 'automatinis atsakymas', text: 'atostog|nesu biure' },
  tr: {
    subject: 'otomatik yanıt|otomatik cevap|ofis dışında',
    text: 'izindeyim|izinli|ofis dışında|tatilde',
  },
  ar: { subject: 'رد تلقائي|الرد التلقائي|خارج المكتب', text: 'خارج المكتب|إجازة|اجازة' },
  he: { subject: 'תשובה אוטומטית|מענה אוטומטי|מחוץ למשרד', text: 'מחוץ למשרד|בחופש' },
  fa: { subject: 'پاسخ خودکار', text: 'مرخصی|خارج از دفتر' },
  hi: { subject: 'स्वचालित उत्तर|स्वतः उत्तर', text: 'छुट्टी|अवकाश|कार्यालय से बाहर' },
  th: { subject: 'ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|ตอบอัตโนมัติ', text: 'ลาพักร้อน|ลาหยุด|ลางาน|ไม่อยู่ที่' },
  vi: { subject: 'trả lời tự động|thư trả lời tự động', text: 'nghỉ phép|vắng mặt' },
  id: {
    subject: 'balasan otomatis|balas otomatis|jawaban automatik|balasan automatik',
    text: 'cuti|di luar kantor',
  },
  ja: { subject: '自動応答|自動返信|不在|不在通知', text: '休暇|不在|外出中|出張' },
  ko: { subject: '자동 회신|자동 응답|자동회신|부재중', text: '휴가|부재|출장' },
  zh: {
    subject: '自动答复|自动回复|自動回覆|自動回應|自動答覆|外出',
    text: '休假|外出|不在办公室|不在辦公室|出差',
  },
}
