/** 收件登记（工作人员）和案件的材料。 */
export const intake = {
  title: '收件登记', loading: '正在加载收件登记',
  doors: { self: '当事人自己提交', counter: '当事人递交', oral: '口头申请', organisation: '组织自行受理', offline: '线下调解补录' },
  doorHint: { self: '手机提交', counter: '纸质或者现场，代为电子化', oral: '记录、宣读、核对', organisation: '不经法院，没有案号', offline: '已经线下调解，补录进来' },
  newTitle: '新收一件', drafts: '草稿', waiting: '等您处理', givenBack: '已退回，等当事人补正', noDrafts: '没有草稿。', noneTitle: '没有等待处理的申请', noneText: '当事人在手机上提交的申请会出现在这里。',
  col: { title: '当事人', door: '来路', received: '首次收件', state: '状态', saved: '保存时间', by: '经办' },
  saved: '{time} 已保存', saving: '正在保存', unsaved: '有改动没有保存', leave: '存草稿，稍后继续', toDesk: '回收件登记', discard: '删除草稿', discardTitle: '删除这份草稿？', discardText: '草稿和已上传的文件会一起删除。还没有出具凭证，没有人会受影响。', keep: '不删', discarded: '草稿已删除', kept: '草稿保留 {n} 天：不再改动的话，{day}后自动删除，文件一起删除',
  back: '上一步', next: '下一步', submit: '提交并出具凭证', submitHint: '材料不全也可以提交，先出凭证，再补齐。', submitted: '已收件，凭证已出具',
  takeOn: '受理', takeOnHint: '还差 {n} 项', ready: '齐了，可以受理', tookOn: '已受理，待选定或者指定调解员', toCase: '看案件',
  gaps: '还差什么', noGaps: '都齐了', gapAbout: '{what}（{name}）',
  source: {
    door: '来路', house: '收件单位', stage: '阶段', pre_filing: '立案前', litigation: '诉讼中', procedure: '程序', ordinary: '普通程序', summary: '简易程序',
    courtNumber: '案号', courtNumberHint: '例如：（2026）豫0302诉前调416号，没有就空着', courtNumberBad: '案号的写法不对', taker: '记录人', takenAt: '记录时间', readBack: '已向申请人宣读，申请人确认无误', offlineOn: '线下调解日期', notLabour: '是不是劳动争议', labour: '是劳动争议',
    caseType: '案件类型',
    notDetained: '已经核实：被告人没有被羁押（不核实不能收件）',
    judgePresides: '由本院审判人员主持调解', judgeHint: '不选调解员、不委派；各方都同意后，由书记员指定哪位法官主持。',
  },
  party: {
    applicant: '申请人', respondent: '被申请人', add: '再加一个{side}', remove: '去掉', name: '姓名或者名称', id: '身份证号或者统一社会信用代码', phone: '电话', address: '住址或者注册地址', service: '电子送达地址', representative: '法定代表人或者负责人', standing: '身份',
    consent: '同意在线调解', consentYes: '同意', consentNo: '不同意', consentNone: '未询问', channel: '怎样表示的', online: '本人在线', oral: '口头', written: '书面',
    email: '电子邮箱（可不填）',
    emailBad: '邮箱写得不对，比如 li{\'@\'}example.com',
    prefersEmail: '消息发到邮箱，不发短信',
  },
  arb: {
    ask: '是否经过劳动仲裁', number: '裁决书文号', finality: '裁决类型', party: '当事人', received: '收到裁决书', proof: '凭据', due: '起诉截止', setAside: '申请撤销截止', against: '首次收件 {day}', nominal: '名义 {day}', provisional: '暂定', trace: '怎么算的',
    late: '{names}已超过起诉期限，委派前须向双方释明', lateText: '可以继续调解；调解成功，可申请司法确认或由法院出具调解书。调解不成，{names}再起诉的，法院将不予受理或者驳回起诉。', lateLaw: '洛中法〔2023〕4号 第四条；调解仲裁法 第五十条',
    told: '{when} {how}', in_person: '当面释明', telephone: '电话释明', online: '本人在手机上确认', notTold: '未确认', record: '登记当面释明', recordPhone: '登记电话释明', both: '双方都确认后，才能受理和委派', afterSubmit: '提交后计算期限', pending: '已经起诉：不再计算起诉期限，也不用释明。', paper: '下载《释明书》', paperMake: '出具《释明书》', paperAgain: '按现在的情况再出具', paperDone: '《释明书》已出具', send: '发短信请各方阅读', sent: '已出具；短信已排队，每天每方最多一条',
  },
  oral: {
    title: '口头申请记录', law: '劳动争议调解仲裁法 第十二条；特邀调解规定 第十一条', afterSubmit: '提交后出具记录。', readFirst: '先向申请人宣读，勾选上面的确认，再出具记录。', make: '出具记录', again: '按现在的内容再出具', made: '记录已出具', download: '下载打印', sign: '登记本人已签名', signedToast: '已登记签名',
    open: '还没有签名', on_paper: '{when} 在纸质记录上签名', online: '{when} 本人在手机上确认', hint: '打印后请申请人签名或者捺印，也可以由本人在手机上打开个人链接确认。内容改过的，要重新出具、重新签名。签好的纸质记录请拍照上传到材料。',
  },
  bundle: {
    title: '已经在网上立过案的，引入电子立案材料', hint: '选电子立案系统导出的材料包（ZIP）。已经有的不会重复；有一份不能收，整包都不收。', choose: '选材料包', origin: '引自电子立案 {reference}，{who} {when}',
    signed: '清单的电子签名已核对，是电子立案系统签发的。', unchecked: '还没有登记电子立案系统的签名，所以没有核对是不是它签发的；每份文件的内容和清单对得上。',
    applied: '已引入电子立案 {reference}', refused: '没有引入电子立案 {reference}，什么都没有改变。请更正后重新导出',
    result: { added: '已加入', unchanged: '已经有了', refused: '不能收' },
    fault: { missing: '包里没有这个文件', empty: '文件是空的', too_large: '超过 10 MB', digest: '内容和清单上的指纹不一致', kind: '材料种类不认识', protected: '为达成和解提供的材料，不随立案材料引入', type: '只收照片和 PDF', path_twice: '清单上列了两次', too_many: '材料超过 60 份' },
  },
  pack: {
    hint: '给法院的办理情况包：经过、当事人和身份核验、会议结果、协议、文书、可移送的材料，附清单和指纹。不含受保护的材料，号码部分隐去。', make: '导出办理情况包', done: '已导出，已写入审计记录', name: '办理情况',
    annex: '导出受保护材料', annexName: '受保护材料', annexTitle: '导出受保护材料？', annexText: '这是为达成和解提供的材料，要每一方都同意才能给出。它单独成包，不和办理情况包放在一起；用途和各方的同意写入审计记录。', purpose: '用途', keep: '不导出', annexDo: '导出',
  },
  told: { parties: '{n} 方', materials: '已收 {n} 件' },
  limit: { title: '申请仲裁的时效', law: '劳动争议调解仲裁法 第二十七条', known: '申请人哪天知道自己权利受侵害', employment: '劳动关系', ended: '哪天离职' },
  claim: { what: '请求事项', amount: '金额（元）', words: '说明', add: '加一项', remove: '去掉', total: '合计 {sum} 元', cause: '案由', unconfirmed: '（待确认）', unconfirmedNote: '这张案由表里有 {n} 个标“待确认”：名称或者编号还没有和最高人民法院公布的文本核对过，选用前请先核对。', causeHint: '按收件日期适用的案由表', proposed: '按请求建议：{cause}', facts: '事实和理由', place: '发生地', placeHint: '区县，用来找附近的调解组织', since: '入职时间', post: '岗位', wage: '月工资（元）', workers: '人数', workersHint: '同一请求的劳动者人数' },
  material: {
    upload: '上传文件', kind: '是什么材料', paper: '由纸质材料代为电子化', holder: '原件由谁保管', holderMissing: '请写明原件由谁保管', adding: '正在上传', none: '还没有材料。', digitised: '代为电子化：{who} {when}，原件在{holder}', by: '{who} {when}', remove: '去掉',
    title: '材料', transferable: '可移送 {n}', transferHint: '结案时随报告移送法院', protected: '受保护 {n}', protectedHint: '不移送', protectedLaw: '为达成和解所作的让步，不得在诉讼中作为对其不利的证据。在线调解规则 第十八条', protectedNone: '没有受保护的材料。',
    addProtected: '上传受保护的', compare: '核对', compareTitle: '“{name}”和原件核对得怎么样？', objection: '异议的理由', objectionMissing: '有异议要写理由', cancel: '不改', save: '记下来', compared: '核对结果已记下', added: '材料已收到',
    comparison: { unchecked: '未核对', matches_online: '线上比对一致', matches_offline: '线下比对一致', undisputed: '对方无异议', disputed: '对方有异议' },
    action: { compare_online: '线上比对一致', compare_offline: '线下比对一致', no_objection: '对方无异议', object: '对方有异议' },
    readTitle: '为什么看“{name}”？', readText: '这是为达成和解提供的材料。谁看过、为什么看，会写入审计记录。', purpose: { mediation: '调解需要', complaint: '处理投诉', supervision: '质量监督' }, readCancel: '不看了', readDo: '打开',
  },
  return: {
    notice: '打印给{name}的《退回通知书》',
    do: '退回', title: '退回这份申请？', text: '选一个原因，申请人会收到对应的说明。首次收件时间不变。', note: '补充说明', noteHint: '写给申请人看，可以不写', keep: '不退', confirm: '退回', done: '已退回', returned: '{when} {who}退回：{code}', again: '补正好了，重新收下', againDone: '已重新收下', codeMissing: '请选一个原因',
    advice: {
      outside_courts: '向主管部门反映，或者拨打 12333 咨询', inviter_without_jurisdiction: '改选有管辖权的法院名册中的调解员', unsuitable_online: '带材料到诉讼服务大厅或者调解组织现场办理',
    },
  },
} as const
