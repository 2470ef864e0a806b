package nl.tenzij.school.organisation;

import java.time.Period;

/**
 * Where a board takes questions and complaints (S3 §1.3). The addresses are the desk's, not a
 * person's.
 *
 * @param email null where it has none
 * @param phone null where it has none
 * @param term within which it answers
 */
public record CentralDesk(String title, String email, String phone, Period term) {}
