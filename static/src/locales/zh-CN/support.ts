/** 技术支持查看：申请、批准、结束，以及看过什么。 */
export const support = {
  title: '技术支持查看', loading: '正在加载',
  text: {
    ask: '系统出了问题、必须看案件才能查清时，向数据所属的单位申请。批准以后只能在限定的小时内看，每看一次都记录下来。',
    grant: '技术支持人员平时看不到任何案件。要查故障的，由本单位批准，限时查看；您可以随时结束。',
    audit: '技术支持人员申请过哪些查看、谁批准的、看了哪些案件。',
  },
  law: '数据安全法第四十条：受托建设、维护电子政务系统的，应当严格批准并接受监督，不得擅自留存、使用、泄露数据',
  shows: '能看到：案件状态、会议、链接和设备检测、消息是否送达、办理步骤的名称；电话只显示后四位。看不到：姓名、证件、请求、材料、文书、谈话内容、录音录像。',
  state: { asked: '等批准', open: '可查看', refused: '没有批准', ended: '已结束', expired: '到时结束' },
  ask: {
    title: '申请查看', house: '数据属于哪个单位', pick: '请选择', scope: '看什么', one: '一个案件', all: '该单位的全部案件', serial: '流水号', purpose: '用途', purposeHint: '写清楚出了什么问题、要查什么。批准的人、承办人和当事人都会看到。',
    hours: '多长时间', n: '{n} 小时', do: '提交申请', done: '已提交，等对方批准',
    lacks: { house: '选择单位', serial: '填写流水号', purpose: '写明用途（至少四个字）' },
  },
  list: '查看申请', none: '还没有申请', noneText: '有人申请查看时，会出现在这里。', caseNone: '没有技术支持人员查看过本案，也没有人可以查看。',
  what: { one: '案件 {serial}', all: '{house}的全部案件' },
  purpose: '用途：{text}', asked: '{name} {when}申请，{n} 小时', waits: '三天内没有答复的，申请作废。', until: '{name}批准，{when}到时结束', refused: '{name} {when}没有批准', ended: '{name} {when}结束', expired: '{when}到时结束',
  reads: '看过 {n} 次', noReads: '还没有看过', read: '{when}看了 {serial}',
  open: '去查看', answer: '答复', end: '立即结束', withdraw: '撤回申请',
  grant: {
    title: '准许{name}查看吗？', text: '从现在起开始计时，到时自动结束。每看一次都有记录。', hours: '准许多长时间', do: '准许', refuse: '不准许', later: '以后再说', granted: '已准许', refusedToast: '没有准许',
  },
  stop: { title: '现在结束吗？', text: '结束以后对方立刻不能再看。还要看的，需要重新申请。', do: '结束', keep: '先不结束', done: '已结束' },
  back: '返回查看申请', cases: '可以查看的案件', casesText: '打开一个案件就记录一次。',
  case: {
    title: '案件 {serial}', until: '{when}到时结束。每打开一次都有记录，承办人和当事人可以看到。', facts: '基本情况', court: '法院', organisation: '调解组织', received: '首次收件',
    people: '参加人（按序号，不显示姓名）', number: '第 {n} 人', sessions: '会议', noSessions: '没有安排会议', session: '第 {n} 次', minutes: '{n} 分钟', link: '链接', camera: '摄像头', microphone: '麦克风', network: '网络', untested: '没测',
    messages: '消息', noMessages: '没有发过消息', tries: '试了 {n} 次', course: '办理步骤', refresh: '再看一次',
  },
  problem: {
    support: {
      house: { title: '没有这个单位', next: '请从列表里选择。' }, case: { title: '这个单位没有这个案件', next: '请核对流水号；也可能案件属于另一个单位。' },
      purpose: { title: '请写明用途', next: '写四个字以上，再提交。' }, hours: { title: '时间太长', next: '最多 {most} 小时。' }, own: { title: '不能批准自己的申请', next: '请由本单位另一位负责人答复。' },
      over: { title: '已经过期了', next: '需要查看的，请重新申请。' }, closed: { title: '现在不能查看', next: '查看的时间已经结束，或者还没有批准。仍需查看的，请重新申请。' }, unknown: { title: '没有这个申请，或者不归本单位答复', next: '请返回列表核对。' },
      illegal_transition: { title: '已经答复过或者已经结束', next: '请看最新情况。' },
    },
  },
} as const
