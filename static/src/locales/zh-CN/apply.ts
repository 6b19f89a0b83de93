/** 手机上申请调解、看自己的案件、核实短信。 */
export const apply = {
  title: '申请调解',
  intro: {
    title: '工资、工伤、辞退的事，可以先调解', text: '调解员帮您和单位谈。不收费，不用请律师，手机上就能办。', how: '接下来会做什么',
    steps: '回答几个问题，大约 10 分钟', photos: '给材料拍照，没有也能先交', receipt: '交上去马上有凭证，记下您申请的时间', call: '工作人员会打您的电话',
    start: '开始申请', resume: '接着上次填', fresh: '重新申请', kept: '这部手机上有一份没交的申请。',
    safe: '不要钱，也不问银行密码', safeMore: '不放心，可拨打 12333 或 12368 核实。', check: '核实收到的短信',
  },
  progress: '第 {n} 步，共 {all} 步：{name}',
  saved: '{time} 已保存', saving: '正在保存', offline: '没有网络，已存在这部手机上', notSaved: '还没保存上，会自动再试', kept: '草稿保留 {n} 天，到{when}；到时没有提交，会自动删除',
  next: '下一步', back: '上一步', later: '可以先空着，以后再补',
  what: {
    name: '什么事', title: '遇到了什么事？', hint: '可以选几个。', notThese: '都不是，或者是下面这些情况', notLabour: '这不属于劳动争议，调解组织可能办不了', still: '您仍然可以提交，工作人员会看。', none: '不是这些情况',
  },
  you: {
    name: '您', title: '您是谁？', nameLabel: '姓名', nameHint: '和身份证上一样', id: '身份证号', phone: '手机号', phoneHint: '工作人员会打这个号码',
    service: '电子送达地址', serviceHint: '文书发到哪里：手机号或者邮箱。不填就用上面的手机号。', badPhone: '请填 11 位手机号', badId: '身份证号是 18 位，最后一位可能是 X',
  },
  employer: {
    name: '单位', title: '和哪个单位有争议？', nameLabel: '单位全称', nameHint: '看工资条、合同、工牌或者公章。不清楚就写平时怎么叫', place: '在哪个区上班', placeHint: '例如：老城区', address: '单位地址', phone: '单位或者老板的电话',
  },
  work: {
    name: '经过', title: '事情是怎么样的？', since: '什么时候开始上班', sinceHint: '例如：2021年5月', post: '做什么工作', facts: '经过', factsHint: '像打电话那样说：从什么时候、发生了什么、找过谁、对方怎么说',
  },
  money: { name: '要求', title: '您要求多少钱？', hint: '算不清就空着，调解员会帮您算。', amount: '{what}，多少元', total: '合计 {sum} 元', badSum: '请只填数字', none: '不要钱的请求' },
  arbitration: {
    name: '仲裁', title: '去劳动仲裁过吗？', date: '哪天收到裁决书', dateHint: '签收的那一天。起诉只有 15 天，请尽快提交', number: '裁决书文号', numberHint: '在裁决书右上角，可以空着', proof: '怎么收到的', proofHint: '例如：快递签收、当面领取',
    hurry: '今天就提交', hurryText: '材料不全也先交，交上去的时间很重要。',
  },
  limit: {
    known: '您是哪天知道的？', knownHint: '哪天发现单位少发、不发，或者哪天通知您走。记不清就填大概的日子。申请仲裁有一年的期限，从这天算', employment: '现在还在这家单位上班吗？', ended: '最后一天上班是哪天', endedHint: '在职期间拖欠的工资，从离职那天起算一年',
  },
  materials: {
    name: '材料', title: '有材料吗？', hint: '身份证、合同、工资条、银行流水、聊天记录，拍清楚四个角。没有就先跳过。', photo: '拍照或者选文件', adding: '正在上传', kind: '这是什么', remove: '删除{name}', list: '已上传 {n} 个', none: '还没有上传',
  },
  send: {
    name: '提交', title: '交给谁，核对一下', house: '交给', houseHint: '一般选上班地方的法院或者调解中心', court: '法院', organisation: '调解组织', houseMissing: '请选一个',
    consent: '您同意在线调解吗？', consentMore: '同意以后也可以随时停止。这里只问在线调解，录音录像以后另外问。', yes: '同意', no: '不同意', yesMore: '用手机或者电脑参加', noMore: '想现场谈，工作人员会联系您',
    summary: '您填的内容', change: '改', missing: '还差这些，可以先交，以后再补', do: '提交', doing: '正在提交', empty: '没填',
  },
  record: { title: '口头申请记录', text: '这是工作人员按您说的写下的。请看一看，写得对就点确认；不对请打电话，改好以后再确认。', read: '看记录', confirm: '写得对，我确认', done: '{when} 您已确认' },
  steps: {
    title: '您同意这些吗？', text: '一项一项回答，互不影响。不同意也可以继续调解，工作人员会换别的办法。', yes: '同意', no: '不同意', open: '还没有回答',
    said: '您 {when} 同意了', declined: '您 {when} 选了不同意', back: '您 {when} 撤回了同意', waiting: '您要求撤回，调解员或者法院决定以后告诉您', change: '我想撤回', agreeNow: '改为同意',
    why: '为什么撤回？', whyBad: '请写一句原因。', late: '离开会不到 24 小时才撤回，要等调解员或者法院决定。', keep: '不撤回', leave: '撤回同意',
    ask: {
      online_mediation: '在线调解', separate_sessions: '双方分开谈', evidence_exchange: '在线交换证据', e_service: '用短信和网上送达文书', e_signature: '在网上签名', confirmation: '在网上申请司法确认',
    },
    what: {
      online_mediation: '用手机或者电脑参加，不用到现场。', separate_sessions: '调解员可以分别和双方谈，不一定同时。', evidence_exchange: '您交的证据，对方可以在网上看到；对方的，您也能看到。',
      e_service: '通知和文书发到您的手机上，发到就算送达。', e_signature: '谈成以后，用手机在协议上签名。', confirmation: '谈成以后，在网上一起请法院确认协议，不用去法院。',
    },
  },
  own: {
    title: '我的案件', hello: '{name}，您好', serial: '流水号 {serial}', received: '已经收到您的申请', receivedText: '凭证上的时间就是您申请的时间，以后补材料也不会变。',
    keep: '请保存这个页面的链接', keepText: '以后在这部手机上打开它，就能看进展、补材料。不要转发给别人。', copy: '复制链接', copied: '链接已复制', copyFailed: '没能复制，请收藏这个页面',
    state: {
      received: '工作人员正在看您的材料', returned: '退回来了，请看下面的说明', to_appoint: '已经受理，正在找调解员', awaiting_acceptance: '等调解组织确认', accepted: '调解员已经接手', asking: '正在问对方愿不愿意调解',
      scheduled: '已经约好时间', in_mediation: '正在调解', on_site: '改到现场谈', suspended: '调解暂停，工作人员会告诉您原因', appraisal: '正在鉴定', agreed: '谈成了', partly_agreed: '谈成了一部分', in_force: '协议已经生效',
      confirming: '法院正在审查协议', performing: '正在履行', ended: '调解结束了', handed_over: '材料已经转给法院', filed: '已经办完，存档了',
    },
    returnNotice: '下载《退回通知书》', where: '办理单位', mediator: '调解员',
    gaps: '还差这些', gapsText: '补齐了才能找调解员。', fill: '去补', materials: '我交的材料', add: '补充材料', noMaterials: '还没有交材料',
    dates: '您的日期', suit: '到法院起诉的最后一天', setAside: '申请撤销裁决的最后一天', from: '{day} 收到裁决书', how: '怎么算出来的', provisional: '暂定',
    returned: '退回来了', again: '改好了，再次提交', edit: '修改申请',
    risk: '请看清楚：起诉的 15 天已经过了', riskText: '申请人起诉的期限已经过了。调解还可以继续；谈成了，可以申请法院确认，或者由法院出调解书。谈不成，再去法院起诉，法院会不受理或者驳回。', riskOver: '起诉的 15 天已经过了', riskEnded: '申请人起诉的期限在提交申请以前就过了。现在去法院起诉，法院会不受理或者驳回。', riskPaper: '看《释明书》', riskDo: '我看清楚了，继续调解', riskDone: '{when} 您已确认看清楚',
    otherTitle: '这个链接已经在另一台设备上打开过', otherNext: '如果是您本人换了手机，请填手机号（{phone}）的后四位。', tail: '手机号后四位', moveHere: '在这台设备上打开', tailWrong: '后四位不对，请再看一看。', openTitle: '这是您的个人案件链接', openText: '点一下，以后就在这台设备上看。', open: '打开我的案件', notMe: '这不是给我的',
    notMeTitle: '这个链接发错了人？', notMeText: '请不要继续打开，也不要转发。告诉我们以后，这个链接就会失效，工作人员会重新联系本人。', notMeDo: '不是给我的，让链接失效', notMeDone: '谢谢您。链接已经失效，可以关掉这个页面了。', notMeBack: '点错了，是给我的',
  },
  perform: {
    title: '协议约定要做的事', text: '按日子做。做好了，请在这里说一声，双方都说做好了就不再提醒。', state: { due: '还没到日子', partly: '做了一部分', claimed: '一方说做好了，另一方还没有确认', overdue: '日子已过，没有做好', performed: '做好了' },
    own: { performed: '你说过：做好了。', partly: '你说过：做了一部分。', not_performed: '你说过：没有做好。' }, yes: '做好了', no: '没有做好', yesOf: '第 {n} 期做好了', noOf: '第 {n} 期没有做好',
    ways: '没有做好的，可以：', until: '（到 {day}）', remedy: { enforcement: '向法院申请强制执行', arbitration: '向劳动争议仲裁委员会申请仲裁', payment_order: '劳动者拿协议向法院申请支付令', suit: '拿协议到法院起诉', judicial_confirmation: '双方一起请法院确认协议', arbitration_review: '双方一起请仲裁委员会审查协议', court_paper: '请审理的法院出具调解书' },
  },
  extension: {
    granted: '各方同意，调解期限已经延长', paper: '下载延长同意书',
    title: '要不要再多谈 {n} 天？', text: '{who}提出延长调解期限，到 {day}。原因：{reason}。', free: '同意不同意都可以，不影响你的权利。每一方都同意才会延长；不答复不算同意。',
    yes: '同意延长', no: '不同意', said: '你在 {when} 答复：同意。还没有决定之前可以改。', declined: '你在 {when} 答复：不同意。还没有决定之前可以改。',
  },
  course: {
    steps: '办到哪一步', done: '（已完成）', step: { handed_in: '交申请', mediator: '找调解员', time: '约时间', talk: '调解', result: '有结果' },
    session: '第 {n} 次调解会议', minutes: '约 {n} 分钟', mode: { online: '手机或者电脑参加', on_site: '到现场参加', hybrid: '到现场，或者用手机参加' }, place: '地点：{place}',
    byLink: '到时间点短信里的会议链接就能进。没有收到，请拨打 12333。', calendar: '加入手机日历', today: '今天开会。点下面进等候室，不用找短信；短信里的旧链接随后就不能用了。', enter: '进入等候室', ahead: '开会那天，这里会出现“进入等候室”的按钮。', test: '先试试网络', outcome: { settled: '谈成了', partly_settled: '谈成了一部分', not_settled: '这次没有谈成', adjourned: '改天接着谈，时间会另外告诉您' }, cancelled: '这次会议取消了。新的时间会另外告诉您。',
    term: '调解到哪一天', termDay: '{day} 24:00 前', termText: '到期没有谈成，调解就结束；各方都同意，才能延长。', provisional: '那一年的放假安排还没有公布，日期可能会变。',
    notice: '下载《调解终结通知书》',
    appraisal: '正在鉴定', appraisalText: '立案以前，各方可以申请法院委托鉴定（诉前委托鉴定）。鉴定的时间不算在调解期限里；鉴定意见以后诉讼时可以作为证据。怎么申请，请问调解员。', appraisalLaw: '人民法院在线调解规则 第二十六条', ways: '接下来还可以怎么办', waysText: '调解结束，不影响您用下面的办法。', ask: '拨打 12333 问一问',
  },
  check: {
    title: '核实短信', hint: '收到说是调解的短信或者电话，先在这里查一查。', serial: '短信里的流水号', serialHint: '例如：LY2026-000128', tail: '收到短信的手机号后四位', do: '查一查',
    yes: '是我们发的', yesText: '这个案件由下面的单位和人员办理。我们不会要您转账，也不问银行密码。', no: '查不到这条短信', noText: '请不要点短信里的链接，不要转账。可以拨打 12333 或者 12368 问一问。',
  },
  error: {
    unknownTitle: '这个链接打不开', unknownNext: '请检查链接是否完整。找不到了，可以拨打 12333，报您的姓名和流水号。',
    expiredTitle: '这个链接已经过期', expiredNext: '请拨打 12333，请工作人员给您一个新链接。', replacedTitle: '这个链接已经换成了新的', replacedNext: '请用最近收到的链接。没有收到新的，请拨打 12333。', revokedTitle: '这个链接已经停用', revokedNext: '请用最近收到的链接；没有的话请拨打 12333。',
    triesTitle: '试的次数太多了', triesNext: '请拨打 12333，请工作人员给您一个新链接。', rateTitle: '这里今天申请的人太多了', rateNext: '请过一个小时再试，或者到调解组织窗口办理。',
    invalidTitle: '有一处填得不对', invalidNext: '请看一看日期、号码和金额，改好后再试。', wordingTitle: '问题的文字更新了', wordingNext: '请刷新页面，看过新的文字再回答。', reasonTitle: '请写一句原因', reasonNext: '撤回同意要写明原因，然后再提交。', staleTitle: '这份申请在别处改过', staleNext: '已经换成最新的内容，请看一看再继续。',
    recordTitle: '记录已经改过', recordNext: '请刷新页面，看新的记录再确认。', dayTitle: '日期不对', dayNext: '日期不能晚于今天；还在上班的，不用填最后一天。',
    todayTitle: '现在还不能进', todayNext: '请刷新页面看开会的时间。到了那一天，按钮就能用。', suspendedTitle: '调解员请您离开了会议', suspendedNext: '请拨打 12333，由调解员恢复后再进。',
    waitsTitle: '已经有一个请求在等决定', waitsNext: '请等决定出来再提；情况有变，请给办理单位打电话。',
    nobodyTitle: '现在没有调解员在办', nobodyNext: '定了新的调解员以后再提。',
    choiceTitle: '调解员已经定了', choiceNext: '请刷新页面看最新的情况。',
    closedTitle: '已经受理，不能再改', closedNext: '需要补充的，请交材料或者打电话告诉工作人员。',
  },
  mediator: {
    title: '选一位调解员', text: '您和对方各自选，选了谁对方看不到；两边选的一样，就由他来调解。', due: '请在 {day} 24:00 前选好，过后由法院指定。', picked: '您选了{name}，期限内可以改', othersDone: '对方已经选好', othersWait: '对方还没有选', pick: '就选这个', missing: '请先选一位',
    disclosed: '{name}有情况要告诉您', grounds: { party_or_relative: '他是本案当事人，或者是当事人、代理人的近亲属', interest: '他与这件事有利害关系', other_relation: '他与当事人、代理人有其他关系，可能影响公正' }, replyText: '您可以同意由他继续调解，也可以要求换人。要求换人不影响您的案件。', continue: '知道了，同意继续', challenge: '申请回避，请换人',
    replied: { continue: '您已同意继续', challenge: '您已申请回避，会另行安排调解员' }, settled: '已经有结果，不用再答复',
    noneShown: '没有符合条件的调解员，换个条件再看看。',
    courtText: '不想自己选，也可以请法院指定一位。', court: '请法院指定调解员',
    courtAppoints: '由法院指定调解员', courtDue: '法院在 {day} 前指定，定了会告诉您。',
  },
  ask: {
    title: '觉得调解员不合适', text: '您可以请他回避，或者请求换一位。由调解组织或者法院决定，不由他本人决定，也不影响您的案件。',
    challenge: '申请回避', change: '请求更换调解员', leave: '先不提',
    ground: '是哪一种情况', groundBad: '请选一种情况', why: { challenge: '具体是什么情况', change: '为什么想换' }, whyBad: '请写明情况，至少两个字',
    refuses: '换了之后我也不想另选，由法院指定或者不再调解', do: { challenge: '提交回避申请', change: '提交更换请求' },
    challengeState: { asked: '已申请回避，等决定；决定之前不开会', upheld: '准许回避，会另行安排调解员', rejected: '不准许回避' },
    changeState: { asked: '已请求更换调解员，等答复', granted: '同意更换，会另行安排调解员', refused: '不更换调解员' },
    asked: '{when} 提出：{reason}', answer: '答复：{text}',
  },
} as const
