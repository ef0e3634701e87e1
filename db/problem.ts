/** Something about the database that its operator must mend; the message is one sentence that says how. */
export class DatabaseProblem extends Error {
  override name = 'DatabaseProblem'
}
