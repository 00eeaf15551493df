// The functions of jiangbu.h that the binding calls, mapped to the library directly.
// In: pointers, texts by value. Out: statuses (jb_status) and what out-parameters point at.
// Never: called before NativeLibraryLoader.load(), or outside this package.
package io.jiangbu;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

final class CApi {
  /** jb_text: UTF-8 bytes with their length. Public for JNA, which makes it by reflection. */
  @Structure.FieldOrder({"data", "size"})
  public static class Text extends Structure implements Structure.ByValue {
    public Pointer data;
    public long size;

    String string() {
      return Utf8.decode(data, size);
    }
  }

  /** jb_read_function. */
  interface ReadFunction extends Callback {
    int invoke(Pointer context, Text name, Pointer text);
  }

  /** jb_progress_function. */
  interface ProgressFunction extends Callback {
    int invoke(Pointer context, Pointer progress);
  }

  private CApi() {}

  static native int jb_error_status(Pointer error);

  static native Text jb_error_message(Pointer error, int language);

  static native void jb_error_free(Pointer error);

  static native Text jb_string_get(Pointer string);

  static native void jb_string_free(Pointer string);

  static native Text jb_version();

  static native int jb_has_feature(Text name);

  static native int jb_rules_load(Pointer paths, long count, Pointer rules, Pointer error);

  static native int jb_rules_from_memory(Pointer texts, long count, Pointer rules, Pointer error);

  static native int jb_rules_read(
      Pointer names, long count, ReadFunction read, Pointer context, Pointer rules, Pointer error);

  static native void jb_rules_free(Pointer rules);

  static native long jb_rules_problem_count(Pointer rules);

  static native int jb_rules_problem(Pointer rules, long index, Pointer problem);

  static native long jb_rules_policy_count(Pointer rules);

  static native int jb_rules_policy(Pointer rules, long index, Pointer policy);

  static native int jb_facts_from_json(
      Pointer rules, Text text, Pointer options, Pointer facts, Pointer error);

  static native int jb_facts_from_yaml(
      Pointer rules, Text text, Pointer options, Pointer facts, Pointer error);

  static native void jb_facts_free(Pointer facts);

  static native long jb_facts_problem_count(Pointer facts);

  static native int jb_facts_problem(Pointer facts, long index, Pointer problem);

  static native int jb_fact_builder_create(Pointer builder, Pointer error);

  static native void jb_fact_builder_free(Pointer builder);

  static native int jb_fact_builder_set_truth(Pointer builder, Text path, int value, Pointer error);

  static native int jb_fact_builder_set_integer(
      Pointer builder, Text path, long value, Pointer error);

  static native int jb_fact_builder_set_decimal(
      Pointer builder, Text path, Text number, Pointer error);

  static native int jb_fact_builder_set_money(Pointer builder, Text path, long fen, Pointer error);

  static native int jb_fact_builder_set_text(Pointer builder, Text path, Text value, Pointer error);

  static native int jb_fact_builder_set_null(Pointer builder, Text path, Pointer error);

  static native int jb_fact_builder_set_unknown(Pointer builder, Text path, Pointer error);

  static native int jb_fact_builder_set_record(Pointer builder, Text path, Pointer error);

  static native int jb_fact_builder_set_empty_list(Pointer builder, Text path, Pointer error);

  static native int jb_fact_builder_build(
      Pointer builder, Pointer rules, Pointer options, Pointer facts, Pointer error);

  static native long jb_error_problem_count(Pointer error);

  static native int jb_error_problem(Pointer error, long index, Pointer problem);

  static native int jb_evaluate(Pointer facts, Pointer options, Pointer evaluation, Pointer error);

  static native void jb_evaluation_free(Pointer evaluation);

  static native long jb_evaluation_problem_count(Pointer evaluation);

  static native int jb_evaluation_problem(Pointer evaluation, long index, Pointer problem);

  static native int jb_evaluation_json(Pointer evaluation, Pointer json, Pointer error);

  static native int jb_evaluation_text(
      Pointer evaluation, int language, Pointer text, Pointer error);

  static native long jb_evaluation_applicant_count(Pointer evaluation);

  static native int jb_evaluation_applicant(Pointer evaluation, long applicant, Pointer result);

  static native long jb_evaluation_clause_count(Pointer evaluation, long applicant);

  static native int jb_evaluation_clause(
      Pointer evaluation, long applicant, long clause, Pointer result);

  static native Text jb_clause_status_name(int status, int language);

  static native int jb_budget(
      Pointer rules, Pointer tables, long tableCount, Pointer options, Pointer json, Pointer error);

  static native int jb_batch(
      Pointer rules,
      Pointer tables,
      long tableCount,
      Pointer options,
      Pointer schema,
      Pointer array,
      Pointer report,
      Pointer error);
}
