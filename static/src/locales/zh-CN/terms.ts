/** Words of terms, endings and the working calendar. */
export const terms = {
  title: '期限', running: '{n} 个运行中', over: '已结束', none: '还没有期限。接受委派后，调解期限开始计算。', loading: '正在加载期限',
  how: '怎样算出来的', howOf: '{name}：怎样算出来的', strip: '届满日前后的工作日', close: '关闭',
  provisional: '暂定', provisionalNote: '{years} 年的放假安排还没有录入，日期可能会变。', nominal: '名义 {day}',
  left: '还有 {n} 天', leftWorking: '还有 {n} 个工作日', today: '今天 24:00 截止', passed: '已过 {n} 天', stopped: '停表，还剩 {n} 天', stoppedPlain: '停表',
  done: '已按期办理', doneReceipt: '已按期收件', doneOn: '{day}办理', passedOn: '{day}届满', extended: '已延长 {n} 日',
  rollNote: '提醒按名义届满日发出，到期按顺延后的日子算。调解期限是否顺延，规则没有写明，按民事诉讼法第八十五条办理。',
  day: { working: '工作日', makeup: '调休上班', rest: '周末', holiday: '放假', nominal: '名义届满日', due: '届满日', unknown: '放假安排未知' },
  rule: {
    PICK_2WD: '共同选定调解员', APPOINT_3WD: '法院指定调解员', ACCEPT_3WD: '接受委派 3 个工作日', ACCEPT_5WD_LUOYANG: '接受委派 5 个工作日',
    CONTACT_3WD: '征询对方意见', MEDIATE_30D: '调解期限 {n} 日', MEDIATE_EXT_30D: '调解期限（已延长）', MEDIATE_15D_ORDINARY: '调解期限 {n} 日', MEDIATE_7D_SUMMARY: '调解期限 {n} 日',
    LABOUR_ORG_15D: '调解组织 15 日', SUE_15D: '{who}起诉 15 日', JUDICIAL_CONFIRM_30D: '申请司法确认 30 日', ARB_REVIEW_15D: '申请仲裁审查 15 日',
    SET_ASIDE_30D: '{who}申请撤销裁决 30 日', CONFIRM_OBJECT_15D: '对确认裁定提异议 15 日', ARB_LIMIT_1Y: '申请仲裁时效', ENFORCE_2Y: '申请执行 2 年',
  },
  act: {
    title: '办理', schedule: '安排调解会议', extend: '延长调解期限', appraise: '开始鉴定', suspend: '中止并报告', resume: '恢复调解', onSite: '转为现场调解',
    end: '结束调解', keep: '先不办', reason: '原因', reasonHint: '写清楚发生了什么，两个字以上。', working: '正在办理',
  },
  says: {
    legend: '各方意见', each: '当面、电话或书面问过后，逐一记录。没有问到的，不算同意。', agree: '同意', decline: '不同意', notAsked: '未询问', form: '方式',
    forms: { oral: '口头', written: '书面', online: '在线' }, of: '{name}的意见', formOf: '{name}以什么方式答复', since: '{form}，{when}，{who}记录',
  },
  schedule: {
    title: '什么时候开调解会议？', text: '会给每位参加人生成一个本人链接，只显示这一次。', when: '开始时间', whenHint: '北京时间', minutes: '预计时长（分钟）', mode: '方式', modes: { online: '在线音视频', on_site: '现场', hybrid: '现场加在线' },
    place: '地点', form: '怎样开', forms: { joint: '双方一起', separate: '分别召开' }, separateText: '双方时间不一，要所有当事人都同意，才能分别召开。在线调解规则 第十六条',
    people: '谁参加', submit: '安排会议', termUntil: '调解期限到 {day}。', after: '会议结束时已经超过调解期限（{day}）。', confirmAfter: '我知道，仍要安排',
    made: '第 {n} 次调解会议已安排', madeText: '把链接分别发给本人。关掉这个窗口后不再显示，需要时可以换发。', copy: '复制{name}的链接', copied: '已复制', done: '发好了，关闭', toast: '已安排第 {n} 次调解会议', noLinks: '这次会议已经安排过，链接不再显示。可以在“今日”里换发。',
    onSiteTitle: '在哪里现场调解？', onSiteText: '案件不结束，调解期限照常计算。', askedBy: '谁提出的', nobody: '没有人能用音视频', onSiteSubmit: '转为现场', onSiteToast: '已转为现场调解',
  },
  extend: {
    title: '要延长调解期限吗？', offer: '从{base} {from} 起延长 {n} 日，到 {until}。', base: { rolled: '顺延后届满日', nominal: '名义届满日' }, by: '谁提出的', mediator: '调解员建议',
    ask: '记录延长请求', asked: '{who} {when} 请求延长 {n} 日：{reason}', grant: '各方同意，延长', withdraw: '撤回请求', save: '记录意见', missing: '还差：{names}', granted: '各方同意，已延长 {n} 日', toast: '调解期限已延长', card: '延长请求', offerNone: '不能再延长了。',
  },
  pause: {
    appraiseTitle: '开始鉴定，停止计算调解期限？', appraiseText: '鉴定的时间不计入调解期限。在线调解规则 第二十六条', appraiseDo: '开始鉴定',
    suspendTitle: '中止调解并报告？', suspendText: '当事人看不到这一步，也看不到原因。只有法院或者调解组织能够恢复。在线调解规则 第二十三条', suspendDo: '中止并报告',
    resumeTitle: '恢复调解，继续计算期限？', resumeText: '停表的天数不计入调解期限。', resumeDo: '恢复调解', note: '说明（可以不写）', since: { appraisal: '鉴定中（停表）', suspension: '中止' }, sinceText: '{when} 起，{who}：{reason}', toast: { appraisal: '已停止计算期限', suspension: '已中止并报告', resume: '已恢复调解' },
  },
  ending: {
    tab: '结案', title: '结束调解', question: '为什么结束调解？', text: '没有调成，不影响当事人依法起诉或者仲裁。只记录事实。', code: '终结事由', submit: '结束调解', toast: '已结束调解', reasonHint: '写明经过和原因。选“其他”要十个字以上。',
    codes: {
      agreement: '达成协议', settled_and_withdrew: '双方自行和解并撤回', party_unreachable: '期限内联系不上一方', party_unwilling: '一方明确不愿调解', differences_too_large: '双方分歧较大',
      term_over: '期限届满，没有同意延长', refused_to_sign: '一方拒绝签署协议', other: '其他',
    },
    ended: '{code}', endedBy: '{who} {when} 登记', route: '接下来', routes: { register: '法院依法登记立案', resume_trial: '恢复审理', suggest_filing: '建议在线立案或者先申请仲裁' },
    notices: '告知当事人的途径', noContact: '还没有联系记录，不能选“联系不上”。',
    steps: { report: '写终结报告', hand_over: '移送材料', receipt: '法院签收', close: '归档' }, stepDone: '{when}', stepNow: '现在要办', stepLater: '之后',
    report: '调解终结报告', basic: '调解的基本情况', why: '没有调成的原因', costly: '增加对方诉讼成本的行为', costlyHint: '没有就不写。', hints: '提示法院注意的情况', undisputed: '无争议事实', undisputedHint: '每一条都要各方确认，才会随报告移送。为调解作出的让步不要写在这里。', addFact: '加一条事实', fact: '第 {n} 条', dropFact: '删去第 {n} 条', confirmed: '{name}确认', jointYes: '随报告移送', jointNo: '缺确认，不移送', saveReport: '保存报告', reportSaved: '报告已保存', none: '无',
    list: '移送清单', listHint: '只有可移送的材料。谈话、方案、录音录像和联系记录不移送。', listEmpty: '没有要移送的材料。', handOver: '移送给法院', handedOver: '已移送 {n} 项', receive: '签收移送材料', number: '立案案号（没有就不填）', received: '法院已签收', closeCase: '归档', closed: '案件已归档', loading: '正在加载结案情况', notYet: '调解还在进行。', notYetText: '达成协议在会议里登记；不再继续时，可以在这里结束调解。',
  },
  effect: {
    title: '协议生效', text: '最后一方签名的时刻，协议生效。调解员签名和组织盖章先做好，三个时间就一致。', signed: '{name}签名时间', mediator: '调解员签名时间', seal: '调解组织盖章时间（没有就不填）', clauses: '协议里有哪些内容', clause: { payment: '给付金钱', relationship: '确认劳动关系', documents: '交付材料', insurance: '社会保险', other: '其他' },
    performance: '履行', what: '履行内容', dueOn: '履行日期', add: '加一期', submit: '登记生效', toast: '协议已生效', at: '{when} 生效', complete: '三方签章齐全：{when}', followUp: '回访 {day}',
    doors: '让协议可以强制执行', door: { judicial_confirmation: '司法确认', arbitration_review: '仲裁审查', payment_order: '支付令', court_paper: '出具调解书', withdrawal: '撤回起诉' },
    joint: '双方共同申请', alone: '劳动者单独申请', open: '可以申请', shut: '不能申请', barrier: { applied: '已经申请', excluded: '已选了另一条路，不能同时走', period_over: '期限已过', confirms_relationship: '确认劳动关系的协议不能仲裁审查', no_payment: '协议里没有给付金钱的内容' },
    warning: { not_only_payment: '协议不只有给付内容，法院可能不予确认', after_default: '对方到期不履行时才用', excludes_other: '选了这条，另一条就不能走' },
    apply: '申请{door}', applicant: '谁先提出', applied: '已登记', state: { awaiting_other: '待对方确认，未提交', sent: '已提交', granted: '已获准许', dismissed: '被驳回', withdrawn: '已撤回' }, confirm: '登记对方答复', grant: '登记获准', dismiss: '登记驳回', withdraw: '撤回申请', on: '日期', until: '到 {day}',
  },
  calendar: {
    title: '工作日历', nav: '工作日历', loading: '正在加载工作日历', alert: '{years} 年的放假安排还没有录入', alertText: '国务院办公厅通常在 11 月公布。录入之前，涉及这一年的日期都标“暂定”。', year: '{n} 年', shipped: '随系统提供', entered: '{who} {when} 录入', provisional: '未录入，暂定',
    edit: '录入或修改 {n} 年', source: '通知的名称或者文号', off: '放假的日子', offHint: '照通知抄，用空格分开：1-1…3 2-6…12。月-日，连续几天用 … 或者 ~。', makeup: '调休上班的日子', makeupHint: '必须是周六或者周日：1-4 2-14。', bad: '看不懂“{part}”。请写成 1-1 或者 1-1…3。',
    preview: '看看哪些期限会变', moves: '会变的期限', movesNone: '没有期限会变。', move: '{serial} {rule}：{before} 改为 {after}', certain: '{serial} {rule}：{after} 由暂定变为确定', save: '保存，重算期限', saved: '{n} 年的工作日历已保存', month: '{n} 月', legend: '图例',
  },
  problem: {
    extension: {
      consent_missing: { title: '还有人没有同意，不能延长', next: '还差：{missing}。问过后记录意见，再延长。' }, too_late: { title: '调解期限已经过了', next: '期限在 {ended_on} 届满，过后不能延长。' },
      pending: { title: '已经有一个延长请求', next: '请先记录各方对它的意见，或者撤回它。' }, used_up: { title: '不能再延长了', next: '本院规定最多延长 {extensions} 次。' },
    },
    term: { not_begun: { title: '调解期限还没有开始', next: '确认接受委派之后才开始计算。' }, over: { title: '调解已经结束', next: '结束后期限不再变动。' } },
    pause: { not_yours: { title: '只有法院或者调解组织能够恢复', next: '请联系法院的联系人，说明情况。' }, none: { title: '期限没有停', next: '可能刚刚已经恢复。请刷新看最新情况。' } },
    on_site: { consent_missing: { title: '还有人没有同意转到现场', next: '还差：{missing}。问过后再办。' } },
    session: {
      in_the_past: { title: '这个时间已经过去', next: '请选一个以后的时间。' }, place: { title: '没有写地点', next: '有人到现场，就要写明地点。' }, people: { title: '参加人不对', next: '双方一起开，每一方至少一人；分别召开，只选一方。' },
      separate_consent_missing: { title: '分别召开要所有当事人同意', next: '还差：{missing}。' }, after_term: { title: '会议在调解期限之后', next: '期限到 {due}。先延长期限，或者换个时间；确实要这样排，请勾选确认。' }, length: { title: '时长不对', next: '请填 1 到 720 分钟。' },
    },
    ending: {
      incomplete: { title: '还没有写全', next: '请选终结事由并写明原因；选“其他”要十个字以上。' }, no_contact_log: { title: '还没有联系记录', next: '先把打过的电话、发过的短信记下来，再选“联系不上”。' },
      term_runs: { title: '调解期限还没有到', next: '期限届满之前，请选别的事由。' }, nothing_to_sign: { title: '还没有协议', next: '没有协议，就没有拒绝签署。请选别的事由。' }, session_open: { title: '会议正在进行', next: '请在调解室里登记结果。' },
    },
    report: { incomplete: { title: '报告还没有写全', next: '基本情况和没有调成的原因都要写。' }, handed_over: { title: '报告已经移送', next: '移送后不能修改。' } },
    hand_over: { no_report: { title: '还没有报告', next: '先写终结报告，再移送。' }, done: { title: '已经移送', next: '请刷新看最新情况。' } },
    receipt: { nothing: { title: '还没有移送', next: '请等调解员移送材料。' }, done: { title: '已经签收', next: '请刷新看最新情况。' } },
    close: { report_owed: { title: '还没有写报告', next: '先写终结报告。' }, hand_over_owed: { title: '还没有移送材料', next: '法院委派、委托的案件，移送后才能归档。' }, receipt_owed: { title: '法院还没有签收', next: '法院签收后才能归档。' } },
    effect: { incomplete: { title: '还没有写全', next: '每一方的签名时间都要填，不能晚于现在；至少选一类内容。' } },
    door: { closed: { title: '这条路现在不能走', next: '请看它旁边写的原因。' }, applicant_only: { title: '只能由劳动者申请', next: '支付令和撤诉由申请人提出。' } },
    calendar: { notice: { title: '这份安排自相矛盾', next: '日子都要在这一年里；调休上班必须是周末，不能同时放假；来源不能空。' } },
  },
} as const
