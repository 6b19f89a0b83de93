/** Types that make every language complete: the Chinese files are the pattern, the others must match. */
import type zhCN from './zh-CN'

/** The same tree with any words at its leaves. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export type Messages = typeof zhCN

/** Paths to the leaves, such as `common.retry`. */
export type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T & string]
