/** Words of the desk: what is due, the bell, views of the list, messages sent, the audit log. */
export const desk = {
  tasks: {
    title: '待办', order: '按到期先后', count: '{n} 项', none: '没有待办', noneText: '60 天内没有要到期的事。', loading: '正在加载待办', most: '只显示最先到期的 {n} 项，其余在案件列表里。',
    group: { over: '已过期', today: '今天', week: '本周', later: '之后' },
    stop: '停', dueToday: '，{n} 项待办今天到期', dueOver: '，{n} 项已过期', seeAll: '看案件列表',
  },
  rule: {
    PICK_2WD: '请双方共同选定调解员', APPOINT_3WD: '指定调解员', ACCEPT_3WD: '确认是否接受委派', ACCEPT_5WD_LUOYANG: '接受委派的最后期限，到期退回法院',
    CONTACT_3WD: '征询被申请人是否同意调解', MEDIATE_30D: '调解期限届满，先问双方要不要延长', MEDIATE_EXT_30D: '延长后的调解期限届满', MEDIATE_15D_ORDINARY: '调解期限届满，先问双方要不要延长', MEDIATE_7D_SUMMARY: '调解期限届满，先问双方要不要延长',
    LABOUR_ORG_15D: '满 15 日未达成协议，当事人可以申请仲裁', SUE_15D: '{who}起诉的最后一天', JUDICIAL_CONFIRM_30D: '提醒双方申请司法确认', ARB_REVIEW_15D: '提醒双方申请仲裁审查',
    SET_ASIDE_30D: '{who}申请撤销裁决的最后一天', CONFIRM_OBJECT_15D: '对确认裁定提异议的最后一天', ARB_LIMIT_1Y: '申请仲裁时效届满', ENFORCE_2Y: '申请执行的最后一天',
  },
  due: { over: '已过 {n} 天', today: '24:00 截止', left: '还有 {n} 天', stopped: '停表', loading: '正在取计算过程', gone: '这个期限刚刚变了，刷新后再看。' },
  bell: {
    label: '提醒', new: '{n} 条新提醒', none: '没有提醒', failed: '没能取到提醒', all: '看待办',
    kind: { session_in_3_days: '三天后开会', session_tomorrow: '明天开会', session_soon: '马上开会', referral_day_1: '委派待确认', referral_day_2: '委派待确认', referral_day_3: '委派今天到期' },
  },
  list: {
    views: '视图', all: '全部案件', overdue: '已过期', today: '今天到期', week: '7 天内到期', saved: '我保存的', savedNone: '把常用的条件保存下来，一点就到。',
    save: '保存为视图', saveTitle: '给这个视图起个名字？', saveText: '保存的是现在的条件和排序，只有您自己看得到。同名的会被替换。', name: '名字', nameHint: '例如：老城区到期', nameMissing: '请写一个名字，不超过 40 个字', keep: '不保存', submit: '保存', savedToast: '已保存视图“{name}”', removedToast: '已删除视图“{name}”', remove: '删除视图“{name}”',
    state: '状态', stateSome: '状态 {n} 项', source: '来源', sources: { entrusted: '委派（诉前）', commissioned: '委托（诉中）', organisation: '组织自收', judge: '审判人员主持' },
    due: { overdue: '已过期', today: '今天到期', week: '7 天内到期' }, text: '“{text}”', drop: '去掉条件 {what}', close: '完成',
    countOf: '{n} 件，共 {all} 件', count: '{n} 件', orders: { due: '按到期先后', received: '按收件先后，新的在前' }, dueColumn: '到期', serialColumn: '流水号 / 收件', receivedOn: '{day}收件', organisation: '调解组织', noDue: '无期限', unassigned: '未指派',
    emptyOne: '去掉条件“{what}”，就有 {n} 件。', emptyDrop: '去掉“{what}”', emptyAll: '去掉任何一个条件都没有，请全部去掉再看。', looking: '正在看是哪一个条件', conditions: '现在的条件',
  },
  sent: {
    title: '发出的提醒', hint: '短信发给本人，号码打了码', none: '还没有发过提醒。会议前三天、前一天和开始前会自动发出。', loading: '正在加载提醒',
    state: { queued: '待发送', sent: '已发出', failed: '没发出去' }, call: '请电话联系 {name}', tries: '试了 {n} 次', show: '看内容', hide: '收起内容',
  },
  calendar: { add: '加入日历', addOf: '把第 {n} 次会议加入日历' },
  audit: {
    title: '审计', lead: '谁在什么时候做了什么。每一条都和上一条扣在一起，改动、删去或插入都会被查出来。', loading: '正在核对审计日志', kind: '动作', allKinds: '全部动作',
    whole: '完整：{n} 条首尾相扣，没有改动', wholeShort: '完整', broken: '从第 {n} 条起不连续', brokenText: '第 {n} 条被改动、删去或插入过，它之后的不能作为依据。请先保留数据库副本，再报告法院。', brokenHint: '在服务器上运行 mediation-room verify-audit 可以打印这一条。',
    number: '序号', at: '时间', who: '谁', action: '做了什么', subject: '对象', facts: '内容', digest: '指纹', copy: '复制第 {n} 条的指纹', copied: '指纹已复制', count: '{n} 条', shown: '显示 {n} 条，共 {all} 条', older: '更早', newest: '回到最新', none: '没有这一类动作', noneText: '换一类动作再看。', suspect: '存疑',
    actor: { system: '系统', operator: '运维', public: '公众', party: '当事人', account: '工作人员' },
    kinds: { account: '账号', case: '案件', intake: '收件', material: '材料', party: '当事人', consent: '同意', session: '会议', participant: '参加人', invitation: '本人链接', identity: '核验身份', personal: '查看个人信息', viewing: '查看录音录像', track: '读取录音录像', extension: '延长期限', agreement: '协议', door: '司法确认等申请', roster: '名册', complaint: '投诉', calendar: '工作日历', step: '当面征询', authority: '授权', notice: '告知书', term_policy: '期限办法' },
    subjects: { account: '账号', case: '案件', session: '会议', recording: '录音录像', roster: '名册条目', complaint: '投诉', party: '当事人', material: '材料', calendar: '工作日历', court: '法院' },
    act: {
      account: { signed_in: '登录', wrong_password: '密码输错', created: '建立账号' },
      case: { received: '收件', ended: '结束调解', filed: '归档', handed_over: '移送', moved_on_site: '转为现场', received_by_court: '法院签收', reported: '写终结报告', resubmitted: '补正后再交', returned: '退回补正', risk_explained: '释明风险', taken_on: '接受委派' },
      invitation: { opened: '打开本人链接', reissued: '换发链接', denied: '说不是本人', moved: '换设备打开', wrong_phone_tail: '手机尾号输错' },
      session: { opened: '开始会议', concluded: '结束会议', scheduled: '安排会议', rescheduled: '会议改期', cancelled: '取消会议' },
      participant: { removed: '请出会议', restored: '恢复链接' }, identity: { checked: '核验身份' }, notice: { acknowledged: '确认告知书' },
      consent: { answered: '答复同意事项', mediation: '答复是否同意调解', stands: '同意继续有效' },
      material: { added: '加入材料', compared: '核对材料', protected_read: '查看受保护材料' }, personal: { seen: '查看完整号码' }, viewing: { opened: '打开录音录像' }, track: { read: '读取录音录像' },
      extension: { asked: '请求延长', answered: '答复延长', granted: '延长期限', withdrawn: '撤回延长请求' }, agreement: { effective: '协议生效' },
      party: { added: '登记当事人', corrected: '更正当事人', asked: '询问当事人', contacted: '联系当事人' }, step: { answered: '记录答复', withdrawal_asked: '申请撤回', withdrawal_decided: '决定撤回' },
      authority: { recorded: '登记授权', revoked: '撤销授权' }, roster: { entered: '登记名册', imported: '导入名册', suspended: '暂停执业' }, complaint: { received: '收到投诉', read: '查看投诉' },
      calendar: { changed: '修改工作日历' }, term_policy: { changed: '修改期限办法' }, intake: { begun: '开始填写', discarded: '放弃填写' }, case_link: { issued: '发出本人链接' }, clock: { moved: '期限变动' },
    },
  },
} as const
