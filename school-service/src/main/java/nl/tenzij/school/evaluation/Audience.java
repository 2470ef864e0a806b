package nl.tenzij.school.evaluation;

/** Who is asked what they think of a policy (S0 step 6). */
public enum Audience {
  TEACHERS,
  PARENTS,
  PUPILS
}
