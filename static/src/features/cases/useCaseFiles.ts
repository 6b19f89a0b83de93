/** The files of a case as its page shows and counts them: materials of both classes, and documents given out. */
import { watch } from 'vue'

import { readDocuments, readMaterials } from '@/api/intake'

import { useResource } from '../console/useResource'

export function useCaseFiles(serial: () => string) {
  const materials = useResource(signal => readMaterials(serial(), { signal }))
  const documents = useResource(signal => readDocuments(serial(), { signal }))
  watch(serial, () => {
    materials.reset()
    documents.reset()
  })
  return { materials, documents }
}

export type CaseFiles = ReturnType<typeof useCaseFiles>
