/** Which sentence belongs to a refusal on a party's own pages. */
import type { ApiError } from '@/api/problem'
import type { TextKey } from '@/locales'

type Words = readonly [title: TextKey, next: TextKey]

const BY_CODE: Readonly<Record<string, Words>> = {
  'case_link.expired': ['apply.error.expiredTitle', 'apply.error.expiredNext'],
  'session.not_today': ['apply.error.todayTitle', 'apply.error.todayNext'],
  'session.over': ['apply.error.todayTitle', 'apply.error.todayNext'],
  'invitation.suspended': ['apply.error.suspendedTitle', 'apply.error.suspendedNext'],
  'invitation.revoked': ['apply.error.revokedTitle', 'apply.error.revokedNext'],
  'case_link.replaced': ['apply.error.replacedTitle', 'apply.error.replacedNext'],
  'case_link.revoked': ['apply.error.revokedTitle', 'apply.error.revokedNext'],
  'case_link.filled_in': ['apply.error.filledInTitle', 'apply.error.filledInNext'],
  'case_link.move_locked': ['apply.error.triesTitle', 'apply.error.triesNext'],
  'consent.outdated_wording': ['apply.error.wordingTitle', 'apply.error.wordingNext'],
  'extension.not_authorised': ['apply.error.forTitle', 'apply.error.forNext'],
  'extension.answered_themselves': ['apply.error.ownWordTitle', 'apply.error.ownWordNext'],
  'facts.not_authorised': ['apply.error.forTitle', 'apply.error.forNext'],
  'facts.answered_themselves': ['apply.error.ownWordTitle', 'apply.error.ownWordNext'],
  'facts.changed': ['apply.error.factsChangedTitle', 'apply.error.factsChangedNext'],
  'facts.closed': ['apply.error.factsClosedTitle', 'apply.error.factsClosedNext'],
  'facts.none': ['apply.error.factsNoneTitle', 'apply.error.factsNoneNext'],
  'facts.unanswered': ['apply.error.factsUnansweredTitle', 'apply.error.factsUnansweredNext'],
  'facts.words_needed': ['apply.error.factsWordsTitle', 'apply.error.factsWordsNext'],
  'choice.not_authorised': ['apply.error.forTitle', 'apply.error.forNext'],
  'choice.answered_themselves': ['apply.error.ownWordTitle', 'apply.error.ownWordNext'],
  'disclosure.not_authorised': ['apply.error.forTitle', 'apply.error.forNext'],
  'disclosure.answered_themselves': ['apply.error.ownWordTitle', 'apply.error.ownWordNext'],
  'door.not_authorised': ['apply.error.forTitle', 'apply.error.forNext'],
  'door.answered_themselves': ['apply.error.ownWordTitle', 'apply.error.ownWordNext'],
  'door.closed': ['agreement.error.closedTitle', 'agreement.error.closedNext'],
  'door.not_offered': ['agreement.error.closedTitle', 'agreement.error.closedNext'],
  'door.plaintiff_only': ['agreement.error.closedTitle', 'agreement.error.closedNext'],
  'door.step_declined': ['agreement.error.declinedTitle', 'agreement.error.declinedNext'],
  'door.elsewhere': ['agreement.error.elsewhereTitle', 'agreement.error.elsewhereNext'],
  'door.illegal_transition': ['agreement.error.overTitle', 'agreement.error.overNext'],
  'authority.papers_missing': ['agreement.error.papersTitle', 'agreement.error.papersNext'],
  'disclosure.settled': ['apply.error.settledTitle', 'apply.error.settledNext'],
  'manner.begun': ['apply.error.begunTitle', 'apply.error.begunNext'],
  'manner.not_agreed': ['apply.error.notAgreedTitle', 'apply.error.notAgreedNext'],
  'consent.reason_needed': ['apply.error.reasonTitle', 'apply.error.reasonNext'],
  'signature.no_consent': ['apply.error.signTitle', 'apply.error.signNext'],
  'oral.outdated': ['apply.error.recordTitle', 'apply.error.recordNext'],
  'limitation.invalid': ['apply.error.dayTitle', 'apply.error.dayNext'],
  'limitation.not_now': ['apply.error.yearTitle', 'apply.error.yearNext'],
  'conflict.stale': ['apply.error.staleTitle', 'apply.error.staleNext'],
  'challenge.asked': ['apply.error.waitsTitle', 'apply.error.waitsNext'],
  'change.asked': ['apply.error.waitsTitle', 'apply.error.waitsNext'],
  'data_request.asked': ['apply.error.waitsTitle', 'apply.error.waitsNext'],
  'request.not_party': ['apply.error.notPartyTitle', 'apply.error.notPartyNext'],
  'request.nobody': ['apply.error.nobodyTitle', 'apply.error.nobodyNext'],
  'choice.illegal_transition': ['apply.error.choiceTitle', 'apply.error.choiceNext'],
  'file.closed': ['apply.error.fileClosedTitle', 'apply.error.fileClosedNext'],
  'intake.closed': ['apply.error.closedTitle', 'apply.error.closedNext'],
  'application.masked': ['apply.error.maskedTitle', 'apply.error.maskedNext'],
  'limit.apply': ['apply.error.rateTitle', 'apply.error.rateNext'],
  'limit.move': ['apply.error.triesTitle', 'apply.error.triesNext'],
}

const BY_STATUS: Readonly<Record<number, Words>> = {
  0: ['common.error.networkTitle', 'common.error.networkNext'],
  404: ['apply.error.unknownTitle', 'apply.error.unknownNext'],
  422: ['apply.error.invalidTitle', 'apply.error.invalidNext'],
  429: ['common.error.rateTitle', 'common.error.rateNext'],
}

export const wordsOf = (error: ApiError): Words =>
  BY_CODE[error.code] ?? BY_STATUS[error.status] ?? ['common.error.unknownTitle', 'common.error.unknownNext']

const FILE_CODES: Readonly<Record<string, TextKey>> = {
  'material.too_large': 'filing.file.tooLarge',
  'material.type': 'filing.file.type',
  'material.too_many': 'filing.file.tooMany',
  'material.empty': 'filing.file.empty',
  'file.closed': 'filing.file.closed',
  'material.compared': 'filing.file.compared',
}

/** Photographs as an iPhone keeps them. */
const IPHONE = /\.hei[cf]$/i

/** Why a file of that name was not taken; `{name}` is the file. */
export function fileWords(error: ApiError, name: string): TextKey {
  if (error.code === 'material.type' && IPHONE.test(name)) return 'filing.file.iphone'
  return FILE_CODES[error.code] ?? 'filing.file.failed'
}
