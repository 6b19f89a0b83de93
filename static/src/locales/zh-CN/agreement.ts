/** 本人案件页上，已经生效的调解协议：什么时候生效，还能办什么，办到哪一步。 */
export const agreement = {
  title: '调解协议已经生效', at: '{when} 起生效', partly: '协议只解决了一部分，其余没有谈成。',
  standing: { in_force: '各方都要按协议办。', under_review: '申请已经提交，正在审查。协议照样有效，要按约定办。', enforceable: '对方不履行的，可以申请强制执行。' },
  doors: '还可以办什么', doorsText: '不办也可以，协议照样有效，各方都要按约定办。',
  door: { judicial_confirmation: '请法院确认协议（司法确认）', arbitration_review: '请仲裁委员会审查协议（仲裁审查）', payment_order: '向法院申请支付令', court_paper: '请法院出具调解书', withdrawal: '撤回起诉' },
  who: { judicial_confirmation: '各方一起申请', arbitration_review: '各方一起申请', payment_order: '劳动者自己申请', court_paper: '各方一起申请', withdrawal: '起诉的一方申请' },
  until: '{day} 24:00 截止', left: '还有 {n} 天', today: '今天是最后一天', provisional: '暂定', over: '{day} 24:00 已经截止',
  barrier: {
    applied: '已经提出，看下面。', excluded: '已经选了另一条路，两条不能同时走。', period_over: '期限已经过了。', confirms_relationship: '确认劳动关系的协议，不能申请仲裁审查。',
    no_payment: '协议里没有给付金钱的内容。', worker_only: '只有劳动者可以申请。', plaintiff_only: '只有起诉的一方可以申请。', filed: '案件已经归档，这里不能再提。要办的，请问法院。',
  },
  warning: { not_only_payment: '协议不只有给付内容，法院可能不予确认。', after_default: '对方到期不付的，才用这条路。', excludes_other: '选了这条，司法确认和仲裁审查里的另一条就不能走。' },
  how: {
    judicial_confirmation: '由一方提出，其他各方都确认了，才提交法院。法院确认以后，对方不履行的，可以申请强制执行。',
    arbitration_review: '由一方提出，其他各方都确认了，才提交仲裁委员会。审查通过以后，对方不履行的，可以申请强制执行。',
    payment_order: '到期没有付的，劳动者带协议书和身份证，到法院申请支付令，不用对方同意。',
    court_paper: '由一方提出，其他各方都确认了，才转给审理的法院。各方签收调解书以后，对方不履行的，可以申请强制执行。',
    withdrawal: '由起诉的一方提出，转给审理的法院，准不准由法院决定。',
  },
  howTitle: '怎么办', none: '现在没有可以办的。',
  application: '{name}：{who}提出', appliedAt: '{when} 提出',
  state: { awaiting_other: '待对方确认，还没有提交', sent: '已经提交，等结果', granted: '已获准许', dismissed: '没有获准', withdrawn: '已经撤回' },
  waits: '还没有确认：{names}。', declined: '不同意：{names}。可以再商量，也可以撤回。', handed: '{day} 提交',
  ruled: { granted: '{day} 裁定或者准许', dismissed: '{day} 决定不准' }, received: '您 {day} 收到裁定', afterDismissal: '协议照样有效。各方可以变更协议、重新达成协议，也可以起诉。',
  undertakings: '您提出或者确认，就是承诺', undertaking: {
    voluntary: '协议是各方自愿达成的。', honest: '没有恶意串通，没有规避法律。', harmless: '协议内容不损害国家利益、社会公共利益和别人的合法权益。', liable: '因为这份协议给别人造成损害的，愿意承担相应的民事责任和其他法律责任。',
  },
  apply: { judicial_confirmation: '提出司法确认申请', arbitration_review: '提出仲裁审查申请', court_paper: '提出出具调解书', withdrawal: '提出撤回起诉' },
  filled: '申请书的内容已经按案件填好，不用您写。', asked: '要您答复', free: '同意不同意都可以。每一方都确认了才提交，不答复不算同意。', yes: '确认，一起申请', no: '不同意', takeBack: '撤回',
  said: '您在 {when} 答复：同意。', no_said: '您在 {when} 答复：不同意。提交以前可以改。', saidFor: '{who}在 {when} 代您答复：同意。', no_saidFor: '{who}在 {when} 代您答复：不同意。您可以自己答复，以您的为准。',
  error: {
    closedTitle: '这条路现在不能走', closedNext: '请刷新页面，看它旁边写的原因。期限过了的，请问调解员还有什么办法。',
    declinedTitle: '还没有同意在线申请司法确认', declinedNext: '不同意的是谁，请本人先在“您同意这些吗？”里改成同意；或者各方到法院当面申请。',
    elsewhereTitle: '这要到法院去办', elsewhereNext: '请带协议书和身份证到法院申请，也可以先问调解员。',
    overTitle: '这份申请不能再答复了', overNext: '已经提交、撤回或者有了结果。请刷新页面看。',
    papersTitle: '代理的材料还没有交齐', papersNext: '请先把缺的材料交给调解员，再来答复。',
  },
} as const
