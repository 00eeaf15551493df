/**
 * Computes what an applicant qualifies for under incentive clauses.
 *
 * <p>{@link io.jiangbu.Rules} are loaded once and shared; {@link io.jiangbu.Facts} say what is known
 * of an applicant; {@link io.jiangbu.Evaluation} says what follows, with reasons. All three are
 * closed when they are no longer needed, in any order, and cleaned after garbage collection if they
 * are not. Everything else is a value.
 *
 * <p>Money is in yuan, a {@link java.math.BigDecimal} of whole fen. No argument may be null, and
 * nothing returned is. Errors are a {@link io.jiangbu.JiangbuException}, unchecked.
 *
 * <p>The native library is sought in this order: the file that the system property {@code
 * jiangbu.library} names; inside the jar, from where it is copied to a temporary file; {@code
 * java.library.path}; the system's folders.
 */
package io.jiangbu;
