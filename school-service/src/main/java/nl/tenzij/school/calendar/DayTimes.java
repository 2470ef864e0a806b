package nl.tenzij.school.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * The hours of a weekday on which there is school.
 *
 * @param lessons in order of time; what lies between them is a break
 */
public record DayTimes(DayOfWeek day, LocalTime from, LocalTime until, List<LessonTime> lessons) {}
