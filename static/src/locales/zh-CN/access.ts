/** 录音录像查阅记录、两人决定的删除，以及记录的导出。 */
export const access = {
  export: {
    open: '导出记录', title: '导出这些记录吗？', text: '导出的文件写明筛选条件和核验结果。谁、为什么导出，会写进记录。',
    purpose: '目的', reason: '理由', reasonHint: '至少四个字，例如“上级法院检查”', purposeBad: '请选择目的', reasonBad: '请写明理由，至少四个字', leave: '先不导出', do: '导出', busy: '正在生成', done: '已导出，指纹写进了记录',
    purposes: { supervision: '监督', complaint: '处理投诉', court_request: '法院或者主管部门调取', incident: '调查异常情况' },
  },
  narrow: { serial: '案号', actor: '人员', actorHint: '姓名、登录名或者账号编号', since: '从', until: '到', do: '筛选', clear: '清除筛选', bad: '“到”不能早于“从”。' },
  log: {
    title: '录音录像查阅记录', heading: '录音录像', lead: '{serial}　{day} 第 {n} 次调解会议', loading: '正在加载查阅记录', hint: '只增不改，逐条相扣', toCase: '返回案件', all: '筛选、导出、申请删除',
    whole: '{n} 条相扣，核验通过', broken: '第 {n} 条起不连续', brokenText: '审计日志第 {n} 条被改动、删去或者插入过，其后的不能作为依据。请先保留数据库副本，再报告审计。', checked: '上次从头核对：{at}，到第 {n} 条；其后的在打开时核对。',
    allKinds: '全部动作', allPeople: '全部人员', allPurposes: '全部目的', kind: '动作', person: '人员', purpose: '目的', rights: '查看、播放、导出、删除是四种不同的权限',
    at: '时间', who: '谁', action: '做了什么', content: '内容', why: '目的', system: '系统', automatic: '自动', none: '没有这样的记录', noneText: '换一个条件再看。', empty: '还没有记录。', kept: '记录保存不少于 6 个月，删除录音录像不删除本记录', count: '共 {n} 条', shown: '显示 {n} 条，共 {all} 条',
    kinds: { started: '开始录制', paused: '暂停录制', resumed: '继续录制', stopped: '停止录制', broken: '录制中断', sealed: '封存', verified: '核验', opened: '打开', read: '播放', refused: '已拒绝', exported: '导出', copied: '随案卷导出', deletion_asked: '申请删除', deletion_refused: '不同意删除', deletion_withdrawn: '撤回删除申请', deleted: '删除' },
    consents: '{yes} 人同意，{no} 人没有同意（包括还没有答复的）', resumedAlone: '服务恢复后自动继续', track: '轨道 {n}', watched: '{from}—{to}，看了 {span}', notPlayed: '打开了，没有播放', verdicts: { unchanged: '{n} 条轨道、{records} 段，完整，未改动', incomplete: '{n} 条轨道、{records} 段，不完整', changed: '{n} 条轨道、{records} 段，有改动' },
    refusals: { auth: { forbidden: '没有这项权限' }, session: { unknown: '不在其经手范围' }, viewing: { unknown: '不是其本人打开的' }, deletion: { own: '申请人不能自己批准', others: '不是其本人申请的', unknown: '没有这个申请' }, track: { unknown: '没有这个轨道，或者本目的不能看' } }, refusedOf: { open: '想打开录音录像', play: '想读取录音录像', log: '想看查阅记录', deletion: '想删除录音录像' },
    lines: '{n} 条记录，指纹 {digest}', from: '来自 {origin}', tracks: '{n} 条轨道', trackNumbers: '轨道编号', certificate: '删除证明 {certificate}', began: '{at} 开始',
  },
  deletion: {
    title: '删除录音录像', waiting: '等第二人决定', yours: '等您作为第二人决定', asker: '申请人', decider: '决定人', notOwn: '申请人不能自己批准', you: '{name}（您）', someone: '另一位法官或者法院管理员', signed: '{when} 提出', reason: '理由', basis: '依据', law: '个人信息保护法 第四十七条', kept: '保存期', keptUntil: '原定至 {day}', keptOpen: '案件归档后开始计算',
    goes: '会删除', stays: '会保留', goesTracks: '{n} 条轨道', goesKeys: '密钥 {n} 份', staysItems: { manifest: '录制清单的指纹', log: '查阅记录', certificate: '删除证明' },
    opinion: '意见（必填）', opinionBad: '请写明意见，至少四个字', refuse: '暂不同意', grant: '同意，永久删除', withdraw: '撤回申请', leave: '先不办',
    ask: '申请删除', askTitle: '申请删除这次会议的录音录像？', askText: '由另一位法官或者法院管理员决定。申请人不能自己批准，同意以后不能恢复。', askReason: '理由', askHint: '例如“双方书面要求删除，见 3月30日 申请书”', reasonBad: '请写明理由，至少四个字', askDo: '提出申请',
    grantTitle: '永久删除这次会议的录音录像？', grantText: '文件和密钥一起销毁，任何人都不能恢复。请输入案号 {serial} 确认。', serial: '案号', serialBad: '案号和本案不一致',
    blocked: '现在不能删除', may: '现在可以申请', nothing: '没有可以删除的录音录像。', done: '录音录像已经删除，删除证明 {certificate}', past: '以前的申请', by: '{name} {when}：{text}',
    states: { asked: '等决定', refused: '没有同意', withdrawn: '已撤回', done: '已删除' }, toast: { asked: '已提出，等第二人决定', grant: '录音录像已删除', refuse: '已答复：不同意', withdraw: '已撤回' },
  },
  deletions: {
    title: '等您决定的录音录像删除', text: '一个人申请，另一个人决定。您申请的不在这里。', count: '{n} 项', none: '没有等您决定的删除', noneText: '有人申请提前删除录音录像时，会在这里，也会在右上角的提醒里。',
    notHere: '这是调解组织自己收的案件，录音录像不能提前删除，归档以后保存期满由系统删除，并留下删除证明。提前删除要由办案以外的第二个人（法官或者法院管理员）决定，这个案件没有法院。当事人要求删除的，请在“当事人”页的“当事人对本人信息的请求”里答复，说明理由和到期的日子。',
    decide: '{name}申请删除，请您决定', what: '{serial} 第 {n} 次会议，{day}',
  },
  integrity: {
    never_sealed: '没有封存，录制清单不在', unsigned: '录制清单的签名不是本系统的', manifest_unreadable: '录制清单读不出来', manifest_replaced: '录制清单不是案件里登记的那一份', not_sealed_yet: '还没有封存，没有核验', journal_missing: '录制日志不在', journal_damaged: '录制日志有损坏或者改动', journal_short: '录制日志比录制清单说的短', journal_changed: '录制日志和录制清单不一致',
    file_missing: '文件不在', file_short: '文件末尾少了 {n} 字节', file_damaged: '文件有损坏或者改动', file_foreign: '文件属于别的录制或者轨道', file_changed: '文件的指纹和录制清单不一致',
  },
  problem: {
    export: { reason: { title: '请写明导出的理由', next: '写四个字以上，再导出。' }, too_many: { title: '记录太多，一个文件放不下', next: '符合条件的有 {found} 条，一个文件最多 {most} 条。请按日期或者人员再筛选，分几次导出。' } },
    deletion: {
      reason: { title: '请写明理由', next: '写四个字以上，再提出。' }, opinion: { title: '请写明意见', next: '写四个字以上，再决定。' }, own: { title: '申请人不能自己批准', next: '请另一位法官或者法院管理员决定。换一个账号也不行。' }, others: { title: '只有申请人能撤回', next: '不同意的，请选“暂不同意”。' },
      waits: { title: '已经有人申请，正在等决定', next: '请先决定那一个申请。' }, unknown: { title: '没有这个申请', next: '请刷新看最新情况。' }, illegal_transition: { title: '已经决定过了', next: '请刷新看最新情况。' },
      open: { title: '案件没有归档，不能删除', next: '归档以后再提出。' }, held: { title: '本案暂停销毁，不能删除', next: '暂停解除以前，谁都不能批准。请看案件“结案”里的原因。' }, under_review: { title: '协议的申请正在审查，不能删除', next: '裁定或者决定作出以前删除，将无法再核对自愿性。裁定作出后再提出，谁都不能例外。' },
      early: { title: '法律要求的保存期没有届满', next: '要保存到 {day}，第二天起才能删除（网络安全法第二十一条；个人信息保护法第四十七条）。' }, running: { title: '录音录像还没有封存', next: '封存以后再提出。' }, none: { title: '没有可以删除的录音录像', next: '这次会议没有录音录像，或者已经删除。' }, being_played: { title: '有人正在播放，现在不能删除', next: '等播放结束再决定。' },
    },
    recording: { deleted: { title: '录音录像已经删除', next: '查阅记录和删除证明还在，请看查阅记录。' } },
  },
} as const
