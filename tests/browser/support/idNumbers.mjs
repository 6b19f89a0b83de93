/** Identity numbers that are well formed and of nobody: no register has an area 990000. */
export const WORKER_NUMBER = '99000019900101005X'
export const OLDER_NUMBER = '990000196805040023'
export const LATE_NUMBER = '990000197902110032'

/** The number of the worker of that number, born on the first of January 1990. */
export function workerNumber(order) {
  const first = `99000019900101${String(order).padStart(3, '0')}`
  let total = 0
  for (const digit of first) total = (total + Number(digit)) * 2 % 11
  return first + '10X98765432'[total]
}

export const COMPANY_CODE = '91990000MA00000Y07'
/** The same with one digit mistyped. */
export const MISTYPED_CODE = '91990000MA00000Y17'
