package io.jiangbu;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Why a call failed. Nulls and closed handles are not among the reasons: as everywhere in Java,
 * they give a {@link NullPointerException} and an {@link IllegalStateException}.
 */
public class JiangbuException extends RuntimeException {
  /** What a call failed of. */
  public enum Kind {
    /** The call makes no sense: a name twice, a reading nobody asks for. */
    INVALID_ARGUMENT,
    /** The rules have errors; see {@link JiangbuException#problems()}. */
    RULES_FAULTY,
    /** The facts have errors; see {@link JiangbuException#problems()}. */
    FACTS_FAULTY,
    /** Something could not be computed; see {@link JiangbuException#problems()}. */
    NOT_COMPUTED,
    /** There is no memory left, or a text is too long. */
    OUT_OF_MEMORY,
    /** A fault of the library. */
    INTERNAL,
    /** The caller wanted no more. */
    CANCELLED,
    /** A limit of the options, such as that of time, is exceeded. */
    LIMIT,
    /** The native library cannot be found or loaded; the message says where it was sought. */
    LIBRARY_MISSING
  }

  /** JB_OK. */
  static final int OK = 0;

  private static final long serialVersionUID = 1;

  /** The kind. */
  private final Kind kind;

  /** The text. */
  private final BilingualText text;

  /** The findings; a serializable list. */
  @SuppressWarnings("serial")
  private final List<Problem> problems;

  JiangbuException(Kind kind, BilingualText text) {
    this(kind, text, List.of());
  }

  JiangbuException(Kind kind, BilingualText text, List<Problem> problems) {
    super(text.en());
    this.kind = kind;
    this.text = text;
    this.problems = List.copyOf(problems);
  }

  /**
   * What the call failed of.
   *
   * @return the kind, never null
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The findings with their places, in the order of the texts.
   *
   * @return an immutable list; empty if the call itself is wrong
   */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * The message in a language; {@link #getMessage()} is the English one.
   *
   * @param language not null
   * @return one line, or several if there are problems
   */
  public String message(Language language) {
    return text.in(language);
  }

  /**
   * The Chinese message where the default locale is Chinese, the English one elsewhere; logs and
   * stack traces show it.
   *
   * @return the message
   */
  @Override
  public String getLocalizedMessage() {
    boolean chinese = Locale.getDefault().getLanguage().equals(Locale.CHINESE.getLanguage());
    return text.in(chinese ? Language.CHINESE : Language.ENGLISH);
  }

  /**
   * The exception of a failed call.
   *
   * @param errorSlot where its jb_error is, which is freed; may be null
   */
  static JiangbuException of(int status, Pointer errorSlot) {
    List<Problem> problems = List.of();
    Pointer error = errorSlot == null ? null : errorSlot.getPointer(0);
    BilingualText text = new BilingualText("状态 " + status, "status " + status);
    if (error != null) {
      try {
        problems =
            Problem.readAll(
                CApi.jb_error_problem_count(error),
                (index, struct) -> CApi.jb_error_problem(error, index, struct));
        text =
            new BilingualText(
                CApi.jb_error_message(error, Language.CHINESE.number()).string(),
                CApi.jb_error_message(error, Language.ENGLISH.number()).string());
      } finally {
        CApi.jb_error_free(error);
      }
    }
    return new JiangbuException(kindOf(status), text, problems);
  }

  private static Kind kindOf(int status) {
    Kind[] kinds = Kind.values();
    boolean known = status > OK && status <= Kind.LIMIT.ordinal() + 1;
    return known ? kinds[status - 1] : Kind.INTERNAL;
  }

  /** The constant of a number; numbers of the library are permanent, but it may have new ones. */
  static <E extends Enum<E>> E constant(E[] constants, int number, String what) {
    Objects.requireNonNull(constants);
    if (number >= 0 && number < constants.length) return constants[number];
    throw new JiangbuException(
        Kind.INTERNAL,
        new BilingualText(
            "本地库比此绑定新：未知的 " + what + " " + number,
            "the native library is newer than this binding: unknown " + what + " " + number));
  }
}
