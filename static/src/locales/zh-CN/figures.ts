/** Words of the figures. */
export const figures = {
  title: '统计', lead: '{year} 年终结的调解，按终结的日子算。数字和案件清单逐件对得上。', year: '年份', loading: '正在统计',
  none: '这一年没有终结的调解', noneText: '换一个年份再看。',
  results: '结果', sum: '{ended} = {success} + {withdrawn} + {failure}', offline: '其中线下调解 {n} 件',
  result: { success: '成功', withdrawn: '撤回', failure: '未成功' },
  codes: '怎样结案', codesText: '{n} 件，八种方式 · 在线调解规则 第二十五条', code: '方式', counts: '算作', count: '件数', total: '合计',
  lines: '哪个月，从哪里来', monthHead: '月份',
} as const
