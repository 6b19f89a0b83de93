/** 保存期限、暂停销毁、销毁凭证，以及当事人对本人信息的请求。 */
export const keeping = {
  title: '保存期限', text: '案件归档以后各类材料保存多久。期限届满的第二天起自动销毁，每次销毁留一份凭证；没有归档的案件和暂停销毁的案件一律不动。', loading: '正在加载保存期限', ofCourt: '这里是{court}的期限：只管本院的案件，别的法院看不到，也改不了。', forAll: '各院共用的期限，本院还没有另定', back: '返回工作日历',
  policy: '期限（月，从归档那天起算）', shipped: '系统自带的期限，请本院确认后改成本院的规定', changedBy: '{name} {when}改过，第 {n} 版', saved: '保存期限已更新',
  kind: { case_file: '案件档案', recording: '录音录像', protected: '受保护材料' },
  about: { case_file: '整个案件：申请、材料、文书、经过。到期以后全部删除。', recording: '到期只删录音录像，留下清单的指纹。', protected: '协商中的让步和方案。' },
  fewest: '最少 {n} 个月。', why: '依据：{text}', reason: '改动的依据', reasonBad: '请写明依据，至少四个字', effect: '改短以后，已经过了新期限的归档案件从下一个小时起开始销毁，不能恢复。需要留下的，请先在案件里暂停销毁。', save: '保存',
  law: '劳动人事争议仲裁办案规则第二十四条（调解或者其他方式结案的案卷保存不少于五年，调解组织参照）；网络安全法第二十一条；个人信息保护法第十九条、第四十七条',
  certificates: '销毁凭证', held: '{n} 件案件暂停销毁', none: '还没有销毁过', noneText: '案件归档满期限以后，凭证会出现在这里。',
  number: '凭证编号', case: '案件', what: '销毁了什么', objects: '{n} 件', rule: '按哪一条', ruleText: '{n} 个月，保存到 {day}（期限第 {version} 版）', twoPeople: '两人决定提前删除；原定保存到 {day}', at: '销毁时间', state: '文件', finished: '已清除', unfinished: '正在清除', leave: '先不办',
  hold: {
    title: '保存与销毁', open: '案件没有归档，不会销毁。', until: '保存到 {day}', stands: '暂停销毁', by: '{name} {when}：{reason}', was: '{name}曾暂停销毁（{reason}），{by} {when}解除',
    place: '暂停销毁', lift: '解除', placeTitle: '暂停销毁本案材料？', placeText: '解除之前，本案的一切都不会到期销毁。适用于申诉、审计、另案诉讼等情形。', liftTitle: '解除暂停销毁？', liftText: '解除以后，已经过了保存期限的材料会很快销毁，不能恢复。', reason: '原因', placeDo: '暂停销毁', liftDo: '解除', placed: '已暂停销毁', lifted: '已解除暂停销毁',
  },
  data: {
    title: '当事人对本人信息的请求', kind: { correct: '更正本人信息', delete: '删除本人信息' }, who: '{name}请求{what}', asked: '{when}：{text}', state: { asked: '等答复。', granted: '已同意。', refused: '没有同意。' }, by: '{name} {when}答复：{text}',
    answer: '答复', question: '怎么答复{name}（{what}）？', help: { correct: '同意的，请先在“当事人”里改好，再答复。答复本人会看到。', delete: '法律规定的保存期限没有届满的，不能删除，除保存外停止其他使用，并说明理由（个人信息保护法第四十七条）。答复本人会看到。' },
    why: '答复的话', whyBad: '请写明理由，至少两个字', refuse: '不同意', grant: '同意', answered: '已答复',
  },
  longer: '改长立即生效，不会销毁任何材料。',
  short: {
    title: '缩短期限，等另一位确认', by: '{name} {when}提出', fromTo: '从 {from} 个月改为 {to} 个月', nothing: '按今天计算，确认以后没有案件的材料会马上销毁。', goes: '按今天计算，确认以后这些材料会在一小时内开始销毁，不能恢复：', cases: '{kind}：{n} 件案件', rule: '缩短保存期限要两个人：提出的人和确认的人不能是同一个。确认之前一律照原来的期限保存。',
    other: '请本院另一位管理员或者审计员确认。', first: '改短要由本院另一位管理员或者审计员确认，确认以后才生效。到那时，已经过了新期限的归档案件开始销毁，不能恢复。', send: '提出，等确认', sent: '已提出，等另一位确认', busy: '有一个缩短正在等确认，答复以后才能再改。', stays: '期限不变，什么都不会销毁。',
    do: { confirm: '确认缩短', refuse: '不同意', withdraw: '撤回' }, ask: { confirm: '确认缩短保存期限吗？', refuse: '不同意缩短吗？', withdraw: '撤回这次缩短吗？' }, done: { confirm: '已确认，新的期限生效', refuse: '没有同意，期限不变', withdraw: '已撤回，期限不变' },
  },
  problem: {
    shortening: { own: { title: '不能确认自己提出的缩短', next: '请本院另一位管理员或者审计员确认。' }, others: { title: '只有提出的人能撤回', next: '不同意的，请选“不同意”。' }, waits: { title: '有一个缩短正在等确认', next: '请先答复那一个，再改。' }, unknown: { title: '已经答复过了，或者不是本院的', next: '请刷新看最新情况。' } },
    retention: {
      months: { title: '期限太短或者太长', next: '这一类最少 {fewest} 个月，最多 1200 个月。' }, longer_than_file: { title: '不能比案件档案保存得更久', next: '案件档案保存 {case_file} 个月，到期时里面的录音录像和受保护材料也一起删除。' }, reason: { title: '请写明改动的依据', next: '写四个字以上，再保存。' },
    },
    hold: { reason: { title: '请写明原因', next: '写四个字以上，再办。' }, lifted: { title: '已经解除了', next: '请刷新看最新情况。' }, unknown: { title: '没有这一条', next: '请刷新看最新情况。' } },
    data_request: { illegal_transition: { title: '已经答复过了', next: '请刷新看最新情况。' }, unknown: { title: '没有这个请求', next: '请刷新看最新情况。' }, answer: { title: '请写明理由', next: '写两个字以上，再答复。' } },
  },
} as const
