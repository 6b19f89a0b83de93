/** 账号：谁有账号，离开时停用。 */
export const accounts = {
  title: '账号', text: '本院和名册上各组织的账号。停用后马上退出所有设备和调解室；账号本身保留，办过的事仍写着他的名字。', loading: '正在加载账号',
  search: '姓名、账号、单位', count: '{n} 个账号', none: '没有符合条件的账号', noneText: '换个词再找。新账号由运维建立。',
  name: '姓名', role: '身份', organisation: '单位', state: '状态', seen: '最近使用', act: '操作', cases: '在办 {n} 件',
  open: '在用', closed: '{when} 停用', notIn: '现在没有登录', browsers: '在 {n} 台设备上登录', own: '您自己',
  close: '停用', closeOf: '停用{name}的账号', reopen: '恢复', openOf: '恢复{name}的账号', closedToast: '{name}的账号已停用，已从所有设备退出', openedToast: '{name}的账号已恢复',
  ask: {
    title: '停用{name}的账号？', text: '马上从所有设备退出；正在调解室里的，马上离开。以后可以恢复。', cases: '他还有 {n} 件在办的案件。停用后请到委派里为这些案件另行指定调解员。',
    reason: '停用的原因（写入审计记录）', keep: '不停用', do: '停用账号',
    lacks: '停用的原因（至少两个字）',
  },
} as const
