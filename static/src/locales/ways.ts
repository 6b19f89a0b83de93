/** What is left when mediation ended, for who reads English. In Chinese the server says it: a lawyer reviewed that. */
import type { OwnEnd } from '@/api/types'

import { useText } from './index'

type Way = OwnEnd['ways'][number]

const LAW = 'Labour Dispute Mediation and Arbitration Law'

/** One sentence a way, with the article that the Chinese cites. */
const IN_ENGLISH: Readonly<Record<Way, string>> = {
  arbitration: `What was not arbitrated goes to the labour arbitration commission first: within one year from the day on which you knew, or had to know, that your right was infringed (${LAW}, art. 27); whoever does not accept the award may then sue as the law provides. Arbitration costs nothing.`,
  await_award: `The arbitration commission has accepted the case: wait for its award; when the legal time is over without one, you may sue (${LAW}, art. 43).`,
  suit: `After arbitration, whoever does not accept the award may sue as the law provides within fifteen days of receiving it (${LAW}, arts. 48 and 50); an employer cannot sue against a final award, but may only ask to have it set aside. The day on which papers first reached the court is that of the First Receipt.`,
  civil_suit: 'You may sue before the court as the law provides (People\'s Mediation Law, art. 26).',
  suit_not_final: `Against an award that is not final you may sue within fifteen days of receiving it (${LAW}, art. 50).`,
  suit_final: `Against a final award the worker may sue within fifteen days of receiving it (${LAW}, art. 48).`,
  suit_either: `The worker may sue against the award within fifteen days of receiving it (${LAW}, arts. 48 and 50).`,
  set_aside: `An employer cannot sue against a final award; on the grounds the law names it may ask the intermediate court of the place of the commission to set it aside within thirty days of receiving it, and sue within fifteen days of receiving the ruling that does so (${LAW}, art. 49).`,
  filed: 'The papers reached the court within the time to sue: the day of the first receipt counts as the day on which the suit was brought, as the First Receipt says, and you may sue as the law provides (Luoyang Intermediate Court, 2023 No. 4, art. 4).',
  early_receipt: 'The papers reached the court before you received the award; whether that counts as suing against it is for the court to say (to be confirmed; Luoyang Intermediate Court, 2023 No. 4, art. 4): hand your suit in to the court before the time to sue is over.',
  joined_later: 'You came into this case after the papers first reached the court; whether that receipt counts as your suit against the award is for the court to say (to be confirmed; Luoyang Intermediate Court, 2023 No. 4, art. 4): hand your suit in to the court before your own time to sue is over.',
  given_back: 'The papers were given back and no court has them; whether the day of the first receipt still counts is for the court to say (to be confirmed; Luoyang Intermediate Court, 2023 No. 4, art. 4): to sue, hand your papers in to the court that has jurisdiction before the time to sue is over.',
  other_sues: 'The papers of the other side reached the court in time: once the court has registered the suit it will call on you to answer (Online Mediation Rules, art. 21).',
  suit_late: 'The time to sue against the award (fifteen days from receiving it) is over: the court would not accept the suit, or would dismiss it (Luoyang Intermediate Court, 2023 No. 4, art. 4).',
  set_aside_late: `The time to ask that the final award be set aside (thirty days from receiving it) is over, and an employer cannot sue either (${LAW}, art. 49).`,
  suit_annulled: `A court has set the award aside: within fifteen days of receiving that ruling you may sue about the dispute (${LAW}, art. 49(3)).`,
  annulled_late: `The time to sue after the award was set aside (fifteen days from receiving the ruling) is over: the court would not accept the suit, or would dismiss it (${LAW}, art. 49(3)).`,
  enforcement: `An award in force is to be performed in time; when one side does not, the other may ask the court to enforce it (${LAW}, art. 51).`,
  administrative: 'For unpaid wages, missing social insurance and the like you may also complain to the labour inspection, telephone 12333 (People\'s Mediation Law, art. 26).',
  trial: 'The trial resumes; the court will tell you the date of the hearing (Online Mediation Rules, art. 21).',
}

export function useWays(): (notices: readonly string[], ways: readonly Way[]) => readonly string[] {
  const { language } = useText()
  return (notices, ways) => language.value === 'en' && ways.length === notices.length ? ways.map(way => IN_ENGLISH[way]) : notices
}
