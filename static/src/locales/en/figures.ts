/** Words of the figures. */
import type { Messages, Shape } from '../shape'

export const figures: Shape<Messages['figures']> = {
  title: 'Figures', lead: 'Mediations that ended in {year}, by the day they ended. They match the list of cases one by one.', year: 'Year', loading: 'Counting',
  none: 'No mediation ended in this year', noneText: 'Choose another year.',
  results: 'Results', sum: '{ended} = {success} + {withdrawn} + {failure}', offline: '{n} of them mediated offline',
  result: { success: 'Agreed', withdrawn: 'Withdrawn', failure: 'Not agreed' },
  codes: 'How they ended', codesText: 'Cases: {n}, in eight ways · online mediation rules, art. 25', code: 'Ending', counts: 'Counts as', count: 'Cases', total: 'Total',
  lines: 'In which month, from where', monthHead: 'Month',
}
