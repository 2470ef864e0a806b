package nl.tenzij.school.selfcheck;

/** What a school does next, on its way to a policy within the guideline. */
public enum Action {
  MAKE_POLICY,
  MAKE_RULES,
  TALK,
  SUBMIT,
  AWAIT_CONSENT,
  PUBLISH,
  ACTIVATE,
  AWAIT_DAY,
  CONSENT_TO_SCHOOL_PLAN,
  INCORPORATE_IN_SCHOOL_PLAN,
  CONSENT_TO_SCHOOL_RULES,
  INCORPORATE_IN_SCHOOL_RULES
}
