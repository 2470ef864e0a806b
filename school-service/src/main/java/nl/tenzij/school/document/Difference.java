package nl.tenzij.school.document;

/**
 * Something that is otherwise in one policy than in another.
 *
 * @param part of the policy it is in ("clauses")
 * @param says in a sentence
 * @param before the text as it was; null where the sentence says it all, or there was none
 * @param after the text as it is
 */
public record Difference(Part part, String says, String before, String after) {

  public enum Part {
    TITLE,
    WHY,
    EDUCATIONAL_USE,
    CLAUSES,
    USE_RULES,
    LADDER,
    OBJECTION,
    EXEMPTIONS,
    PRACTICAL,
    SAFETY,
    STAFF,
    MESSAGES,
    EVALUATION
  }
}
