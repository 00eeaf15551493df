// Types of jiangbu.mjs.

/** A text in Chinese and in English; one of the two may be empty. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One finding about rules, facts or an evaluation. */
export interface Problem {
  /** "JB2003", permanent; empty where the call itself is wrong. */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  /** As it was named; empty where there is no place. */
  readonly file: string;
  /** From 1; 0: no place. */
  readonly line: number;
  /** From 1, in characters; 0: no place. */
  readonly column: number;
  readonly message: Bilingual;
  /** With place, line and caret; several lines. */
  readonly rendered: Bilingual;
}

export type Status =
  | "invalid-argument"
  | "rules-faulty"
  | "facts-faulty"
  | "not-computed"
  | "out-of-memory"
  | "internal"
  | "limit";

/** A call that failed. Wrong types of arguments give a TypeError instead. */
export class JiangbuError extends Error {
  readonly status: Status;
  /** As `message`, in Chinese. */
  readonly messageZh: string;
  /** Of rules or facts, or of what could not be computed. */
  readonly problems: readonly Problem[];
  /** With the status "not-computed": all other clauses; totals are without those that
   * could not be computed. To be freed. */
  readonly evaluation?: Evaluation;
}

export interface Policy {
  readonly id: string;
  readonly version: string;
  readonly title: Bilingual;
  readonly file: string;
  /** Of its meaning, 16 hexadecimal digits. */
  readonly hash: string;
  /** Pays nothing yet: its amounts are indicative. */
  readonly isDraft: boolean;
}

/** A sum of money in fen (1/100 yuan), known up to a range, both ends included. */
export interface Amount {
  readonly low: bigint;
  /** null: no upper bound. */
  readonly high: bigint | null;
}

/** What an applicant gets from all policies together. */
export interface ApplicantAmounts {
  /** Its name in a set; else empty. */
  readonly applicant: string;
  readonly payable: Amount;
  /** Of drafts; never part of `payable`. */
  readonly indicative: Amount;
  /** Clauses beside the totals: the text states no amount. */
  readonly unspecifiedCount: number;
  /** The same: the amount stands in another measure. */
  readonly delegatedCount: number;
}

/** A fact stated to be unknown, also where the closed world or the vocabulary assumes one.
 * A fact left out is not known either. */
export const UNKNOWN: Unknown;
declare const unknown: unique symbol;
export interface Unknown {
  readonly [unknown]: true;
}

/** null: known not to be. undefined: not given. Numbers are taken as the shortest decimal
 * that names them; whole ones beyond 2^53 are refused: write a bigint or a text. */
export type Fact =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Unknown
  | readonly Fact[]
  | {readonly [name: string]: Fact};

export interface Facts {
  readonly [name: string]: Fact;
}

export interface EvaluateOptions {
  /** The decision date, such as "2024-11-30": there is no today. */
  date: string;
  /** Question to option; questions not named take their default. */
  readings?: {readonly [question: string]: string};
  /** Text and JSON show all readings side by side. */
  allReadings?: boolean;
  /** Lists not given are empty instead of unknown. */
  closedWorld?: boolean;
  /** Facts no policy knows are warnings, not errors. */
  allowUnknownNames?: boolean;
  /** No proofs, missing facts and near misses; faster. */
  amountsOnly?: boolean;
  /** Steps of formulas at most, then the status is "limit"; 0: no limit. The same inputs
   * take the same number always. There is no limit of time: a module without imports has
   * no clock. A worker can be terminated. */
  stepLimit?: number;
  /** What the facts may have at most, as JSON; more is "facts-faulty". Bytes; 0: 64 MiB. */
  maxBytes?: number;
  /** Collections within each other; 0, or more than 64: 64. */
  maxDepth?: number;
  /** Values and keys; 0: 1,000,000. */
  maxValues?: number;
}

/** Freed when it is forgotten, or earlier, by free() or at the end of a `using` block. What
 * was made from it stays. */
interface Freed {
  /** May be called again. Any other use afterwards gives a TypeError. */
  free(): void;
  [Symbol.dispose](): void;
}

/** What applicants qualify for. Immutable. */
export class Evaluation implements Freed {
  private constructor();
  /** Everything, byte for byte what `jiangbu check --format json` prints. */
  readonly json: string;
  /** The same, parsed: src/report/result_schema.json. Money is text in yuan. */
  readonly result: any;
  /** Warnings about facts, and what could not be computed. */
  readonly problems: readonly Problem[];
  /** The totals, in the order of the facts. */
  readonly amounts: readonly ApplicantAmounts[];
  /** The report for people. */
  text(language?: "zh" | "en"): string;
  free(): void;
  [Symbol.dispose](): void;
}

/** Compiled policies. Immutable. */
export class Rules implements Freed {
  private constructor();
  readonly policies: readonly Policy[];
  /** Warnings about rule files; an image has none. */
  readonly problems: readonly Problem[];
  /** What a user interface needs: policies, clauses, facts and readings with titles
   * (src/report/description_schema.json). */
  readonly description: any;
  /** The compiled image, for engines of the same version. */
  image(): Uint8Array;
  /** Evaluates facts, an object or JSON text, under all policies. */
  evaluate(facts: Facts | string, options: EvaluateOptions): Evaluation;
  free(): void;
  [Symbol.dispose](): void;
}

/** The engine in one WebAssembly instance, which one thread uses. */
export class Engine {
  private constructor();
  /** `source`: jiangbu-runtime.wasm, or jiangbu-full.wasm. Nothing is fetched here. */
  static load(
    source:
      | ArrayBuffer
      | ArrayBufferView
      | WebAssembly.Module
      | Response
      | Promise<ArrayBuffer | ArrayBufferView | WebAssembly.Module | Response>,
  ): Promise<Engine>;
  readonly version: string;
  /** Rules from a compiled image of the same version (`jiangbu compile`). */
  rulesFromImage(image: Uint8Array | ArrayBuffer | ArrayBufferView): Rules;
  /** Rules from the texts of rule files, by name; needs jiangbu-full.wasm. Files name one
   * another by paths ("../vocabulary.yaml") relative to their own; no file is opened. Errors
   * are a JiangbuError with the status "rules-faulty". */
  rulesFromTexts(texts: {readonly [name: string]: string}): Rules;
}
