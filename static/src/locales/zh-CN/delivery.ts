/** 其他系统：没有送到的案件进展，为什么，重发。 */
export const delivery = {
  title: '其他系统', text: '案件进展（收件、委派、会议结束、终结、移送等）自动送到法院办案、统计等系统，只送流水号、代码、时间和组织名称，不送姓名和协商的内容。对方不收的停在这里，处理好了再重发。', loading: '正在看哪些没有送到', back: '返回工作日历',
  stopped: '没有送到的', count: '{n} 条', waiting: '另有 {n} 条等着自动发送', none: '没有停下来的', noneText: '不收的、多次联系不上的会停在这里。',
  what: '进展', case: '案件', at: '发生时间', why: '为什么', behind: '后面还有', act: '操作', behindN: '{n} 条等它', tries: '试了 {n} 次',
  again: '重发', againOf: '重发：{serial} {what}', all: '全部重发', refresh: '刷新', done: '{n} 条马上重发，几秒后刷新看结果',
  fact: { CaseReceived: '首次收件', CaseReferred: '发出委派或者委托', ReferralAnswered: '委派有结果', SessionConcluded: '调解会议结束', CaseEnded: '调解终结', HandedOver: '材料移送法院', ApplicationSent: '提交司法确认等申请' },
  fault: {
    refused: { title: '对方看了不收', next: '请对方系统的管理员按代码查原因，改好后重发。' },
    turned_away: { title: '对方一直没有收', next: '请对方系统的管理员看是否在运行、密钥是否一致，恢复后重发。' },
    unanswered: { title: '一直联系不上对方', next: '请运维看网络和地址，恢复后重发。' },
    unwritten: { title: '文件写不进去', next: '请运维看磁盘和文件夹权限，恢复后重发。' },
    unfit: { title: '内容不合规定的格式，没有送出', next: '请把流水号和代码告诉运维，核对后重发。' },
  },
  code: '代码 {code}', codeStatus: '代码 {code}，对方答复 {status}',
  problem: { delivery: { gone: { title: '有的已经重发过了', next: '列表已经是最新的，请再选要重发的。' } } },
} as const
