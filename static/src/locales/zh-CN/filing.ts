/** 收件两头都用的词：请求、还差什么、材料。 */
export const filing = {
  plain: {
    unpaid_wages: '拖欠工资', overtime: '没给加班费', severance: '没给经济补偿', unlawful_dismissal: '违法解除、辞退',
    no_written_contract: '没签劳动合同，要双倍工资', work_injury: '工伤待遇', social_insurance: '没交社保', annual_leave: '没休年假也没补钱',
    non_compete: '竞业限制', relationship: '单位不承认劳动关系', platform_work: '送餐、网约车等平台用工', past_retirement: '过了退休年龄还在上班', other: '其他',
    public_dismissal: '事业单位辞退我',
    public_resignation: '我要辞职，事业单位不同意',
    public_engagement: '聘用合同的事：工资、岗位、期满、解聘',
  },
  recorded: { title: '收件以后登记过仲裁情况，以登记的为准', text: '登记的是：{what}。这里怎么填，都不改动登记。', received: '{name}{day}收到', then: '，', desk: '登记得不对的，请在案件页面点“登记、更正仲裁裁决”。', own: '登记得不对的，请给我们打电话。' },
  arbitration: { none: '没有去仲裁', pending: '仲裁受理了，还没裁决', awarded: '仲裁已经裁决' },
  employment: { ongoing: '还在上班', ended: '已经不在了' },
  finality: { final: '终局', not_final: '非终局' },
  origin: {
    person: '来自哪里', capital: '资本来自哪里', hint: '决定能不能由港澳台或者外国的调解员调解。多数人选内地。', capitalHint: '港澳台资企业才需要改；不清楚就选内地。',
    mainland: '内地', hong_kong_macao: '香港、澳门', taiwan: '台湾', foreign: '外国或者无国籍',
  },
  number: {
    length: '身份证号码是 18 位，请对照证件数一数。',
    signs: '身份证号码前 17 位是数字，最后一位是数字或者 X。',
    date: '号码里第 7 到 14 位的出生日期不对，请对照证件。',
    check: '最后一位和前面的数字对不上，多半有一位写错了，请对照证件。',
    code_length: '统一社会信用代码是 18 位，请对照营业执照数一数。',
    code_signs: '代码里有不会用到的字符：没有字母 I、O、S、V、Z，第 3 到 8 位是数字。',
    code_check: '最后一位和前面的对不上，多半有一位写错了，请对照营业执照。',
    paper: '证件号码是 5 到 30 位的数字和字母，请对照证件。',
    seen: '线下核实：看过的证件原件', seenHint: '号码对不上、但原件就是这样的，写明看过什么证件，例如：军官证原件。会记入经过。',
  },
  standing: { worker: '劳动者', employer: '用人单位' },
  kind: {
    application: '调解申请书', award: '裁决书', delivery_slip: '送达回执', identity: '身份证件', contract: '劳动合同', pay: '工资凭证',
    attendance: '考勤记录', scan: '线下调解笔录', settlement: '和解方案', other: '其他材料',
  },
  excluded: {
    insurance_agency: '对社保经办机构不服', disability_grade: '对伤残等级鉴定有异议', domestic_service: '在别人家里做家政',
    craftsman_helper: '给个体工匠当帮工、学徒', farm_hire: '给农户干活',
  },
  caseType: {
    labour: '劳动、人事争议',
    civil: '其他民事案件',
    administrative: '行政案件',
    enforcement: '执行案件',
    private_prosecution: '刑事自诉案件',
    incidental_civil: '刑事附带民事案件',
    criminal: '刑事公诉案件',
  },
  gap: {
    intake: {
      applicant_missing: '没有申请人', name_missing: '申请人的姓名', id_number_missing: '证件号码',
      id_number_wrong: '证件号码有误（或者登记线下核实）', phone_missing: '手机号',
      service_address_missing: '电子送达地址', consent_missing: '是否同意在线调解', consent_refused: '申请人不同意在线调解，不能受理',
      respondent_missing: '对方的名称', arbitration_unanswered: '是否经过仲裁', award_number_missing: '裁决书文号',
      award_finality_missing: '裁决是否终局', award_date_missing: '收到裁决书的日期', award_proof_missing: '收到日期的凭据', claims_missing: '请求事项',
      facts_missing: '事实和理由', cause_missing: '案由', place_missing: '发生地', not_labour: '不属于劳动争议，请退回并告知去处',
      not_read_back: '口头申请记录还没有宣读核对', record_unsigned: '口头申请记录还没有签名确认（更正后要重新签）', posted_proof_missing: '寄出日的凭证', offline_date_missing: '线下调解的日期', scan_missing: '线下调解材料的扫描件',
    },
    award: {
      explanation_owed: '须释明调解不成时不能起诉的后果',
    },
  },
  step: { source: '收件与来源', parties: '当事人', arbitration: '仲裁与期限', claims: '案由与请求', materials: '材料', review: '核对并提交' },
  limit: {
    until: '是申请仲裁的最后一天', over: '是申请仲裁的最后一天，已经过了；仍可以调解', known: '从知道那天（{day}）起算一年', employment_ended: '拖欠的工资、加班费：从离职那天（{day}）起算一年', known_other: '其他请求：从知道那天（{day}）起算一年', exempt: '在职期间拖欠的工资、加班费，现在不受一年的限制；离职以后从离职那天起算一年。',
  },
  money: '{yuan} 元',
  lateBy: '已过 {n} 天', lastDay: '今天是最后一天', daysLeft: '还有 {n} 天',
  file: {
    tooLarge: '“{name}”太大了，一个文件不要超过 10 MB。照片可以调小一点再传。', type: '“{name}”不能上传。请用照片（JPG、PNG）或者 PDF；Word 文件请先另存为 PDF。',
    tooMany: '材料太多了，最多 60 个。请合并后再传。', failed: '“{name}”没有传上去，请再试一次。', empty: '“{name}”是空的，请换一个。',
    closed: '案件已经归档，不能再交“{name}”。有事请打电话告诉工作人员。',
  },
  receipt: {
    title: '首次收件凭证', time: '收件时间', timeHint: '服务器北京时间，不可修改', receiver: '收件单位', submitter: '递交人', posted: '寄出日', materials: '收到材料', noMaterials: '只有申请内容，没有附材料',
    count: '{n} 件：{names}', digest: '内容指纹', download: '下载凭证', certificate: '下载申请调解证明',
    hint: '即使材料不全，第一次递交就出具凭证。调解不成的，以法院首次收到材料的日期作为提交起诉材料的日期；能否受理，仍看是否在收到裁决书 15 日内。', hintOrganisation: '即使材料不全，第一次递交就出具凭证。调解组织收件不是向法院起诉：已经仲裁裁决的，仍要在收到裁决书 15 日内向法院递交材料。', law: '洛中法〔2023〕4号 第四条',
  },
  returnCode: { outside_courts: '不属于法院受理范围', inviter_without_jurisdiction: '邀请法院没有管辖权', unsuitable_online: '不适宜在线调解' },
  returnAdvice: {
    outside_courts: '这件事不属于人民法院受理民事案件的范围。可以向劳动保障监察、社会保险经办等主管部门反映，或者拨打 12333 咨询应当找哪个部门。',
    inviter_without_jurisdiction: '所选调解员的邀请法院对这件事没有管辖权。请改选有管辖权的法院名册中的调解员：一般是劳动合同履行地或者用人单位所在地的法院。',
    unsuitable_online: '这件事不适宜在线调解。可以带上材料到法院诉讼服务大厅或者调解组织现场办理，现场办理同样不收费。',
  },
} as const
