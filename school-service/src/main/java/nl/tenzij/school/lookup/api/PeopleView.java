package nl.tenzij.school.lookup.api;

import java.time.LocalDate;
import java.util.List;

/** Persons on a day, by the roster's ids. */
public record PeopleView(LocalDate on, List<String> items) {}
