/** Words of the people of a case: consents step by step, powers, contacts, personal numbers. */
export const people = {
  title: '当事人与同意', hint: '每一项单独询问，不互相推定', tab: '当事人', all: '代理与联系记录', loading: '正在加载当事人', none: '还没有登记当事人。', add: '添加当事人', more: '{name}：资料和登记', answersOf: '{name}的答复：',
  of: '{name} · {step}：', record: '。登记答复', keep: '先不办',
  step: { online_mediation: '在线调解', separate_sessions: '单独沟通', evidence_exchange: '证据交换', e_service: '电子送达', e_signature: '电子签名', confirmation: '司法确认', recording: '录音录像' },
  stepLong: { online_mediation: '在线调解', separate_sessions: '分别召开、单独沟通', evidence_exchange: '在线交换证据', e_service: '电子送达', e_signature: '电子签名', confirmation: '在线申请司法确认', recording: '录音录像' },
  cell: { yes: '同意', no: '不同意', open: '未答复', back: '已撤回', na: '不适用', wait: '要求撤回' },
  channel: { oral: '口头', written: '书面', online: '本人在线' },
  standing: { usual: '一般', dispatching: '派遣单位', using: '用工单位', third: '第三人' },
  kind: { person: '个人', employer: '用人单位' },
  recordingHint: '录音录像按每次会议询问，这里是最近一次会议的答复，由本人在链接里选择。',
  answer: {
    title: '{name}对“{step}”怎么答复？', text: '只登记本人对这一项说的话，不代替其他项。', now: '现在：{answer}', given: '{channel}，{when}，{who}登记', givenSelf: '本人在线，{when}',
    yes: '同意', no: '不同意', channel: '怎么答复的', reason: '为什么撤回', reasonHint: '撤回同意要写明本人说的原因。', reasonBad: '请写明撤回的原因。', choose: '请先选本人的答复。',
    late: '离会议不到 24 小时撤回，会先作为“要求撤回”记下，由调解员或者法院决定；决定之前，会议照常。', submit: '登记答复', toast: '已登记{name}的答复',
  },
  withdrawal: {
    title: '{name}要求撤回同意：{step}', asked: '{when} 提出：{reason}', wait: '离会议不到 24 小时，决定之前会议照常。', decide: '决定', question: '准许{name}撤回“{step}”吗？', why: '决定的理由', whyBad: '请写明理由，两个字以上。',
    grant: '准许撤回', refuse: '不准许', granted: '已准许撤回', refused: '没有准许撤回',
  },
  form: {
    addTitle: '添加哪一位当事人？', correctTitle: '更正{name}的登记信息？', text: '改动会记入经过和审计记录；完整号码不写进去。', name: '姓名或者名称', side: '哪一方', role: '身份', kind: '类型', title: '称呼', titleHint: '例如：代理人（女儿）、人事经理',
    standing: '在争议里的地位', employer: '和谁一起', employerHint: '代理人选被代理的人；共同被申请人选对应的单位', nobody: '没有', phone: '电话', idNumber: '证件号码', creditCode: '统一社会信用代码', keepNumber: '不改就留空', roles: { party: '当事人本人', agent: '代理人' },
    sides: { applicant: '申请人一方', respondent: '被申请人一方', neutral: '其他' }, submit: '保存', added: '已添加{name}', corrected: '已更正{name}的信息',
    award: '收到仲裁裁决书的日期', awardHint: '起诉期限从这一天起按人计算；已经过了的，要先向每一方释明。', awardBad: '请填申请人收到裁决书的日期。',
    nameBad: '请填写姓名或者名称。', phoneBad: '电话至少 5 位，只能有数字、加号和横线。', numberBad: '号码至少 5 位，只能有数字、字母和横线。',
    guardian: '是法定代理人', guardianHint: '代没有完全民事行为能力或者已经死亡的劳动者参加，不算在两名代理人里。',
    dispatchHint: '派遣单位和用工单位是共同当事人，两个单位都要登记。调解仲裁法 第二十二条',
  },
  sheet: {
    phone: '电话', number: '证件', standing: '地位', with: '随同', reveal: '查看完整号码', correct: '更正信息', authority: '登记代理', contact: '登记联系', link: '个人案件链接', close: '关闭', other: '最近一次会议的其他答复',
    transcript: '机器转写', court_viewing: '法院在审查之外查看',
  },
  link: {
    title: '给{name}换一个个人案件链接？', text: '本人用它看进展、交材料、逐项答复。原来的链接马上失效，新链接只显示这一次。', made: '{name}的链接', copy: '复制链接', close: '发好了，关闭', submit: '生成链接',
  },
  reveal: {
    of: '{name}的完整号码', title: '为什么要看{name}的完整号码？', text: '谁、什么时候、为什么看，都会留下记录，不能删除。只显示一次，60 秒后自动隐藏。', purpose: '用途', reason: '具体原因', reasonHint: '四个字以上，例如：核对送达电话。', reasonBad: '请写明原因，四个字以上。',
    purposes: { contact: '联系本人', identity_check: '核对身份', service: '送达', document: '写入文书', correction: '更正信息' }, show: '显示号码', shown: '{n} 秒后隐藏', hidden: '号码已隐藏。', copyPhone: '复制电话', copyNumber: '复制证件号码', copied: '已复制', copyFailed: '没有复制成功，请手工抄录。', close: '看好了，关闭',
  },
  power: {
    title: '代理与代表', hint: '权限一项一项写明，没有写的不能行使', none: '没有登记代理人。', add: '登记代理', acts: '{agent} 代 {principal}', since: '{from} 起', until: '{from} 至 {until}', over: '已终止 {when}', later: '还没有生效，或者已经过期',
    kind: { lawyer: '律师、基层法律服务工作者', relative: '近亲属或者本单位工作人员', citizen: '社区、单位推荐的公民', guardian: '法定代理人、死亡劳动者的近亲属', representative: '职工推举的代表' },
    kindLaw: { lawyer: '民事诉讼法 第六十一条', relative: '民事诉讼法 第六十一条', citizen: '民事诉讼法 第六十一条', guardian: '调解仲裁法 第二十五条', representative: '调解仲裁法 第七条，十人以上' },
    power: { admit: '代为承认', waive: '代为放弃', change: '变更请求', settle: '进行和解', receive: '签收文书', sign: '代为签名' },
    paper: { authority: '授权委托书', identity: '身份证明', licence: '执业证', firm_letter: '律所函或者法律服务所函', relation: '亲属关系或者劳动关系证明', recommendation: '推荐信', capacity: '无民事行为能力或者死亡的证明' },
    general: '一般授权', byLaw: '依法行使全部权利', maySettle: '可以和解签字', mayNotSettle: '不能和解签字', missing: '还差材料：{papers}', matters: '委托事项：{matters}', revoke: '终止授权', revokeTitle: '终止{agent}的授权？', revokeText: '已经做的事仍然有效。之后不能再代{principal}行使权利。', revoked: '已终止授权',
    formTitle: '谁代表谁？', formText: '照授权委托书写，一项一项勾选。', agent: '代理人', principal: '被代理人', kindLabel: '代理的依据', mattersLabel: '委托事项（照原文）', powers: '特别授权，逐项勾选', powersHint: '不勾选的，代理人不能做。', papers: '已经交来的材料', signedOn: '签署日期', untilLabel: '到期日（没有就不填）', submit: '保存授权', saved: '已登记授权',
    full: '只写“全权代理”，不等于特别授权：不能承认、放弃、变更请求，也不能和解。请让委托人逐项写明。民诉法解释 第八十九条', stillMissing: '还差：{papers}。材料齐全以前，不能行使特别权利。', twoAgents: '每一方最多两名代理人。',
    agentBad: '请选代理人和被代理人，不能是同一个人。', mattersBad: '请照原文写委托事项。', dateBad: '请填写签署日期。',
    uncovered: '{n} 名劳动者还没有人能代为和解', uncoveredText: '他们要各自签字；没有签的，协议对他们不生效。', represented: '所有劳动者都有人能代为和解，或者本人参加。',
  },
  contact: {
    title: '联系记录', hint: '只在本案使用，不移送', none: '还没有联系记录。', noneText: '第一次联系就登记；联系不上时，要凭这些记录结束调解。', add: '登记联系', count: '{n} 次', by: '{who}登记',
    channel: { telephone: '电话', sms: '短信', letter: '信函', visit: '上门', platform: '平台消息' }, outcome: { reached: '已联系上', no_answer: '无人接听', wrong_number: '号码不对', will_call_back: '约定再联系' },
    formTitle: '联系了谁，结果怎样？', formText: '每试一次记一条，记下后不能改。', who: '联系谁', at: '什么时候', how: '怎么联系', result: '结果', number: '号码或者地址', numberHint: '留空就是登记的电话', note: '说了什么', submit: '登记', saved: '已登记联系',
  },
  ask: {
    title: '{name}愿意调解吗？', open: '登记答复结果', text: '问过之后登记。在线调解规则 第十五条', who: '谁答复的', result: { agreed: '同意调解', refused: '不同意调解', unreachable: '联系不上' },
    then: { agreed: '记为口头同意在线调解，其他各项另外问。案件继续。', refused: '案件马上结束：事由“一方明确不愿调解”，报告法院，通知申请人。', unreachable: '案件马上结束：事由“期限内联系不上一方”，报告法院，通知申请人。' },
    tries: '已登记 {n} 次联系。', noTries: '还没有联系{name}的记录，先登记联系。', reason: '经过和原因', reasonBad: '请写明经过和原因，两个字以上。', confirm: '我知道案件会结束，不能撤销', confirmBad: '请勾选确认。', choose: '请先选结果。', submit: '登记结果', end: '登记并结束案件', saved: '已登记{name}的答复', ended: '案件已结束，给申请人的通知已排队发送',
  },
  looks: { title: '查看完整号码的记录', hint: '只增不改', none: '没有人看过完整号码。', at: '时间', who: '谁', whose: '看了谁的', purpose: '用途和原因', count: '共 {n} 条' },
  problem: {
    authority: {
      invalid: { title: '授权还没有写全', next: '代理人和被代理人不能是同一个人；委托事项不能空；到期日不能早于签署日期。' }, too_many: { title: '这一方已经有两名代理人', next: '每一方在任何一天最多 {most} 名，还没有登记授权的也算。先终止一份授权，或者先登记已经添加的代理人的授权。' },
      too_few_workers: { title: '不到十人，不能推举代表', next: '本案登记了 {workers} 名劳动者，{fewest} 名以上才能推举代表。请登记为代理人。' }, mediator: { title: '本案的调解员不能当代理人', next: '请核对姓名，换一位代理人。特邀调解规定 第十六条' },
      unknown: { title: '没有这份授权', next: '请刷新看最新情况。' }, revoked: { title: '授权已经终止', next: '请刷新看最新情况。' },
    },
    consent: {
      outdated_wording: { title: '问题的文字更新了，没有登记', next: '请刷新页面，按新的文字再问一次本人。' }, reason_needed: { title: '撤回同意要写原因', next: '请写下本人说的原因，再登记。' },
      channel: { title: '在线答复只能由本人作出', next: '请选口头或者书面，或者请本人在链接里答复。' }, unknown_step: { title: '没有这一项', next: '请刷新页面再办。' },
    },
    withdrawal: { unknown: { title: '没有这个撤回要求', next: '请刷新看最新情况。' }, reason_needed: { title: '请写明决定的理由', next: '写两个字以上，再决定。' }, illegal_transition: { title: '已经决定过了', next: '请刷新看最新情况。' } },
    contact: {
      in_the_future: { title: '联系的时间还没有到', next: '请填已经联系的时间。' }, no_timezone: { title: '时间不完整', next: '请重新填写联系的时间。' }, nothing_tried: { title: '没有联系不上这个人的记录', next: '先登记至少一次没有联系上，再登记“联系不上”。' }, not_asked: { title: '征求意见的是被申请人一方', next: '请选被申请人，或者代他来的人。申请人不想调解了，请在“结束”里办理。' }, another_agreed: { title: '另一位被申请人同意调解', next: '可以和同意的一方继续。确实要结束的，请在“结束”里选事由。' }, reason_needed: { title: '请写明经过和原因', next: '结束案件要写明经过。' },
    },
    party: { too_many: { title: '一个案件登记的人太多', next: '最多 {most} 人，更多的人请分案办理。' } },
    participant: { unknown: { title: '没有这个人', next: '请刷新看最新的名单。' } },
    personal: { reason_needed: { title: '请写明为什么要看', next: '四个字以上。号码没有显示，也没有留下记录。' } },
    conflict: { key_reused: { title: '同一次登记的内容变了', next: '请关闭窗口，重新登记。' } },
  },
} as const
