/** 一条线路好不好：四档、指标，以及一次会议里每个人的线路。 */
export const quality = {
  level: { good: '网络正常', fair: '网络一般', poor: '网络较弱', lost: '网络中断', none: '没有测到' },
  title: '线路情况', hint: '每格 {span}，越高越差', loading: '正在加载线路情况', none: '这次会议没有线路记录。',
  row: '{name}的线路，左右方向键查看各个时刻', read: '{from}—{to} {level}', readFigures: '{from}—{to} {level}：{figures}',
  loss: { up: '发出丢包 {n}', down: '收到丢包 {n}' }, roundTrip: '往返 {n} 毫秒', freeze: '画面停顿 {span}', silent: '麦克风没有声音',
  comma: '，', moments: '最差的时候', noMoments: '没有较弱或中断的时候。',
  agent: '{browser} · {system}', browsers: { chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox', safari: 'Safari', wechat: '微信', other: '其他浏览器' },
  systems: { android: '安卓', ios: 'iPhone / iPad', windows: 'Windows', macos: 'macOS', linux: 'Linux', other: '其他系统' },
  asTable: '按时间列出', tableOf: '{name}的线路', when: '时间', line: '线路', lossUp: '发出丢包', lossDown: '收到丢包', trip: '往返', rate: '发出 / 收到', height: '画面 发出 / 收到', jitter: '抖动 发出 / 收到', frozen: '画面停顿', madeUp: '补出的声音 发出 / 收到', way: '通路', relayed: '{way} 中转', lines: '{n} 线', ms: '{n} 毫秒',
  test: { title: '本人发来的网络测试', ways: '通过：{names}', failed: '未通过：{names}', allPassed: '各项都通过', figures: '往返 {ms} 毫秒', lost: '丢包 {n} %', note: '设备检查的说明' },
} as const
