/** Words of choosing, referring and accepting. */
export const referral = {
  title: '委派', listTitle: '待委派和待答复', listText: '按收件先后，等得久的在前', none: '没有等待委派或答复的案件', noneText: '收件登记完成的案件，会显示在这里。', loading: '正在加载',
  register: {
    for: '查来做什么', purpose: { juror: '担任陪审员', agent: '担任代理人', witness: '出庭作证', expert: '鉴定', interpreter: '翻译' }, page: '回避登记', pageText: '某人在本案或者同样当事人的案件里调解过没有。每次查询都记入审计：谁查的、查来做什么。',
    title: '回避登记查询', law: '特邀调解规定 第十六条', what: '调解员姓名，或者案件流水号', search: '查一查', none: '本院案件里没有查到“{what}”。', since: '{since}起', until: '{since}至 {until}',
    hint: '调解过的人，不得在同一案件或者同样当事人的案件里担任陪审员、代理人、证人、鉴定人、翻译。登记代理人和证人、鉴定人、翻译等不属于任何一方的人时，系统按姓名、证件号码、电话核对并拒绝。',
    choose: '请选择', foundFor: '“{what}”：查到 {n} 件',
  },
  waitingOn: '等 {name} 答复', last: { sent: '等答复', accepted: '已接受', declined: '不接受', overdue: '逾期未确认', withdrawn: '已收回', ended: '已结束' },
  page: { refer: '委派调解', accept: '是否接受委派', own: '受理调解申请', preside: '由审判人员主持', panel: '谁来调解' }, facts: '{cause} · 请求 {amount} 元', factsPlain: '{cause}',
  byRight: '{who}（{kind}）代为答复',
  choice: {
    title: '由谁选调解员', none: '双方都同意调解的，共同选择；只有一方同意的，征询后由法院指定。', joint: '双方共同选择', court: '由法院指定',
    open: '双方正在选择，{day} 24:00 前选定同一个。各自选了谁，一致之前谁也看不到。', picked: '已选', notPicked: '还没有选', record: '记录{name}的选择', recordDo: '记录', askCourt: '当事人请求法院指定',
    matched: '双方选择一致：{name}', handed: { one_sided: '不是双方都同意，由法院指定', asked: '当事人请求法院指定', no_match: '两个工作日内没有选定同一个，由法院指定', chosen_gone: '双方选定的现在不能接受委派，由法院指定', after_refusal: '上次委派没有接成，由法院指定，也可以请双方再选' },
    ofOwn: {
      none: '双方都同意调解的，可以让当事人共同选一位本组织的调解员；不选的，直接在旁边指定。', lacking: '还没有同意调解：{names}。双方都同意，才能共同选择；先问本人，在“当事人”的“在线调解”里登记答复。不等的，直接在旁边指定。',
      askCourt: '当事人请求由本组织指定', chosenLaw: '特邀调解规定 第十二条',
      gone: '现在不能由其办理本案：名册停用、已满额或者没有账号。请双方再选一位，系统通知当事人；也可以直接在旁边指定。',
      handed: { one_sided: '由本组织指定', asked: '当事人请求由本组织指定', no_match: '两个工作日内没有选定同一个，由本组织指定', chosen_gone: '双方选定的现在不能接受本案，由本组织指定', after_refusal: '由本组织指定' },
    },
    gone: '现在不能委派给其：名册停用、已满额或者没有账号。可以等其恢复后再委派；不等的，由法院指定，或者请双方再选。另选以后，系统通知当事人。', matchedGone: '双方选的一样',
    wait: '双方还在选。选了同一个，或者请求法院指定以后，才能发送。', first: '先在“由谁选调解员”里选一项，再发送。',
    lacking: '还没有同意调解：{names}。双方都同意，才能共同选择；先问本人，在“当事人”的“在线调解”里登记答复。只有一方同意的，由法院指定。',
    due: '法院在 {day} 24:00 前指定', again: '请双方再选', chosenLaw: '在线调解规则 第十条',
  },
  preside: {
    title: '由哪位审判人员主持', law: '在线调解规则 第二十四条', text: '各方都同意以后才能开始。调解期限从最后一方同意那天起算。', lacking: '还没有同意调解：{names}。先问本人，在“当事人”的“在线调解”里登记答复。',
    nobody: '本院还没有能主持调解的账号。请管理员以本院名义开一个“调解员”账号给主持调解的法官。', judge: '主持调解的法官', submit: '由其主持，调解期限起算', done: '由{name}主持调解',
  },
  pick: {
    title: '选择调解组织', roster: '本院特邀名册，劳动争议', recommended: '推荐', load: '在办', roomLeft: '有余量', nearly: '接近满额', full: '已满额', byHouse: '由组织指派', openOf: '在办 {n} 件', seal: '有电子印章', noSeal: '盖章扫描件',
    skilled: '擅长：{skills}', fits: '符合：{reasons}', partly: '可选，但{reasons}', barred: '不符合：{reasons}', none: '名册里没有可以选的组织', noneText: '请法院管理员先确认名册。',
    reasons: {
      kind: '受理范围', skill: '领域', region: '当地', room: '有余量', pool: '群体或重大争议，建议专家库', other_kind: '不受理这类纠纷', other_skill: '不擅长本案由', other_region: '不在服务区域', nearly_full: '接近满额', full: '已满额',
      pool_not_needed: '本案未达到启用专家库的条件', origin: '当事人没有同类身份，不能选（在线调解规则 第六条）',
    },
    poolNote: '专家库在 {workers} 人以上{amount}时建议使用；这个标准没有文件依据，由管理员设定。', poolAmount: '或请求 {yuan} 元以上',
  },
  letter: {
    title: '委派函', to: '发给', way: '方式', wayPre: '委派（立案前）', wayIn: '委托（诉讼中）', materials: '随函材料', materialsN: '{n} 件，均可移送', risk: '释明', riskNone: '无需释明', riskOwed: '还要向 {names} 释明调解不成时不能起诉的后果', when: '请在何时前答复',
    three: '3 个工作日', threeText: '届满后，法院和当事人可以另行指定。', five: '5 个工作日', fiveText: '仍未确认的，自动退回法院。', term: '调解期限从平台确认接受之日的次日起算。在线调解规则 第二十四条',
    send: '发送委派函', sending: '正在发送', choose: '先在左边选一个组织', sent: '委派函已发送', note: '发送后通知组织和双方。组织不接受或逾期，本案回到“待指定”，组织随即不能再看材料。', see: '看委派函',
  },
  mark: { sent: '发出', three: '第 3 日', five: '第 5 日', strip: '答复期限的日历' },
  wait: {
    title: '等 {name} 答复', sent: '{when} 发出', after3: '法定期限届满，可以另行指定', withdraw: '收回，另行指定', withdrawReason: '收回的理由', withdrawn: '已收回，请另行指定', early: '第 3 个工作日届满后才能收回',
  },
  accept: {
    case: '案件', cause: '案由', claim: '请求', place: '工作地', workers: '人数', workersN: '{n} 名劳动者', consent: '同意调解', courtNumber: '案号',
    stage: '阶段', stages: { pre_filing: '立案前', litigation: '诉讼中' }, procedures: { ordinary: '普通程序', summary: '简易程序' },
    arbitration: '仲裁', awards: { none: '没有经过仲裁', pending: '仲裁受理了，还没有裁决', awarded: '已经裁决', unknown: '没有登记' }, finalities: { final: '终局裁决', not_final: '非终局裁决' }, annulled: '已被裁定撤销',
    bars: { late: '首次收件已经超过起诉期限', lapsed: '收件以后起诉期限已经届满', final: '用人单位对终局裁决不能起诉' }, told: '已向各方释明', untold: '还没有向{names}释明',
    agreed: { all: '各方均同意', yes: '{names}：同意', no: '{names}：不同意', unknown: '{names}：还没有答复' }, files: '随函材料', filesHint: '每次查看都有记录', filesNone: '没有随函材料。', view: '查看', viewOf: '查看：{name}', answer: '答复', yes: '接受', yesText: '确认后，调解期限开始计算，{day}届满。', no: '不接受', noText: '须选理由：超出章程范围；明显不属于擅长领域；其他不适宜。',
    mediator: '指派调解员', choose: '请选择', disclosure: '披露', disclosureBy: '由{name}本人填写。在线调解规则 第十三条；特邀规定 第十五条', disclosureAny: '由调解员本人填写。在线调解规则 第十三条；特邀规定 第十五条',
    grounds: { party_or_relative: '是本案当事人，或者是当事人、代理人的近亲属', interest: '与本纠纷有利害关系', other_relation: '与当事人、代理人有其他关系，可能影响公正' }, has: '有', hasNot: '没有', text: '请写明',
    warnTitle: '双方知道后仍同意的，由这位调解员继续调解', warnText: '披露内容会原文送给双方。任何一方要求回避的，另行指派，不影响已确认的接受。等双方答复期间，不安排会议。',
    signed: '签收法院材料的时间（可不填）', signedHint: '只作记载，期限从平台确认接受起算', later: '先不答复', do: '接受', doWith: '接受并送出披露', doing: '正在提交', done: '已接受，调解期限开始计算', lacks: { mediator: '先选一位调解员', disclosure: '披露的三项都要回答；有的，写明是什么', ground: '先选一个理由', reason: '写明原因，两个字以上' },
    groundsDecline: { out_of_charter: '超出章程范围', out_of_field: '明显不属于擅长领域', unsuitable: '其他不适宜接受的情形' }, why: '不接受的理由', reason: '写明原因', decline: '不接受，退回法院', declined: '已退回法院，不再能看这个案件',
  },
  panel: {
    title: '调解员', none: '还没有调解员。请指派。', presides: '主持人', against: '请谁回避', since: '{when}起', left: '{when}离开', assign: '指派调解员', handOver: '改由{name}主持', handed: '主持人已变更', assigned: '已指派',
    disclosures: '披露', clear: '三项均没有', states: { clear: '无需答复', asking: '等各方答复', continued: '各方同意继续', challenged: '已回避' }, replies: { continue: '同意继续', challenge: '申请回避' }, notReplied: '未答复', record: '记录{name}的答复', again: '补充披露', said: '已披露',
    challenges: '回避申请', challenge: '记录回避申请', who: '谁提出的', ground: '事由', why: '理由', uphold: '准许回避', reject: '不准许', decision: '决定理由', decided: '{who} 决定：{what}。{text}', challengeStates: { asked: '待决定', upheld: '准许', rejected: '不准许' }, notYourself: '由组织或法院决定，被申请回避的调解员不能决定。特邀规定 第十五条',
    changes: '更换调解员', change: '记录更换请求', refuses: '也不愿另选', grant: '同意更换', refuse: '不更换', changeStates: { asked: '待答复', granted: '已同意更换', refused: '未更换' }, answer: '答复', proposes: '更换后仍不同意、也不愿另选：可以按“当事人不愿意继续调解”结束，由调解员或法院决定，不会自动结束。在线调解规则 第十四条', toEnd: '去结束调解',
    history: '历次委派', by: { parties: '双方选定', court: '法院指定' }, endReferral: '收回，另行委派', endReason: '收回的理由', saved: '已记录',
  },
} as const
