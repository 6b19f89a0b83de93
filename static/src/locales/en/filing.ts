/** Words both ends of intake use: claims, what is missing, materials. */
export const filing = {
  plain: {
    unpaid_wages: 'Wages not paid', overtime: 'Overtime not paid', severance: 'No severance pay', unlawful_dismissal: 'Unlawful dismissal',
    no_written_contract: 'No written contract: double wages', work_injury: 'Work injury benefits', social_insurance: 'No social insurance', annual_leave: 'Annual leave neither taken nor paid',
    non_compete: 'Non-compete clause', relationship: 'Employer denies the employment', platform_work: 'Platform work: delivery, ride hailing', past_retirement: 'Working past retirement age', other: 'Something else',
  },
  arbitration: { none: 'No arbitration', pending: 'Accepted, not decided', awarded: 'There is an award' },
  employment: { ongoing: 'Still works there', ended: 'Left' },
  finality: { final: 'Final', not_final: 'Not final' },
  origin: {
    person: 'Comes from', capital: 'Capital comes from', hint: 'Decides whether a mediator from Hong Kong, Macao, Taiwan or abroad may mediate. Most people choose the mainland.', capitalHint: 'Change it only for capital from Hong Kong, Macao or Taiwan; if unsure, choose the mainland.',
    mainland: 'Mainland', hong_kong_macao: 'Hong Kong or Macao', taiwan: 'Taiwan', foreign: 'Another country, or stateless',
  },
  number: {
    length: 'An identity number has 18 signs; please count them against the card.',
    signs: 'The first 17 signs are digits, the last is a digit or X.',
    date: 'Signs 7 to 14 are no possible day of birth; please compare with the card.',
    check: 'The last sign does not follow from the others: one is probably mistyped. Please compare with the card.',
    code_length: 'A unified social credit code has 18 signs; please count them against the licence.',
    code_signs: 'There are signs such a code never has: no I, O, S, V or Z, and signs 3 to 8 are digits.',
    code_check: 'The last sign does not follow from the others: one is probably mistyped. Please compare with the licence.',
    paper: 'The number of such a paper has 5 to 30 digits and letters; please compare with the paper.',
    seen: 'Checked in person: which original was seen', seenHint: 'Where the paper itself shows a number that does not pass, say which paper was seen, such as: officer’s card. It is noted in the case.',
  },
  standing: { worker: 'Worker', employer: 'Employer' },
  kind: {
    application: 'Application', award: 'Award', delivery_slip: 'Delivery slip', identity: 'Identity document', contract: 'Employment contract', pay: 'Pay records',
    attendance: 'Attendance records', scan: 'Record of the offline mediation', settlement: 'Settlement proposal', other: 'Other',
  },
  excluded: {
    insurance_agency: 'Against the social insurance agency', disability_grade: 'Against a disability grade', domestic_service: 'Work in a private household',
    craftsman_helper: 'Helper or apprentice of a craftsman', farm_hire: 'Work for a farming family',
  },
  caseType: {
    labour: 'Labour and personnel disputes',
    civil: 'Other civil cases',
    administrative: 'Administrative cases',
    enforcement: 'Enforcement cases',
    private_prosecution: 'Private prosecutions',
    incidental_civil: 'Civil claims beside a criminal case',
    criminal: 'Criminal prosecutions',
  },
  gap: {
    intake: {
      applicant_missing: 'no applicant', name_missing: 'name of the applicant', id_number_missing: 'identity number',
      id_number_wrong: 'the identity number is wrong (or note that the paper was seen)',
      phone_missing: 'telephone', service_address_missing: 'address for electronic service',
      consent_missing: 'willing to mediate online?',
      consent_refused: 'the applicant is not willing to mediate online: the case cannot be taken on',
      respondent_missing: 'name of the other side', arbitration_unanswered: 'whether there was arbitration',
      award_number_missing: 'number of the award', award_finality_missing: 'whether the award is final',
      award_date_missing: 'day on which the award was received', award_proof_missing: 'proof of that day',
      claims_missing: 'what is claimed', facts_missing: 'facts and reasons', cause_missing: 'cause of action',
      place_missing: 'place of the dispute', not_labour: 'no labour dispute: return it and say where to go',
      not_read_back: 'the oral record was not read back yet', record_unsigned: 'the oral record is not signed (again, after a correction)', offline_date_missing: 'day of the offline mediation',
      scan_missing: 'scan of the offline papers',
    },
    award: {
      explanation_owed: 'must be told what the passed time to sue means',
    },
  },
  step: { source: 'Receipt and source', parties: 'Parties', arbitration: 'Arbitration and time', claims: 'Cause and claims', materials: 'Materials', review: 'Check and submit' },
  limit: {
    until: 'is the last day to ask for arbitration', over: 'was the last day to ask for arbitration; mediation is still possible', known: 'counted from knowing, {day}', employment_ended: 'pay owed, counted from leaving, {day}', exempt: 'Pay owed while the employment lasts is not limited to a year now; after leaving, a year counts from that day.',
  },
  money: '{yuan} yuan',
  lateBy: '{n} days late', lastDay: 'today is the last day', daysLeft: '{n} days left',
  file: {
    tooLarge: '“{name}” is too large: at most 10 MB a file. Make the photograph smaller and try again.', type: '“{name}” cannot be taken. Use photographs (JPG, PNG) or PDF; save Word files as PDF first.',
    tooMany: 'Too many files: at most 60. Put some together and try again.', failed: '“{name}” was not sent. Please try again.', empty: '“{name}” is empty. Choose another.',
  },
  receipt: {
    title: 'First receipt', time: 'Received', timeHint: 'server time in Beijing, cannot be changed', receiver: 'Received by', submitter: 'Handed in by', materials: 'Materials', noMaterials: 'The application only, no files',
    count: '{n}: {names}', digest: 'Digest', download: 'Download the receipt', certificate: 'Download the certificate of application',
    hint: 'The first submission gets its receipt even when papers are missing. If mediation fails, the court takes the day of first receipt as the day of filing; whether it accepts still depends on the 15 days.', hintOrganisation: 'The first submission gets its receipt even when papers are missing. Handing in to an organisation is no suit: after an award, papers must still reach the court within 15 days of receiving it.', law: 'Luoyang Intermediate Court [2023] No. 4, art. 4',
  },
  returnCode: { outside_courts: 'Not for the courts', inviter_without_jurisdiction: 'The inviting court has no jurisdiction', unsuitable_online: 'Unsuitable for online mediation' },
} as const
