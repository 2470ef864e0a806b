package nl.tenzij.school.law;

/**
 * Where in the law something stands, by a name of ours: letters move between versions of a statute,
 * so {@link Articles} says how it is cited now, by what source and when that was read.
 */
public enum Provision {
  CONSENT_SCHOOL_PLAN,
  CONSENT_SCHOOL_RULES,
  ADVICE_REMOVAL,
  CONSENT_STAFF_RULES,
  CONSENT_PUPILS_STATUTE,
  CONSENT_MEASURES_PRIMARY,
  JOINT_COUNCIL,
  STATUTE_RENEWAL,
  NATIONAL_AGREEMENT
}
