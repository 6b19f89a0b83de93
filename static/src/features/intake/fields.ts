/** What fields of the desk may hold; the server has the last word. */

/** 案号: 年度, 法院代字, 类型代字, 编号. */
export const COURT_NUMBER = /^[（(]20\d{2}[）)](?:最高法|[\u4e00-\u9fa5]\d{0,4})[\u4e00-\u9fa5]{1,6}第?\d{1,8}号$/
