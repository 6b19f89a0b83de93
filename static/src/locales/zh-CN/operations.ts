/** 运维页。 */
export const operations = {
  titles: { running: '运行', alarms: '告警', recordings: '录制', workers: '节点' }, only: '只显示席位和线路，不显示姓名和案情', loading: '正在加载运行情况', stale: '没能更新，显示的是 {time} 的情况',
  weak: '{n} 人线路较弱或掉线', broken: '{n} 场录制中断', partDown: '{part}没有应答', workerDown: '{n} 个媒体进程正在重启',
  sums: { label: '合计', rooms: '开着的调解室', people: '在线的人，含 {n} 名主持人', weak: '线路较弱或掉线', recorded: '正在录音录像', countRooms: '{n} 间', countPeople: '{n} 人', countRecorded: '{n} 场' },
  parts: { title: '部件', database: '数据库', media: '媒体', recorder: '录制', well: '正常', down: '没有应答' },
  workers: {
    title: '媒体进程', hint: '每个进程转发一部分调解室的声音和画面', name: '进程', number: '进程 {n}', state: '状态', rooms: '调解室', browsers: '浏览器', packets: '包/秒', late: '最长迟滞', lateWhy: '最长迟滞：最近一二十秒里，声音和画面到了这个进程，最久等了多少毫秒才被送出。50 毫秒以下听不出来，到 100 毫秒声音会断。', loadWhy: '每秒 4 万包以上的进程不再接新会议。', load: '负荷', perLine: '每行一个进程', carries: '{load} · {n} 间', lateBy: '最长迟滞 {n} 毫秒', memory: '内存',
    restarts: '重启', act: '操作', times: '{n} 次', ms: '{n} 毫秒',
    states: { running: '运行', draining: '不接新会议', down: '正在重启', fixed: '运行（不能单独更换）' },
    drain: '停止接新会议',
  },
  drain: {
    title: '停止给进程 {n} 分配新会议？', none: '这个进程上没有会议，会马上换成新的进程。',
    text: '这个进程上的 {n} 间调解室照常进行，结束后换成新的进程。10 分钟后还没有结束的，移到别的进程，每人约断 1 秒，会自动连回。',
    last: '现在没有别的进程接新会议。换好之前，新的会议会被拒绝，提示“人数已满”。', logged: '这个操作会记入审计日志。', keep: '不停', do: '停止接新会议', done: '进程 {n} 不再接新会议',
  },
  rooms: {
    title: '开着的调解室', hint: '申＝申请人方，被＝被申请人方，主＝主持人；按到场先后编号', none: '现在没有开着的调解室', noneText: '有人进入调解室后，会显示在这里。每 5 秒更新一次。', nobody: '没有人在场',
    name: '会议 {id}', log: '日志中的 session 编号', worker: '进程 {n}', noWorker: '没有媒体',
    phase: { before: '等候室', open: '共同会议', caucus: '单独沟通', ended: '已结束' },
    recording: { off: '未录音录像', on: '正在录音录像', paused: '录制暂停', broken: '录制中断', not_allowed: '未录音录像' },
    short: { applicant: '申', respondent: '被', neutral: '主' }, looks: { lost: '掉线', poor: '网络较弱', silent: '麦克风没有声音', away: '不在', well: '正常' },
    seat: '席位', seatName: '{side} {n}', line: '线路', lossUp: '上行丢包', lossDown: '下行丢包', roundTrip: '往返', up: '上行', down: '下行', since: '从何时起', ms: '{n} 毫秒', forSpan: '{time} 起，{span}',
    reconnecting: '正在重新连接', away: '不在', unmeasured: '还没有测到', silent: '麦克风没有声音',
  },
  trouble: {
    title: '有困难的席位', none: '没有', where: '{seat} · 会议 {id}',
    lost: '掉线', poor: '网络较弱', silent: '麦克风没有声音', say: '主持人可以说：',
    says: { lost: '您的网络断了，我们等一等，座位给您留着。', poor: '您的网络不太稳。请走近路由器或窗口，也可以先关掉摄像头，我们听得到您就行。', silent: '我们听不到您。请看麦克风或耳机的开关，也可以点“更多”换一个麦克风。' },
    next: { lost: '席位保留，回来后自动接上。超过 1 分钟，请通知主持人打电话。', poor: '声音优先，画面会变小。请主持人提醒对方靠近路由器或换网络。', silent: '请主持人提醒对方检查麦克风是否被系统静音。' },
  },
  alarms: {
    title: '现在的问题', hint: '影响所有人的在前', none: '现在没有告警', noneText: '部件没有应答、进程重启、录制中断、有人掉线时，会显示在这里。每 5 秒更新一次。',
    worker: '进程 {n} 正在重启', late: '进程 {n} 最长迟滞 {ms} 毫秒', recording: '录制中断：会议 {id}', seat: '{where}：{what}',
    next: {
      worker: '它的调解室几秒内移到别的进程，每人约断 1 秒，会自动连回。一分钟还没有好，请看服务日志。',
      late: '这个进程上的声音可能断续。请看机器是否太忙；可以在“节点”里停止给它分配新会议。',
      recording: '会议照常进行，主持人已看到提示，空档会写入清单。请看磁盘空间和录制部件。',
      database: '正在进行的会议照常，新的操作会被拒绝。请看数据库是否在运行、磁盘是否已满。',
      media: '正在进行的会议可能中断，新的会议进不去。进程会自动重启；一分钟还没有好，请看服务日志。',
      recorder: '会议照常进行，但没有录音录像，主持人已看到提示。恢复后空档会写入清单。请看磁盘空间和服务日志。',
    },
  },
  recordings: {
    title: '录音录像', answers: '录制部件正常', silent: '录制部件没有应答', foot: '只录同意录音录像的人。单独沟通从不录制。',
    why: {
      on: '正在写入，每一段都加密并首尾相扣。', off: '主持人没有开始录制。', paused: '已暂停，主持人可以继续录制。',
      broken: '写不进去，会议照常进行。空档会写入清单。', not_allowed: '正在单独沟通，从不录制。',
    },
  },
  settings: { title: '设置', text: '这台服务器现在用的设置和来源。密码、密钥和可能带密钥的地址不显示内容。改设置要改环境变量并重新启动，说明见 docs/operations.md。', loading: '正在读取设置', name: '名称', value: '现在的值', source: '来源', given: '启动时给出', byDefault: '默认', withheld: '已设置，不显示', unset: '没有设置' },
} as const
