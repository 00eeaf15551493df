// What goes wrong, with the findings of the engine.
// In: a status, texts in both languages. Out: JiangbuError. Never: a failure without reason.

/** A call that failed. `message` is English, `messageZh` the same in Chinese. */
export class JiangbuError extends Error {
  constructor(status, message, messageZh, problems = [], options = undefined) {
    super(message, options);
    this.name = "JiangbuError";
    this.status = status;
    this.messageZh = messageZh;
    this.problems = problems;
  }
}
