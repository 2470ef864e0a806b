package nl.tenzij.school.calendar;

import java.time.LocalTime;

/**
 * A lesson's place in the day.
 *
 * @param lesson what the timetable calls it, such as {@code 3}
 * @param until the moment that is not in it any more
 */
public record LessonTime(String lesson, LocalTime from, LocalTime until) {}
