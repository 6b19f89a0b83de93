/** 案由表：按日期生效，给劳动者的说法，待确认的条目。 */
export const causes = {
  title: '案由', text: '按收件日适用当天的案由。已经生效的名称不改，只能从以后某一天起换新名称，旧案仍用原来的名称。条目不会删除。', loading: '正在加载案由',
  add: '新增案由', edit: '修改', editOf: '修改{name}', renew: '换新名称', renewOf: '给{name}换新名称', saved: '案由已保存',
  unconfirmedNote: '现行案由里有 {n} 条还没有和官方文本核对，标“待确认”。核对以后，请在“修改”里勾选“已核对”。', withOver: '也显示已经停用的',
  name: '名称', plain: '劳动者怎么说', days: '适用的收件日', to: '至', noEnd: '没有期限', state: '状态', act: '操作', unconfirmed: '待确认', changedBy: '{name} 改过，第 {n} 版',
  standing: { ahead: '将来生效', holds: '现行', over: '已停用' },
  form: {
    addTitle: '新增案由', renewTitle: '从哪一天起给“{name}”换新名称？', editTitle: '修改“{name}”', text: '从以后的某一天起适用；当天及以前收到的案件不受影响。', heldText: '已经生效，名称和类别不能改；可以改停用日、劳动者的说法和核对情况。',
    group: '类别', since: '从哪一天起适用（明天或以后）', until: '用到哪一天（不填就一直用）', plain: '劳动者说这些话时，先建议这个案由', confirmed: '名称和编号已经和官方文本核对', note: '核对依据或者说明（可不填）', keep: '不改', save: '保存',
  },
} as const
