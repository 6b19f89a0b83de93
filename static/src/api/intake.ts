/** Intake at the desk, and the materials and documents of a case. */

import { del, get, path, post, postForFile, put, upload, uploadFile, type CallOptions } from './client'
import type {
  ApplicationForm, AskAnnex, BundleReport, CauseList, ComparisonAction, DocumentView, Door, ExplanationChannel, IntakeList, IntakeReturn,
  IntakeView, MaterialKind, MaterialsView, MaterialView, OwnCaseLink, ProtectedView, ReadingPurpose,
} from './types'

export const readCauses = (options?: CallOptions): Promise<CauseList> => get(path('causes'), options)

export const readDesk = (options?: CallOptions): Promise<IntakeList> => get(path('intake'), options)

/** Begin an application; the same key is one draft. */
export const beginIntake = (body: { door: Door, key: string }): Promise<IntakeView> => post(path('intake'), body)

export const readIntake = (id: string, options?: CallOptions): Promise<IntakeView> => get(path('intake', id), options)

export const saveIntake = (id: string, version: number, application: ApplicationForm): Promise<IntakeView> =>
  put(path('intake', id), { version, application })

export const discardIntake = (id: string): Promise<void> => del(path('intake', id))

export const submitIntake = (id: string): Promise<IntakeView> => post(path('intake', id, 'submit'))

export const takeOn = (id: string): Promise<IntakeView> => post(path('intake', id, 'take-on'))

export const returnIntake = (id: string, body: IntakeReturn): Promise<IntakeView> =>
  post(path('intake', id, 'return'), body)

export const resubmitIntake = (id: string): Promise<IntakeView> => post(path('intake', id, 'resubmit'))

export const explainRisk = (id: string, identity: string, channel: ExplanationChannel): Promise<IntakeView> =>
  post(path('intake', id, 'explanations'), { identity, channel })

/** 释明书 as a paper; `send` writes to each party who has not acknowledged it. */
export const giveOutExplanation = (id: string, send: boolean): Promise<IntakeView> =>
  post(path('intake', id, 'explanations', 'paper'), { send })

/** What the first receipt does not say of the posting, on a paper of its own. */
export const supplementReceipt = (id: string): Promise<IntakeView> => post(path('intake', id, 'receipt-supplements'))

export const makeOralRecord = (id: string): Promise<IntakeView> => post(path('intake', id, 'oral-record'))

/** An applicant signed the printed record. */
export const signOralRecord = (id: string, identity: string, document: string): Promise<IntakeView> =>
  post(path('intake', id, 'oral-record', 'confirmations'), { identity, document })

/** One file as a form; `holder` says that it was made of a paper, and who keeps the paper. */
export function fileForm(file: File, kind: MaterialKind, holder = ''): FormData {
  const form = new FormData()
  form.append('kind', kind)
  if (holder) form.append('holder', holder)
  form.append('file', file, file.name)
  return form
}

export const addIntakeMaterial = (id: string, form: FormData): Promise<IntakeView> =>
  upload(path('intake', id, 'materials'), form)

/** The files of an electronic filing: all or none, each once. */
export const sendBundle = (id: string, archive: File): Promise<BundleReport> =>
  uploadFile(path('intake', id, 'bundles'), archive, 'application/zip')

/** What a file is, said again after it came. */
export const callIntakeMaterial = (id: string, material: string, kind: MaterialKind): Promise<IntakeView> =>
  put(path('intake', id, 'materials', material), { kind })

export const removeIntakeMaterial = (id: string, material: string): Promise<IntakeView> =>
  del(path('intake', id, 'materials', material))

export const intakeDocument = (id: string, document: string): string => path('intake', id, 'documents', document)

export const intakeMaterial = (id: string, material: string): string => path('intake', id, 'materials', material)

export const readMaterials = (serial: string, options?: CallOptions): Promise<MaterialsView> =>
  get(path('cases', serial, 'materials'), options)

export const addMaterial = (serial: string, form: FormData): Promise<MaterialView> =>
  upload(path('cases', serial, 'materials'), form)

export const addProtected = (serial: string, form: FormData): Promise<ProtectedView> =>
  upload(path('cases', serial, 'protected'), form)

export const materialFile = (serial: string, material: string): string => path('cases', serial, 'materials', material)

export const callMaterial = (serial: string, material: string, kind: MaterialKind): Promise<MaterialView> =>
  put(path('cases', serial, 'materials', material), { kind })

export const compareMaterial = (
  serial: string, material: string, body: { action: ComparisonAction, objection: string, version: number },
): Promise<MaterialView> => post(path('cases', serial, 'materials', material, 'comparison'), body)

export const readProtected = (serial: string, material: string, purpose: ReadingPurpose): Promise<Blob> =>
  postForFile(path('cases', serial, 'protected', material, 'readings'), { purpose })

/** What may leave of the case, as an archive. */
export const makePack = (serial: string): Promise<Blob> => postForFile(path('cases', serial, 'support-pack'), {})

/** What is protected, apart, with every party's consent. */
export const askAnnex = (serial: string, body: AskAnnex): Promise<Blob> =>
  postForFile(path('cases', serial, 'support-pack', 'protected'), body)

export const readDocuments = (serial: string, options?: CallOptions): Promise<readonly DocumentView[]> =>
  get(path('cases', serial, 'documents'), options)

/** The paper that tells one person how the case ended or why it was returned. */
export const noticeFile = (serial: string, identity: string): string => path('cases', serial, 'parties', identity, 'notice')

/** The person was given that paper by hand; again changes nothing. */
export const handOutNotice = (serial: string, identity: string): Promise<void> => post(noticeFile(serial, identity))

/** The index of the case file: registration, work record, agreement. */
export const fileIndex = (serial: string): string => path('cases', serial, 'file-index')

export const documentFile = (serial: string, document: string): string => path('cases', serial, 'documents', document)

export const issueCaseLink = (serial: string, identity: string): Promise<OwnCaseLink> =>
  post(path('cases', serial, 'parties', identity, 'link'))
